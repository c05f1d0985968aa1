import { CAPITAL_LOOK_ALIKES, GUESTS, LOOK_ALIKES } from './confusables.js';

const UNITS = 0x10000;

/** One canonical letter for all look-alikes, for each lower-case UTF-16 unit; a unit without twins is its own. */
export const SKELETON = new Uint16Array(UNITS);
/** The same for a small letter in a word that has Latin letters, and for a capital there. */
export const GUEST_SKELETON = new Uint16Array(UNITS);
export const CAPITAL_SKELETON = new Uint16Array(UNITS);
/** Look-alikes beyond the basic plane. */
export const ASTRAL_SKELETON = new Map<number, string>();

/** Bits of `SCRIPT`. `TWIN`: has a look-alike among the letters of the other of Latin and Cyrillic. */
export const LATIN = 1;
export const CYRILLIC = 2;
/** Greek, phonetic and other letters that seldom stand beside Latin or Cyrillic ones in one word. */
export const STRANGE = 4;
export const TWIN = 8;
export const SCRIPT = new Uint8Array(UNITS);

const RANGES: readonly (readonly [number, number, number])[] = [
  [0x61, 0x7a, LATIN],
  [0xdf, 0x24f, LATIN],
  [0x1e00, 0x1eff, LATIN],
  [0x400, 0x52f, CYRILLIC],
  [0x250, 0x2af, STRANGE],
  [0x370, 0x3ff, STRANGE],
  [0x531, 0x588, STRANGE],
  [0x10a0, 0x10ff, STRANGE],
  [0x13a0, 0x167f, STRANGE],
  [0x1d00, 0x1dbf, STRANGE],
  [0x2c80, 0x2d7f, STRANGE],
  [0xa4d0, 0xa4ff, STRANGE],
  [0xa720, 0xa7ff, STRANGE],
  [0xab30, 0xabbf, STRANGE],
];
/** Phonetic letters that are ordinary ones in Azerbaijani and in languages of Africa. */
const AT_HOME_IN_LATIN = 'əɛɔɓɗɖɣɨɩɲʉʋŋ';

fillTables();

function fillTables(): void {
  for (let unit = 0; unit < UNITS; unit++) SKELETON[unit] = unit;
  for (const [first, last, script] of RANGES) SCRIPT.fill(script, first, last + 1);
  for (const letter of AT_HOME_IN_LATIN) SCRIPT[letter.charCodeAt(0)] = LATIN;
  for (const [latin, twins] of Object.entries(LOOK_ALIKES)) {
    for (const twin of twins) addTwin(latin, twin);
  }
  copyInto(GUEST_SKELETON, GUESTS);
  copyInto(CAPITAL_SKELETON, CAPITAL_LOOK_ALIKES);
}

function addTwin(latin: string, twin: string): void {
  const unit = twin.charCodeAt(0);
  const target = latin.charCodeAt(0);
  if (twin.length > 1) {
    ASTRAL_SKELETON.set(twin.codePointAt(0) ?? 0, latin);
    return;
  }
  SKELETON[unit] = target;
  if (unit >= 0x400 && unit <= 0x52f) {
    SCRIPT[unit] = CYRILLIC | TWIN;
    SCRIPT[target] = LATIN | TWIN;
  }
}

function copyInto(table: Uint16Array, letters: Readonly<Record<string, string>>): void {
  for (const [letter, latin] of Object.entries(letters)) table[letter.charCodeAt(0)] = latin.charCodeAt(0);
}

/** The skeleton of a short string, for tables of words. */
export function skeletonOf(text: string): string {
  let skeleton = '';
  for (let i = 0; i < text.length; i++) skeleton += String.fromCharCode(SKELETON[text.charCodeAt(i)] ?? 0);
  return skeleton;
}
