import type { Random } from '../random.js';
import { between, characters, digits, fillMask, pick } from './choose.js';
import * as bait from './fillers/bait.js';
import { date, time } from './fillers/dates.js';
import { ownLink, reference, shortLink, trackingLink } from './fillers/links.js';
import { bigSum, ordinarySum } from './fillers/money.js';
import * as sites from './fillers/sites.js';
import type { Locale } from './locale.js';

/** What the slots of one text share: a text names one bank and links to that bank's pages. */
export interface FillContext {
  readonly locale: Locale;
  readonly random: Random;
  readonly chosen: Map<string, string>;
}

type Filler = (context: FillContext) => string;

const COINS = ['BTC', 'ETH', 'USDT', 'SOL', 'TON', 'BNB', 'XRP', 'DOGE', 'bitcoin', 'TRX'];
// Each is one code point.
const EMOJI = Array.from('😊😂👍🙏🔥✅📦🎉❤😍🚗🏠🐱🐶🎵⚽📚☀🌧🍕🎂💪👏😅🤔📢📌⏰📅🛒💐🌸⭐😭🙌👋🥳');
const HYPE = Array.from('🔥🚀💰💸💎✅🎁🤑💵📈⚡👇💯🎰❗🔞💋😈👑🏆🆓');

const memo =
  (key: string, list: (locale: Locale) => readonly string[]): Filler =>
  ({ locale, random, chosen }) => {
    const value = chosen.get(key) ?? pick(list(locale), random);
    chosen.set(key, value);
    return value;
  };

const brandOf = ({ chosen }: FillContext) =>
  ['courier', 'bank', 'carrier', 'shop'].map((key) => chosen.get(key)).find((name) => name !== undefined);

/** Every slot that a pattern may hold. Names of firms are chosen once for a text, everything else anew. */
export const SLOTS: Readonly<Record<string, Filler>> = {
  name: memo('name', ({ names }) => names),
  other: ({ locale, random }) => pick(locale.names, random),
  place: ({ locale, random }) => pick(locale.places, random),
  bank: memo('bank', ({ banks }) => banks),
  shop: memo('shop', ({ shops }) => shops),
  courier: memo('courier', ({ couriers }) => couriers),
  carrier: memo('carrier', ({ carriers }) => carriers),
  sum: ({ locale, random }) => ordinarySum(locale.money, random),
  bigsum: ({ locale, random }) => bigSum(locale.money, random),
  dollars: ({ random }) =>
    pick(['$%', '%$', '% USD', '$%k', '% USDT', '%k$'], random).replace(
      '%',
      String(pick([50, 80, 100, 150, 200, 300, 500, 700, 900, 1000, 1500, 2000, 5000], random)),
    ),
  code: ({ random }) =>
    pick(
      [
        digits(4, random),
        digits(6, random),
        digits(6, random),
        digits(5, random),
        `${digits(3, random)}-${digits(3, random)}`,
        `${digits(3, random)} ${digits(3, random)}`,
        digits(8, random),
      ],
      random,
    ),
  date: ({ locale, random }) => date(locale, random),
  time: ({ locale, random }) => time(locale, random),
  weekday: ({ locale, random }) => pick(locale.weekdays, random),
  month: ({ locale, random }) => pick(locale.months, random),
  phone: ({ locale, random }) => fillMask(pick(locale.phones, random), random),
  card: ({ random }) =>
    pick(
      ['*####', 'XX####', '**####', 'x####', '****####', '####', '•• ####', 'XXXX####', '...####'].map(
        (mask) => fillMask(mask, random),
      ),
      random,
    ),
  ref: ({ random }) => reference(random),
  small: ({ random }) => String(between(2, 9, random)),
  number: ({ random }) => String(between(10, 99, random)),
  big: ({ random }) => String(between(100, 9999, random)),
  percent: ({ random }) => `${pick([3, 5, 10, 15, 20, 25, 30, 40, 50, 70, 80, 90, 100], random)}%`,
  data: ({ random }) =>
    pick(
      ['500MB', '100 MB', '1GB', '1.5GB', '2 GB', '3GB', '5GB', '10 GB', '20GB', '50 GB', '750MB', '0.4GB'],
      random,
    ),
  flight: ({ random }) =>
    `${characters('ABDEFKLSTU', 2, random)}${pick(['', ' '], random)}${digits(between(3, 4, random), random)}`,
  seat: ({ random }) => `${between(1, 38, random)}${characters('ABCDEF', 1, random)}`,
  smile: ({ locale, random }) => pick(locale.smiles, random),
  emoji: ({ random }) => pick(EMOJI, random),
  hype: ({ random }) => pick(HYPE, random),
  coin: ({ random }) => pick(COINS, random),
  handle: ({ random }) =>
    `@${pick(['anna', 'mike', 'the_gardener', 'olga', 'tom', 'admin', 'lena', 'bookclub', 'raj', 'pedro', 'nina'], random)}${pick(['', '', '_', 'x', '_k'], random)}${pick(['', digits(2, random)], random)}`,
  link: (context) => ownLink(context.locale, brandOf(context), context.random),
  track: (context) => trackingLink(context.locale, brandOf(context), context.random),
  shortlink: ({ locale, random }) => shortLink(locale, random),
  anylink: ({ locale, random }) => sites.anyLink(locale, random),
  news: ({ random }) => sites.newsLink(random),
  repo: ({ random }) => sites.codeLink(random),
  video: ({ random }) => sites.videoLink(random),
  doc: ({ random }) => sites.documentLink(random),
  map: ({ random }) => sites.mapLink(random),
  social: ({ random }) => sites.socialLink(random),
  goods: ({ random }) => sites.shopLink(random),
  wiki: ({ random }) => sites.encyclopediaLink(random),
  site: ({ random }) => sites.unknownLink(random),
  groupchat: ({ random }) => sites.groupLink(random),
  bad: ({ locale, random }) => bait.baitLink(locale, random),
  contact: ({ random }) => bait.contactHandle(random),
  tme: ({ random }) => bait.telegramLink(random),
  wa: ({ random }) => bait.whatsappLink(random),
  discord: ({ random }) => bait.discordLink(random),
  foreign: ({ random }) => bait.foreignPhone(random),
  wallet: ({ random }) => bait.walletAddress(random),
};
