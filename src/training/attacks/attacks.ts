import type { Attack } from './attack.js';
import { DIACRITICS } from './diacritics.js';
import { DIGIT_FORMS, DIGIT_LETTERS, DIGIT_WORDS } from './digits.js';
import { DISGUISED_LINKS } from './disguised-links.js';
import { HOMOGLYPHS, RARE_HOMOGLYPHS } from './homoglyphs.js';
import { BIDI_MARKS, INVISIBLE_TAGS, ZERO_WIDTH_CHARACTERS } from './invisible.js';
import { LEET_SPEAK } from './leet.js';
import { ALTERNATING_CASE, LOWER_CASE, UPPER_CASE } from './letter-case.js';
import { EMOJI_LETTERS, FULL_WIDTH, STYLED_LETTERS } from './letter-forms.js';
import { MISSPELLING, REPEATED_LETTERS } from './misspell.js';
import {
  EMOJI_NOISE,
  JOINED_WORDS,
  LETTER_SPACING,
  SPLIT_WORDS,
  WHITE_SPACE,
  WORD_PUNCTUATION,
} from './spacing.js';
import { SPLIT_LINKS } from './split-links.js';

/** What spammers do to a text to get it past a filter, but for padding, which needs ham: `createPaddingAttacks`. */
export const ATTACKS: readonly Attack[] = [
  HOMOGLYPHS,
  RARE_HOMOGLYPHS,
  ZERO_WIDTH_CHARACTERS,
  INVISIBLE_TAGS,
  BIDI_MARKS,
  LEET_SPEAK,
  EMOJI_LETTERS,
  STYLED_LETTERS,
  FULL_WIDTH,
  DIACRITICS,
  MISSPELLING,
  REPEATED_LETTERS,
  LETTER_SPACING,
  SPLIT_WORDS,
  JOINED_WORDS,
  WORD_PUNCTUATION,
  WHITE_SPACE,
  EMOJI_NOISE,
  DIGIT_FORMS,
  DIGIT_LETTERS,
  DIGIT_WORDS,
  UPPER_CASE,
  LOWER_CASE,
  ALTERNATING_CASE,
  SPLIT_LINKS,
  DISGUISED_LINKS,
];
