import type { Random } from '../../random.js';
import { between, chance, characters, digits, pick } from '../choose.js';
import type { Locale } from '../locale.js';
import { madeUpWord, shortCode } from './links.js';

const words = (text: string) => text.split(' ');
const LURES = words(
  'secure verify bonus claim win lucky gift reward refund update help support service pay parcel delivery redelivery account login bet casino profit trade earn crypto airdrop free vip club prize id post tax toll',
);
const TOPS = words(
  'xyz top vip club online site info cc life live shop icu buzz click cyou sbs bond com com net org me pro fun work',
);
const FREE_HOSTS = words(
  'pages.dev web.app vercel.app duckdns.org netlify.app weebly.com blogspot.com github.io tripod.com ngrok.io',
);
const HANDLE_ENDS = words(
  '_support _official fx_trader _signals trader88 _vip _admin manager hr _pay _bonus crypto girl invest',
);
const ENGLISH_NAMES = words(
  'anna kate lisa emma mark david jenny olga mia sofia alex robert linda grace maria victor james elena',
);

/** A link of the kind that phishing and spam use: a bare host name of lures, a free host, an address in numbers. */
export function baitLink(locale: Locale, random: Random): string {
  const brand = pick([...locale.banks, ...locale.couriers, ...locale.carriers], random)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
  const lure = `${pick(LURES, random)}${pick(['-', '', '.'], random)}${pick(LURES, random)}`;
  const name = pick(
    [
      lure,
      `${brand}-${pick(LURES, random)}`,
      `${pick(LURES, random)}-${brand}`,
      madeUpWord(random),
      `${pick(LURES, random)}${digits(3, random)}`,
    ],
    random,
  ).replace(/^-|-$/g, '');
  const host = chance(0.15, random) ? `${name}.${pick(FREE_HOSTS, random)}` : `${name}.${pick(TOPS, random)}`;
  const tail = pick(
    [
      '',
      '',
      `/${shortCode(random)}`,
      `/${pick(LURES, random)}`,
      `/?ref=${shortCode(random)}`,
      `/${pick(LURES, random)}.php?id=${digits(5, random)}`,
      `/i/${characters('abcdef', 3, random)}`,
    ],
    random,
  );
  const address = Array.from({ length: 4 }, () => between(11, 240, random)).join('.');
  const start = pick(['https://', 'https://', 'http://', '', '', 'www.'], random);
  return chance(0.04, random) ? `http://${address}${tail}` : start + host + tail;
}

/** `@name` of a stranger who waits for messages. */
export function contactHandle(random: Random): string {
  return `@${baitName(random)}`;
}

/** A Telegram address: user, channel, bot or invitation. */
export function telegramLink(random: Random): string {
  const start = pick(['https://t.me/', 't.me/', 'https://t.me/', 'telegram.me/', 'T.me/'], random);
  const invitation = `${pick(['+', '+', 'joinchat/'], random)}${characters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789_-', 16, random)}`;
  return (
    start + pick([invitation, baitName(random), `${baitName(random)}_bot?start=${shortCode(random)}`], random)
  );
}

export function whatsappLink(random: Random): string {
  const number = `${pick(words('1 44 234 91 62 55 7 49 27'), random)}${digits(10, random)}`;
  return pick(
    [
      `https://wa.me/${number}`,
      `wa.me/${number}`,
      `https://api.whatsapp.com/send?phone=${number}`,
      `https://chat.whatsapp.com/${characters('abcdefghijkABCDEFGHIJK0123456789', 22, random)}`,
    ],
    random,
  );
}

export function discordLink(random: Random): string {
  return `${pick(['https://', ''], random)}discord.gg/${pick([shortCode(random), madeUpWord(random)], random)}`;
}

/** A number abroad, as spammers leave it. */
export function foreignPhone(random: Random): string {
  const code = pick(words('1 44 234 91 62 55 49 27 233 63 852'), random);
  const rest = digits(10, random);
  return pick(
    [
      `+${code}${rest}`,
      `+${code} ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`,
      `+${code} (${rest.slice(0, 3)}) ${rest.slice(3, 6)}-${rest.slice(6)}`,
      `+${code}-${rest.slice(0, 3)}-${rest.slice(3)}`,
    ],
    random,
  );
}

export function walletAddress(random: Random): string {
  const hex = characters('0123456789abcdef', 40, random);
  return pick(
    [
      `0x${hex}`,
      `bc1q${characters('acdefghjklmnpqrstuvwxyz023456789', 38, random)}`,
      `T${characters('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijk123456789', 33, random)}`,
    ],
    random,
  );
}

function baitName(random: Random): string {
  const base = pick([pick(ENGLISH_NAMES, random), madeUpWord(random), pick(LURES, random)], random);
  const name =
    base +
    pick(
      [pick(HANDLE_ENDS, random), digits(between(2, 4, random), random), `_${pick(LURES, random)}`],
      random,
    );
  return chance(0.3, random) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
