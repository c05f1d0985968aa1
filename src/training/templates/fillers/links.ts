import type { Random } from '../../random.js';
import { between, chance, characters, digits, pick } from '../choose.js';
import type { Locale } from '../locale.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MIXED = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;
const UPPER_DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

const SYLLABLES =
  'ba be bo da de di ga ka ko la le li lo lu ma me mi mo na ne no pa po ra re ri ro sa se ta to va vi zo'.split(
    ' ',
  );
const NOUNS =
  'market garden studio clinic school travel music sport health house energy office books bikes cafe print tools works shop ticket parts design dental taxi pay media food pets art auto post'.split(
    ' ',
  );
const PATHS =
  'account bill invoice receipt booking my order status pay login help statement appointment ticket details view confirm reschedule feedback survey app faq documents profile security'.split(
    ' ',
  );

/** A made-up name as a firm might have: `lomare`, `gardenworks`. */
export function madeUpWord(random: Random): string {
  if (chance(0.4, random)) return pick(NOUNS, random) + pick(NOUNS, random);
  return Array.from({ length: between(2, 3, random) }, () => pick(SYLLABLES, random)).join('');
}

export function shortCode(random: Random): string {
  return characters(MIXED, between(5, 8, random), random);
}

/** An order, ticket or case number. */
export function reference(random: Random): string {
  const letters = characters(UPPER_DIGITS.slice(0, 23), between(1, 3, random), random);
  return pick(
    [
      `${letters}${digits(between(5, 9, random), random)}`,
      digits(between(6, 11, random), random),
      `${letters}-${digits(4, random)}-${digits(3, random)}`,
      characters(UPPER_DIGITS, between(6, 10, random), random),
      `#${digits(between(4, 8, random), random)}`,
    ],
    random,
  );
}

/** A link of a firm or office of the country to its own pages. */
export function ownLink(locale: Locale, brand: string | undefined, random: Random): string {
  return scheme(random) + ownHost(locale, brand, random) + path(random) + query(0.25, random);
}

/** The page that follows a parcel. */
export function trackingLink(locale: Locale, brand: string | undefined, random: Random): string {
  const number = reference(random).replace('#', '');
  const tail = pick(
    [
      `/track/${number}`,
      `/tracking?id=${number}`,
      `/t/${shortCode(random)}`,
      `/${number}`,
      `/track?awb=${number}&utm_source=sms`,
      `/parcel/${number}`,
      `/d/${shortCode(random)}`,
      `/status?order=${number}`,
    ],
    random,
  );
  return (
    scheme(random) + pick(['', '', 'track.', 't.', 'm.'], random) + ownHost(locale, brand, random) + tail
  );
}

export function shortLink({ shorteners }: Locale, random: Random): string {
  return `${scheme(random)}${pick(shorteners, random)}/${shortCode(random)}`;
}

/** `https://` as often as nothing; firms write both. */
export function scheme(random: Random): string {
  return pick(['https://', 'https://', 'https://', '', '', 'http://', 'www.', 'https://www.'], random);
}

function ownHost({ hosts, topLevels }: Locale, brand: string | undefined, random: Random): string {
  const slug = brand?.toLowerCase().replace(/[^a-z0-9]+/g, '') ?? '';
  const prefix = pick(['', '', '', 'my.', 'm.', 'app.', 'online.', 'id.', 'l.', 'sms.', 'go.'], random);
  const top = pick(topLevels, random);
  if (slug.length > 1 && chance(0.55, random)) return `${prefix}${slug}.${top}`;
  if (chance(0.5, random)) return prefix + pick(hosts, random);
  return `${prefix}${madeUpWord(random)}.${top}`;
}

function path(random: Random): string {
  const word = pick(PATHS, random);
  return pick(
    [
      '',
      `/${word}`,
      `/${word}/${digits(between(3, 8, random), random)}`,
      `/${shortCode(random)}`,
      `/${word.charAt(0)}/${shortCode(random)}`,
      `/${word}/${pick(PATHS, random)}`,
      `/${word}/`,
    ],
    random,
  );
}

function query(share: number, random: Random): string {
  if (!chance(share, random)) return '';
  const key = pick(['id', 'ref', 'token', 'utm_source', 'src', 'c', 'lang', 'p', 'order'], random);
  const value = pick(['sms', 'email', 'app', shortCode(random), digits(6, random)], random);
  return `?${key}=${value}`;
}
