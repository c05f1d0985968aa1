import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { pick } from './choose.js';
import { latinLookOf } from './look-alikes.js';
import { changeWords, lettersOf } from './words.js';

/** How one of A-Z a-z looks in a style. */
type Form = (letter: string) => string;

const SMALL_CAPITALS = Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ');

/** First code point of A-Z a-z in the mathematical alphabets. */
const ALPHABETS = {
  bold: 0x1d400,
  italic: 0x1d434,
  boldItalic: 0x1d468,
  script: 0x1d49c,
  boldScript: 0x1d4d0,
  fraktur: 0x1d504,
  doubleStruck: 0x1d538,
  boldFraktur: 0x1d56c,
  sans: 0x1d5a0,
  sansBold: 0x1d5d4,
  sansItalic: 0x1d608,
  sansBoldItalic: 0x1d63c,
  monospace: 0x1d670,
};

/** Letters that Unicode had before the alphabets, which have a hole at their place. */
const OLDER: Readonly<Record<number, string>> = {
  ...codePointsOf(ALPHABETS.italic, { h: 'ℎ' }),
  ...codePointsOf(ALPHABETS.script, {
    ...{ B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' },
  }),
  ...codePointsOf(ALPHABETS.fraktur, { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' }),
  ...codePointsOf(ALPHABETS.doubleStruck, { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' }),
};

function codePointsOf(first: number, letters: Readonly<Record<string, string>>): Record<number, string> {
  return Object.fromEntries(
    Object.entries(letters).map(([letter, older]) => [first + placeOf(letter), older]),
  );
}

/** 0-25 for A-Z, 26-51 for a-z. */
function placeOf(letter: string): number {
  const code = letter.charCodeAt(0);
  return code >= 0x61 ? code - 0x61 + 26 : code - 0x41;
}

/** 0-25, whatever the case. */
function orderOf(letter: string): number {
  return placeOf(letter) % 26;
}

const STYLES: readonly Form[] = [
  ...Object.values(ALPHABETS).map(
    (first): Form =>
      (letter) =>
        OLDER[first + placeOf(letter)] ?? String.fromCodePoint(first + placeOf(letter)),
  ),
  (letter) => SMALL_CAPITALS[orderOf(letter)] ?? letter,
];

export const STYLED_LETTERS: Attack = {
  name: 'styled-letters',
  description:
    'Mathematical alphabets (bold, italic, script, fraktur, double-struck, monospace) and small capitals',
  kind: 'letters',
  transform: (text, random) => writeWords(text, random, pick(STYLES, random)),
};

/** A zero-width space, since two regional indicators side by side become a flag. */
const APART = '\u200b';

const TILES: readonly Form[] = [
  ...[0x1f130, 0x1f150, 0x1f170].map(
    (first): Form =>
      (letter) =>
        String.fromCodePoint(first + orderOf(letter)),
  ),
  (letter) => String.fromCodePoint(0x1f1e6 + orderOf(letter)) + APART,
  (letter) => String.fromCodePoint(0x24b6 + placeOf(letter)),
];

export const EMOJI_LETTERS: Attack = {
  name: 'emoji-letters',
  description: 'Squared and circled letters and regional indicators',
  kind: 'letters',
  transform: (text, random) => writeWords(text, random, pick(TILES, random)),
};

const FULL_WIDTH_OFFSET = 0xfee0;

export const FULL_WIDTH: Attack = {
  name: 'full-width',
  description: 'Letters of full width, as in Chinese text',
  kind: 'letters',
  transform: (text, random) =>
    writeWords(text, random, (letter) => String.fromCodePoint(letter.charCodeAt(0) + FULL_WIDTH_OFFSET)),
};

/** Cyrillic and Greek have none of these forms: of their words, only the letters that look Latin are rewritten. */
function writeWords(text: string, random: Random, form: Form): string {
  return changeWords(text, random, {
    share: [0.4, 1],
    isMeant: (word) => lettersOf(word).some((letter) => latinLookOf(letter) !== null),
    change: (word) =>
      lettersOf(word)
        .map((letter) => {
          const latin = latinLookOf(letter);
          return latin === null ? letter : form(latin);
        })
        .join(''),
  });
}
