import type { Attack } from './attack.js';
import { pick } from './choose.js';
import { removeLinks } from './links.js';
import { changeMatches } from './words.js';

const DIGITS = /\d+/g;

type DigitForm = (digit: number) => string;

/** Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width, mathematical bold and monospace: by their zero. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10, 0x1d7ce, 0x1d7f6];

const DIGIT_SCRIPTS: readonly DigitForm[] = [
  ...ZEROS.map(
    (zero): DigitForm =>
      (digit) =>
        String.fromCodePoint(zero + digit),
  ),
  // Keycap emoji, then circled.
  (digit) => `${digit}\ufe0f\u20e3`,
  (digit) => (digit === 0 ? '\u24ea' : String.fromCodePoint(0x245f + digit)),
];

export const DIGIT_FORMS: Attack = {
  name: 'digit-scripts',
  description: 'Digits of other scripts, of full width, keycap emoji, circled',
  kind: 'digits',
  transform: (text, random) => {
    const form = pick(DIGIT_SCRIPTS, random);
    return changeMatches(text, random, {
      pattern: DIGITS,
      share: [0.5, 1],
      change: (number) =>
        Array.from(number)
          .map((digit) => form(Number(digit)))
          .join(''),
    });
  },
};

const LOOKS = ['OoОо', 'lIІ|', 'Z', 'ЗзƷ', 'Ч', 'S', 'бb', 'T', 'BВ', 'g'];

export const DIGIT_LETTERS: Attack = {
  name: 'digit-letters',
  description: 'Letters for digits: "7OO $ a day"',
  kind: 'digits',
  transform: (text, random) =>
    changeMatches(text, random, {
      pattern: DIGITS,
      share: [0.5, 1],
      // The first digit stays if there are more, or nobody would see a number.
      change: (number) =>
        Array.from(number)
          .map((digit, i) =>
            i === 0 && number.length > 1 ? digit : pick(LOOKS[Number(digit)] ?? digit, random),
          )
          .join(''),
    }),
};

const NAMES = {
  english: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  russian: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  chinese: Array.from('零一二三四五六七八九'),
};

export const DIGIT_WORDS: Attack = {
  name: 'digit-words',
  description: 'Digits spelt out, in English, Russian or Chinese: "call eight zero zero"',
  kind: 'digits',
  transform: (text, random) => {
    const language = languageOf(text);
    const gap = language === 'chinese' ? '' : ' ';
    return changeMatches(text, random, {
      pattern: DIGITS,
      share: [0.5, 1],
      change: (number) =>
        Array.from(number)
          .map((digit) => NAMES[language][Number(digit)] ?? digit)
          .join(gap),
    });
  },
};

function languageOf(text: string): keyof typeof NAMES {
  const prose = removeLinks(text);
  const count = (script: RegExp) => prose.match(script)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const han = count(/\p{Script=Han}/gu);
  if (han > Math.max(latin, cyrillic)) return 'chinese';
  return cyrillic > latin ? 'russian' : 'english';
}
