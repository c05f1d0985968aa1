import type { Attack } from './attack.js';
import { between, pick, wholeBetween } from './choose.js';
import { changeLetters, changeWords } from './words.js';

/** Marks above, below and through a letter. */
const MARKS = [
  ...Array.from('\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c'),
  ...Array.from('\u0323\u0324\u0325\u0327\u0328\u032d\u0330\u0331\u0332\u0335\u0336\u0337'),
];

/** Scripts whose letters stay readable under a foreign mark. */
const MARKABLE = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

export const DIACRITICS: Attack = {
  name: 'diacritics',
  description: 'Accents and strokes stacked on letters',
  kind: 'letters',
  transform: (text, random) => {
    const share = between([0.3, 1], random);
    const highest = wholeBetween([1, 4], random);
    const stack = () =>
      Array.from({ length: wholeBetween([1, highest], random) }, () => pick(MARKS, random)).join('');
    return changeWords(text, random, {
      share: [0.4, 1],
      isMeant: (word) => MARKABLE.test(word),
      change: (word) =>
        changeLetters(word, random, {
          share,
          change: (letter) => (MARKABLE.test(letter) ? letter + stack() : null),
        }),
    });
  },
};
