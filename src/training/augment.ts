import { ATTACKS } from './attacks/attacks.js';
import { happens, pick, wholeBetween } from './attacks/choose.js';
import { LOWER_CASE, UPPER_CASE } from './attacks/letter-case.js';
import { removeLinks } from './attacks/links.js';
import { addTypos, MISSPELLING } from './attacks/misspell.js';
import { createPaddingAttacks } from './attacks/padding.js';
import { EMOJI_LETTERS, FULL_WIDTH, STYLED_LETTERS } from './attacks/letter-forms.js';
import { EMOJI_NOISE, JOINED_WORDS, SPLIT_WORDS, WHITE_SPACE, WORD_PUNCTUATION } from './attacks/spacing.js';
import { everydayEmoji, ordinaryLink, randomFigure, randomHandle } from './everyday.js';
import type { LabelledText } from './labelled-data.js';
import type { Random } from './random.js';

/** How often each change is made to a copy of a training row, 0 to 1, each decided by itself. */
export interface Augmentation {
  readonly ham: {
    /** One to three other ham rows of the same source behind it: a long text is no spam for being long. */
    readonly append: number;
    readonly link: number;
    readonly emoji: number;
    readonly handle: number;
    /** A sum, a date or a number. */
    readonly figure: number;
    readonly upperCase: number;
    readonly typos: number;
    /** Fancy letters, emoji or white space between words, as honest people put them, too. */
    readonly obfuscate: number;
  };
  readonly spam: {
    /** Links, and the masks that stand for links, removed. */
    readonly removeLinks: number;
    /** A contiguous part of a third of the words up to all, at least five words. */
    readonly crop: number;
    readonly lowerCase: number;
    readonly typos: number;
    /** One attack of the suite, padding excepted. */
    readonly obfuscate: number;
    /** Ham of the context before, after or quoted. */
    readonly pad: number;
  };
}

/** For the first copy of a row. Zero means: possible, not in use. */
export const FIRST_COPY: Augmentation = {
  ham: {
    append: 0.4,
    link: 0.22,
    emoji: 0.25,
    handle: 0.08,
    figure: 0.05,
    upperCase: 0.06,
    typos: 0.04,
    obfuscate: 0.03,
  },
  spam: { removeLinks: 0.25, crop: 0.35, lowerCase: 0.15, typos: 0, obfuscate: 0.35, pad: 0 },
};

/** For the second. */
export const SECOND_COPY: Augmentation = { ...FIRST_COPY, spam: { ...FIRST_COPY.spam, typos: 0.3 } };

export interface AugmentContext {
  /** Ham of the row's own source, to append; for `spam.pad`, any ham. May be empty: then nothing is added. */
  readonly ham: readonly string[];
  /** `FIRST_COPY`, if it is missing. */
  readonly augmentation?: Augmentation;
}

/** A changed copy of a training row, with the same label. A row that has text keeps some. */
export function augment(row: LabelledText, context: AugmentContext, random: Random): LabelledText {
  const text =
    row.label === 'ham' ? augmentHam(row.text, context, random) : augmentSpam(row.text, context, random);
  return { ...row, text };
}

function augmentHam(text: string, context: AugmentContext, random: Random): string {
  const { ham: chances } = context.augmentation ?? FIRST_COPY;
  return applyAll(
    text,
    [
      [chances.append, (before) => appendHam(before, context.ham, random)],
      [chances.figure, (before) => insertWord(before, randomFigure(random), random)],
      [chances.handle, (before) => insertWord(before, randomHandle(random), random)],
      [chances.typos, (before) => addTypos(before, random)],
      [chances.upperCase, (before) => UPPER_CASE.transform(before, random)],
      [chances.obfuscate, (before) => pick(ADORNMENTS, random).transform(before, random)],
      [chances.emoji, (before) => insertAtEnd(before, everydayEmoji(random), random)],
      [chances.link, (before) => insertAtEnd(before, ordinaryLink(random), random)],
    ],
    random,
  );
}

function augmentSpam(text: string, context: AugmentContext, random: Random): string {
  const { spam: chances } = context.augmentation ?? FIRST_COPY;
  return applyAll(
    text,
    [
      [chances.removeLinks, removeLinks],
      [chances.crop, (before) => cropWords(before, random)],
      [chances.lowerCase, (before) => LOWER_CASE.transform(before, random)],
      [chances.typos, (before) => addTypos(before, random)],
      [chances.obfuscate, (before) => obfuscate(before, random)],
      [chances.pad, (before) => pad(before, context.ham, random)],
    ],
    random,
  );
}

type Step = readonly [probability: number, change: (text: string) => string];

function applyAll(text: string, steps: readonly Step[], random: Random): string {
  return steps.reduce((before, [probability, change]) => {
    if (!happens(probability, random)) return before;
    const after = change(before);
    // A spam that was nothing but a link stays one.
    return after.trim() === '' ? before : after;
  }, text);
}

function appendHam(text: string, ham: readonly string[], random: Random): string {
  if (ham.length === 0) return text;
  const more = Array.from({ length: wholeBetween([1, 3], random) }, () => pick(ham, random));
  return [text, ...more].join(pick([' ', '\n'], random));
}

/** Between two words, or at an end. */
function insertWord(text: string, word: string, random: Random): string {
  const gaps = [0, ...Array.from(text.matchAll(/ /g), ({ index }) => index), text.length];
  const at = pick(gaps, random);
  return [text.slice(0, at).trimEnd(), word, text.slice(at).trimStart()]
    .filter((part) => part !== '')
    .join(' ');
}

/** Mostly behind the text, where people put links and emoji. */
function insertAtEnd(text: string, word: string, random: Random): string {
  const gap = pick([' ', ' ', '\n'], random);
  return happens(0.25, random) ? word + gap + text : text + gap + word;
}

/** Chinese has no blanks: each Han character counts as a word. */
const WORD = /\p{Script=Han}|[^\s\p{Script=Han}]+/gu;
const FEWEST_WORDS = 5;

function cropWords(text: string, random: Random): string {
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
  if (words.length <= FEWEST_WORDS) return text;
  const fewest = Math.max(FEWEST_WORDS, Math.ceil(words.length / 3));
  const length = wholeBetween([fewest, words.length], random);
  const first = wholeBetween([0, words.length - length], random);
  return text.slice(words[first]?.start, words[first + length - 1]?.end);
}

/** Attacks that look like an honest person's fancy. */
const ADORNMENTS = [EMOJI_NOISE, EMOJI_LETTERS, FULL_WIDTH, STYLED_LETTERS, WHITE_SPACE];

const TRIES = 4;

/** Those that the normaliser does not undo: the model has to see them more often. */
const STUBBORN = [MISSPELLING, SPLIT_WORDS, JOINED_WORDS, WORD_PUNCTUATION, UPPER_CASE];

/** The first of a few attacks that changes the text: not every text has digits or links. */
function obfuscate(text: string, random: Random): string {
  for (let i = 0; i < TRIES; i++) {
    const changed = pick(happens(0.5, random) ? STUBBORN : ATTACKS, random).transform(text, random);
    if (changed !== text) return changed;
  }
  return text;
}

function pad(text: string, ham: readonly string[], random: Random): string {
  return ham.length === 0 ? text : pick(createPaddingAttacks(ham), random).transform(text, random);
}
