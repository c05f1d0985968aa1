import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { between, happens, pick } from './choose.js';
import { changeProse } from './links.js';
import { changeWords, hasLetters, lettersOf } from './words.js';

/** Zero-width space, non-joiner and joiner, soft hyphen, word joiner, BOM, grapheme joiner, invisible times and plus. */
const ZERO_WIDTH = Array.from('\u200b\u200c\u200d\u00ad\u2060\ufeff\u034f\u2062\u2064');

export const ZERO_WIDTH_CHARACTERS: Attack = {
  name: 'zero-width',
  description: 'Characters without width between the letters',
  kind: 'letters',
  transform: (text, random) => {
    const share = between([0.15, 0.8], random);
    return changeWords(text, random, {
      share: [0.4, 1],
      isMeant: hasLetters(2),
      change: (word) => insertBetween(word, random, { share, make: () => pick(ZERO_WIDTH, random) }),
    });
  },
};

const TAG_OFFSET = 0xe0000;

export const INVISIBLE_TAGS: Attack = {
  name: 'invisible-tags',
  description: 'Words in tag characters (U+E0000), which no screen shows, between the letters',
  kind: 'letters',
  transform: (text, random) => {
    const make = () => tagged(pick(['ok', 'hello', 'news', 'a', 'love'], random));
    return changeWords(text, random, {
      share: [0.3, 0.8],
      isMeant: hasLetters(2),
      change: (word) => insertBetween(word, random, { share: 0.3, make }),
    });
  },
};

function tagged(word: string): string {
  return Array.from(word)
    .map((letter) => String.fromCodePoint(TAG_OFFSET + (letter.codePointAt(0) ?? 0)))
    .join('');
}

/** Opening and closing mark; nothing is turned round, since each pair holds text of its own direction. */
const EMBEDDINGS = ['\u202a\u202c', '\u2066\u2069', '\u2068\u2069'];
const DIRECTION_MARKS = Array.from('\u200e\u200f\u061c');

export const BIDI_MARKS: Attack = {
  name: 'bidi',
  description: 'Direction marks around words and between letters, without a visible effect',
  kind: 'letters',
  transform: (text, random) => {
    const [open = '', close = ''] = pick(EMBEDDINGS, random);
    const marked = changeWords(text, random, {
      share: [0.3, 0.9],
      change: (word) =>
        insertBetween(word, random, { share: 0.4, make: () => pick(DIRECTION_MARKS, random) }),
    });
    return changeProse(marked, (prose) => (happens(0.5, random) ? `${open}${prose}${close}` : prose));
  },
};

interface Insertion {
  /** The share of the gaps between letters that get something; at least one does. */
  readonly share: number;
  readonly make: () => string;
}

function insertBetween(word: string, random: Random, { share, make }: Insertion): string {
  const letters = lettersOf(word);
  const sure = Math.floor(random.next() * (letters.length - 1));
  return letters
    .map((letter, i) => {
      if (i === letters.length - 1) return letter;
      return i === sure || happens(share, random) ? letter + make() : letter;
    })
    .join('');
}
