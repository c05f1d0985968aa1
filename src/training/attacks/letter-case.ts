import type { Attack } from './attack.js';
import { changeProse } from './links.js';

export const UPPER_CASE: Attack = {
  name: 'upper-case',
  description: 'EVERYTHING IN CAPITALS',
  kind: 'case',
  transform: (text) => changeProse(text, (prose) => prose.toUpperCase()),
};

export const LOWER_CASE: Attack = {
  name: 'lower-case',
  description: 'no capital at all',
  kind: 'case',
  transform: (text) => changeProse(text, (prose) => prose.toLowerCase()),
};

export const ALTERNATING_CASE: Attack = {
  name: 'alternating-case',
  description: 'sMaLl AnD cApItAl LeTtErS iN tUrN',
  kind: 'case',
  transform: (text, random) => {
    let isUpper = random.next() < 0.5;
    return changeProse(text, (prose) =>
      prose.replaceAll(/\p{L}/gu, (letter) => {
        isUpper = !isUpper;
        return isUpper ? letter.toUpperCase() : letter.toLowerCase();
      }),
    );
  },
};
