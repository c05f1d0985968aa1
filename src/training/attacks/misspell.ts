import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { happens, pick, wholeBetween } from './choose.js';
import { changeWords, hasLetters, lettersOf } from './words.js';

const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];

/** The keys to the left and right. */
function neighboursOf(letter: string): string {
  const row = KEYBOARD_ROWS.find((keys) => keys.includes(letter.toLowerCase()));
  if (row === undefined) return letter;
  const at = row.indexOf(letter.toLowerCase());
  return row.slice(Math.max(0, at - 1), at) + row.slice(at + 1, at + 2);
}

type Slip = (letters: readonly string[], at: number, random: Random) => readonly string[];

const SLIPS: readonly Slip[] = [
  // Swapped, dropped, doubled, beside the key.
  (letters, at) => [
    ...letters.slice(0, at),
    letters[at + 1] ?? '',
    letters[at] ?? '',
    ...letters.slice(at + 2),
  ],
  (letters, at) => letters.toSpliced(at, 1),
  (letters, at) => letters.toSpliced(at, 0, letters[at] ?? ''),
  (letters, at, random) => letters.toSpliced(at, 1, pick(neighboursOf(letters[at] ?? ''), random)),
];

/** One slip of the finger; the first letter stays. */
function misspellWord(word: string, random: Random): string {
  const letters = lettersOf(word);
  const at = wholeBetween([1, letters.length - 2], random);
  const slipped = pick(SLIPS, random)(letters, at, random).join('');
  // Two of the same swapped, or a letter without neighbours, is no slip: the letter is dropped.
  return slipped === word ? letters.toSpliced(at, 1).join('') : slipped;
}

export const MISSPELLING: Attack = {
  name: 'misspelling',
  description: 'Letters swapped, dropped, doubled or hit beside the key: "fere mony"',
  kind: 'letters',
  transform: (text, random) =>
    changeWords(text, random, {
      share: [0.15, 0.5],
      isMeant: hasLetters(4),
      change: (word) => misspellWord(word, random),
    }),
};

/** A slip or two in the whole text, as they happen to everyone. */
export function addTypos(text: string, random: Random): string {
  return changeWords(text, random, {
    share: [0, 0.15],
    isMeant: hasLetters(4),
    change: (word) => misspellWord(word, random),
  });
}

export const REPEATED_LETTERS: Attack = {
  name: 'repeated-letters',
  description: 'Letters drawn out: "freeee mooney"',
  kind: 'letters',
  transform: (text, random) =>
    changeWords(text, random, {
      share: [0.2, 0.7],
      isMeant: hasLetters(2),
      change: (word) => {
        const letters = lettersOf(word);
        const at = happens(0.5, random) ? letters.length - 1 : wholeBetween([0, letters.length - 1], random);
        const letter = letters[at] ?? '';
        return letters.toSpliced(at, 1, letter.repeat(wholeBetween([2, 6], random))).join('');
      },
    }),
};
