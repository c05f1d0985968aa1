import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { between, pick, type Range } from './choose.js';
import { COMMON_LOOK_ALIKES, type LookAlikes, RARE_LOOK_ALIKES } from './look-alikes.js';
import { changeLetters, changeWords, lettersOf } from './words.js';

export const HOMOGLYPHS: Attack = {
  name: 'homoglyphs',
  description: 'Letters of another script that look the same: Latin, Cyrillic, Greek',
  kind: 'letters',
  transform: (text, random) =>
    replaceLookAlikes(text, random, { table: COMMON_LOOK_ALIKES, letters: [0.3, 1] }),
};

export const RARE_HOMOGLYPHS: Attack = {
  name: 'rare-homoglyphs',
  description: 'Look-alikes from scripts that few filters know: Armenian, Cherokee, Lisu',
  kind: 'letters',
  transform: (text, random) =>
    replaceLookAlikes(text, random, { table: RARE_LOOK_ALIKES, letters: [0.3, 1] }),
};

interface Replacement {
  readonly table: LookAlikes;
  /** The share of a word's letters that have a look-alike. */
  readonly letters: Range;
}

function replaceLookAlikes(text: string, random: Random, { table, letters }: Replacement): string {
  const share = between(letters, random);
  const swap = (letter: string) => {
    const alike = table.get(letter);
    return alike === undefined ? null : pick(alike, random);
  };
  return changeWords(text, random, {
    share: [0.4, 1],
    isMeant: (word) => lettersOf(word).some((letter) => table.has(letter)),
    change: (word) => changeLetters(word, random, { share, change: swap }),
  });
}
