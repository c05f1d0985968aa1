import type { Attack } from './attack.js';
import { between, pick } from './choose.js';
import { changeLetters, changeWords, hasLetters, lettersOf } from './words.js';

/** Latin, then Cyrillic. Only signs that stay readable inside a word. */
const LEET: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ a: '4@', b: '8', e: '3', g: '9', i: '1!', l: '1', o: '0', s: '5$', t: '7', z: '2' }),
  ...Object.entries({ а: '4@', б: '6', в: '8', е: '3', з: '3', о: '0', т: '7', ч: '4', і: '1', с: '$' }),
]);

function signsOf(letter: string): string | undefined {
  return LEET.get(letter.toLowerCase());
}

export const LEET_SPEAK: Attack = {
  name: 'leet',
  description: 'Digits and signs for letters: "fr33 m0ney", "3apa6oтok"',
  kind: 'letters',
  transform: (text, random) => {
    const share = between([0.3, 1], random);
    const change = (letter: string) => {
      const signs = signsOf(letter);
      return signs === undefined ? null : pick(signs, random);
    };
    return changeWords(text, random, {
      share: [0.4, 1],
      isMeant: (word) =>
        hasLetters(3)(word) && lettersOf(word).some((letter) => signsOf(letter) !== undefined),
      change: (word) => changeLetters(word, random, { share, change }),
    });
  },
};
