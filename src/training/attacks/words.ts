import type { Random } from '../random.js';
import { between, type Range, someOf } from './choose.js';
import { changeProse } from './links.js';

/** A word is a run of letters with their marks; a letter is a base with the marks that follow it. */
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const LETTER = /\P{M}\p{M}*|\p{M}+/gu;

export function lettersOf(word: string): readonly string[] {
  return word.match(LETTER) ?? [];
}

export interface WordChange {
  /** The share of the words in question that is changed, drawn once a text; at least one word is. */
  readonly share: Range;
  /** Which words are in question; all, if it is missing. */
  readonly isMeant?: (word: string) => boolean;
  readonly change: (word: string) => string;
}

/** Changes some words of a text, but nothing in links, handles and masks. */
export function changeWords(text: string, random: Random, wanted: WordChange): string {
  return changeMatches(text, random, { ...wanted, pattern: WORD });
}

interface MatchChange extends WordChange {
  readonly pattern: RegExp;
}

/** `changeWords` for any other pattern: runs of digits, gaps between words. */
export function changeMatches(text: string, random: Random, wanted: MatchChange): string {
  const { isMeant = () => true, pattern, change } = wanted;
  let meant = 0;
  changeProse(text, (prose) => {
    for (const [match] of prose.matchAll(pattern)) if (isMeant(match)) meant += 1;
    return prose;
  });
  const chosen = someOf(meant, between(wanted.share, random), random);
  let i = 0;
  return changeProse(text, (prose) =>
    prose.replaceAll(pattern, (match: string) => (isMeant(match) && chosen.has(i++) ? change(match) : match)),
  );
}

/** At least so many letters. */
export function hasLetters(count: number): (word: string) => boolean {
  return (word) => lettersOf(word).length >= count;
}

export interface LetterChange {
  /** The share of the letters in question that is changed; at least one is. */
  readonly share: number;
  /** Null for a letter that is not in question. */
  readonly change: (letter: string) => string | null;
}

/** Changes some letters of a word. */
export function changeLetters(word: string, random: Random, { share, change }: LetterChange): string {
  const letters = lettersOf(word).map((letter) => ({ letter, changed: change(letter) }));
  const meant = letters.filter(({ changed }) => changed !== null).length;
  const chosen = someOf(meant, share, random);
  let i = 0;
  return letters
    .map(({ letter, changed }) => (changed !== null && chosen.has(i++) ? changed : letter))
    .join('');
}
