import { happens, pick, wholeBetween } from './attacks/choose.js';
import { randomCode } from './attacks/disguised-links.js';
import type { Random } from './random.js';

/**
 * Small things that stand in ordinary messages. Training puts them into ham, or a model would learn from corpora that
 * have them mostly in spam that they are spam by themselves.
 */

const SITES: readonly ((random: Random) => string)[] = [
  (random) => `https://www.youtube.com/watch?v=${randomCode(11, random)}`,
  (random) => `https://youtu.be/${randomCode(11, random)}`,
  (random) =>
    `https://${pick(['en', 'ru', 'de', 'es', 'tr', 'id', 'uk', 'zh'], random)}.wikipedia.org/wiki/${slug(random)}`,
  (random) => `https://github.com/${pick(PARTS, random)}/${slug(random)}`,
  (random) =>
    `https://github.com/${pick(PARTS, random)}/${slug(random)}/issues/${wholeBetween([1, 9999], random)}`,
  (random) =>
    `https://stackoverflow.com/questions/${wholeBetween([100_000, 79_999_999], random)}/${slug(random)}`,
  (random) =>
    `https://www.reddit.com/r/${pick(PARTS, random)}/comments/${randomCode(6, random).toLowerCase()}/`,
  (random) => `https://docs.google.com/document/d/${randomCode(30, random)}/edit`,
  (random) => `https://drive.google.com/file/d/${randomCode(28, random)}/view?usp=sharing`,
  (random) => `https://maps.app.goo.gl/${randomCode(12, random)}`,
  (random) => `https://meet.google.com/${randomCode(10, random).toLowerCase()}`,
  (random) => `https://us02web.zoom.us/j/${wholeBetween([10_000_000_000, 99_999_999_999], random)}`,
  (random) => `https://www.instagram.com/p/${randomCode(11, random)}/`,
  (random) => `https://x.com/${pick(PARTS, random)}/status/${wholeBetween([10 ** 14, 10 ** 15], random)}`,
  (random) =>
    `https://vk.com/wall-${wholeBetween([1_000_000, 99_999_999], random)}_${wholeBetween([1, 9999], random)}`,
  (random) => `https://habr.com/ru/articles/${wholeBetween([100_000, 900_000], random)}/`,
  (random) => `https://t.me/${pick(PARTS, random)}_${pick(PARTS, random)}/${wholeBetween([1, 9999], random)}`,
  (random) => `https://www.amazon.com/dp/${randomCode(10, random).toUpperCase()}`,
  (random) => `https://www.ozon.ru/product/${wholeBetween([10_000_000, 999_999_999], random)}/`,
  (random) => `https://open.spotify.com/track/${randomCode(22, random)}`,
  ...newspaper(
    'www.bbc.com',
    'www.theguardian.com',
    'edition.cnn.com',
    'www.reuters.com',
    'ria.ru',
    'meduza.io',
  ),
  ...newspaper(
    'www.dw.com',
    'lenta.ru',
    'www.pravda.com.ua',
    'www.hurriyet.com.tr',
    'www.kompas.com',
    'elpais.com',
  ),
  (random) => `https://${pick(['www.', '', 'blog.'], random)}${smallSite(random)}/${slug(random)}`,
  (random) => `http://${smallSite(random)}`,
  (random) => `www.${smallSite(random)}`,
  (random) => smallSite(random),
];

function newspaper(...hosts: readonly string[]): readonly ((random: Random) => string)[] {
  return hosts.map((host) => (random) => {
    const year = wholeBetween([2010, 2026], random);
    return `https://${host}/${pick(['news', 'world', 'sport', `${year}`], random)}/${slug(random)}`;
  });
}

const PARTS = [
  ...[
    'school',
    'garden',
    'city',
    'travel',
    'recipes',
    'music',
    'linux',
    'photo',
    'weather',
    'history',
    'chess',
  ],
  ...[
    'bakery',
    'library',
    'museum',
    'river',
    'north',
    'green',
    'open',
    'data',
    'local',
    'family',
    'bike',
    'car',
  ],
  ...[
    'drivers',
    'update',
    'guide',
    'review',
    'forum',
    'festival',
    'concert',
    'market',
    'house',
    'winter',
    'python',
  ],
];

const SMALL_TLDS = [
  'com',
  'org',
  'net',
  'ru',
  'de',
  'co.uk',
  'com.tr',
  'id',
  'ua',
  'fr',
  'it',
  'pl',
  'in',
  'info',
  'io',
];

function smallSite(random: Random): string {
  return `${pick(PARTS, random)}${pick(['', '-'], random)}${pick(PARTS, random)}.${pick(SMALL_TLDS, random)}`;
}

function slug(random: Random): string {
  return Array.from({ length: wholeBetween([1, 4], random) }, () => pick(PARTS, random)).join('-');
}

/** A link as people share them. */
export function ordinaryLink(random: Random): string {
  return pick(SITES, random)(random);
}

const EMOJI = Array.from('😂🤣😊😉😍🙂🙃😅😁😢😭😡🤔🙏👍👌👏💪🎉🔥✨🌹🌞☕🍕🎂🐱🐶🚗🏠⚽🎵📷🤷🥰😴🙈👋');

/** One to three; one of three comes in a row of the same. */
export function everydayEmoji(random: Random): string {
  const length = wholeBetween([1, 3], random);
  if (happens(1 / 3, random)) return pick(EMOJI, random).repeat(length);
  return Array.from({ length }, () => pick(EMOJI, random)).join('');
}

const NAMES = [
  'anna',
  'max',
  'olga',
  'ivan',
  'maria',
  'john',
  'ahmet',
  'dewi',
  'sasha',
  'kate',
  'li',
  'pavel',
  'nina',
];

export function randomHandle(random: Random): string {
  const tail = [
    `_${pick(PARTS, random)}`,
    `${wholeBetween([1, 2010], random)}`,
    '',
    `_${pick(NAMES, random)}`,
  ];
  return `@${pick(NAMES, random)}${pick(tail, random)}`;
}

const CURRENCIES = [
  '$',
  '€',
  '£',
  '₽',
  '₴',
  '₺',
  '₹',
  ' USD',
  ' руб',
  ' р.',
  ' грн',
  ' TL',
  ' rb',
  '元',
  '%',
];

/** A sum of money, a share, a date, a time or a plain number. */
export function randomFigure(random: Random): string {
  const two = (range: readonly [number, number]) => String(wholeBetween(range, random)).padStart(2, '0');
  const number = String(wholeBetween([1, 10 ** wholeBetween([1, 6], random)], random));
  const currency = pick(CURRENCIES, random);
  return pick(
    [
      currency.length === 1 && happens(0.5, random) ? currency + number : number + currency,
      number,
      `${two([1, 28])}.${two([1, 12])}`,
      `${two([1, 28])}.${two([1, 12])}.${wholeBetween([2015, 2027], random)}`,
      `${two([0, 23])}:${two([0, 59])}`,
    ],
    random,
  );
}
