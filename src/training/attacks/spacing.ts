import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { happens, pick, wholeBetween } from './choose.js';
import { changeMatches, changeWords, hasLetters, lettersOf } from './words.js';

const SEPARATORS = [' ', ' ', '.', '-', '_', '*', '\u00b7'];

export const LETTER_SPACING: Attack = {
  name: 'letter-spacing',
  description: 'Words with something between all letters: "f r e e", "f.r.e.e", "f-r-e-e"',
  kind: 'spacing',
  transform: (text, random) => {
    const separator = pick(SEPARATORS, random);
    // Half of those who space with blanks keep words apart by a wider gap.
    const end = separator === ' ' && happens(0.5, random) ? ' ' : '';
    return changeWords(text, random, {
      share: [0.3, 1],
      isMeant: hasLetters(3),
      change: (word) => lettersOf(word).join(separator) + end,
    });
  },
};

export const SPLIT_WORDS: Attack = {
  name: 'split-words',
  description: 'Blanks inside words: "mon ey trans fer"',
  kind: 'spacing',
  transform: (text, random) =>
    changeWords(text, random, {
      share: [0.2, 0.6],
      isMeant: hasLetters(5),
      change: (word) => insertInside(word, ' ', random),
    }),
};

const PUNCTUATION = Array.from(".*-'|_,~^`");

export const WORD_PUNCTUATION: Attack = {
  name: 'word-punctuation',
  description: 'A sign or two inside words: "fr.ee mo*ney"',
  kind: 'spacing',
  transform: (text, random) =>
    changeWords(text, random, {
      share: [0.3, 0.9],
      isMeant: hasLetters(4),
      change: (word) => {
        const once = insertInside(word, pick(PUNCTUATION, random), random);
        return happens(0.3, random) ? insertInside(once, pick(PUNCTUATION, random), random) : once;
      },
    }),
};

/** Between two letters, not at an end. */
function insertInside(word: string, inserted: string, random: Random): string {
  const letters = lettersOf(word);
  const at = wholeBetween([1, letters.length - 1], random);
  return [...letters.slice(0, at), inserted, ...letters.slice(at)].join('');
}

const GAP = / +/g;

export const JOINED_WORDS: Attack = {
  name: 'joined-words',
  description: 'Blanks left out or replaced: "FreeMoney", "free_money", "free.money"',
  kind: 'spacing',
  transform: (text, random) => {
    const glue = pick(['', '', '_', '.', '-', '/'], random);
    const joined = changeMatches(text, random, { pattern: GAP, share: [0.2, 0.6], change: () => glue });
    return joined === '' ? text : joined;
  },
};

/** Blanks that look like ordinary ones, line breaks, and the blank Braille pattern, which is no white space. */
const BLANKS = ['  ', '   ', '\n', '\n\n', '\t', '\u00a0', '\u2003', '\u2009', '\u3000', '\u2800', ' \u3164'];

export const WHITE_SPACE: Attack = {
  name: 'white-space',
  description: 'Line breaks, wide gaps and unusual blanks between words',
  kind: 'spacing',
  transform: (text, random) =>
    changeMatches(text, random, { pattern: GAP, share: [0.4, 1], change: () => pick(BLANKS, random) }),
};

const EMOJI = Array.from('🔥💰💸🚀✅❗⭐💎📲👇🎁😍🤑💵⚡📈');

export const EMOJI_NOISE: Attack = {
  name: 'emoji-noise',
  description: 'Emoji between the words',
  kind: 'spacing',
  transform: (text, random) =>
    changeMatches(text, random, {
      pattern: GAP,
      share: [0.2, 0.7],
      change: (gap) => gap + pick(EMOJI, random).repeat(wholeBetween([1, 2], random)) + gap,
    }),
};
