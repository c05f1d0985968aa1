import { FANCY, foldCompatible } from './fold-unit.js';
import { ASTRAL_SKELETON } from './skeleton.js';

const REGIONAL_A = 0x1f1e6;
const CACHED = 2048;
/** Emoji that spell a word. */
const SPELLED = ['cl', 'cool', 'free', 'id', 'new', 'ng', 'ok', 'sos', 'up', 'vs'];
const FIRST_SPELLED = 0x1f191;
/** First letter A of: squared, negative circled and negative squared letters. */
const LETTER_A = [0x1f130, 0x1f150, 0x1f170];

const folded = new Map<number, string>();

/** What a code point beyond the basic plane becomes: nothing, letters, itself (emoji, ideograph, letter) or a space. */
export function foldAstral(point: number): string {
  const known = folded.get(point);
  if (known !== undefined) return known;
  if (folded.size >= CACHED) folded.clear();
  const text = foldPoint(point);
  folded.set(point, text);
  return text;
}

/** `FANCY` for letters in other clothes, else 0. */
export function astralFlags(point: number): number {
  const isFancy = (point >= 0x1d400 && point < 0x1d800) || (point >= 0x1f110 && point < 0x1f18a);
  return isFancy ? FANCY : 0;
}

/** The letter of a regional indicator, or '' where the code point is none. */
export function regionalLetter(point: number): string {
  return point >= REGIONAL_A && point < REGIONAL_A + 26 ? letter(point - REGIONAL_A) : '';
}

function foldPoint(point: number): string {
  if (isHidden(point)) return '';
  const twin = ASTRAL_SKELETON.get(point);
  if (twin !== undefined) return twin;
  if (point >= 0x1f100 && point < 0x1f200) return foldEnclosed(point);
  const text = foldCompatible(String.fromCodePoint(point));
  const lowered = ASTRAL_SKELETON.get(text.codePointAt(0) ?? 0);
  if (lowered !== undefined) return lowered;
  return point < 0x1f000 && !/^[\p{L}\p{N}]/u.test(text) ? ' ' : text;
}

/** Tags, selectors and skin tones. */
function isHidden(point: number): boolean {
  return (point >= 0xe0000 && point < 0xe1000) || (point >= 0x1f3fb && point <= 0x1f3ff);
}

function foldEnclosed(point: number): string {
  for (const first of LETTER_A) {
    if (point >= first && point < first + 26) return letter(point - first);
  }
  const spelled = SPELLED[point - FIRST_SPELLED];
  if (spelled !== undefined) return ` ${spelled} `;
  return foldCompatible(String.fromCodePoint(point));
}

function letter(index: number): string {
  return String.fromCharCode(0x61 + index);
}
