/** A text of a hundred thousand characters must not fill the index alone. */
const MOST_WORDS = 500;
const MOST_SOUGHT = 10;
const LONGEST_WORD = 40;
const LONGEST_ID = 255;

/** Written without blanks between words: each sign is a word of its own, so that any part of them is found. */
const SIGN = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]`;
const WORD = new RegExp(
  String.raw`${SIGN}\p{M}*|(?:(?!${SIGN})[\p{L}\p{N}])(?:(?!${SIGN})[\p{L}\p{N}\p{M}])*` +
    String.raw`|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}`,
  'gu',
);

const PLAIN = /^[\u0000-\u007f]*$/;
const PLAIN_WORD = /[a-z0-9]+/g;

/** Format characters, joiners, variation selectors, fillers. */
const INVISIBLE = /[\p{Cf}\uFE00-\uFE0F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180D\u3164]/gu;

/**
 * The words of a text as they are kept and looked for: letters, digits and pictures, in lower case; nothing in them is an
 * operator anywhere. What is invisible between the letters is left out.
 */
function wordsIn(text: string): readonly string[] {
  // Most of them; eight times as fast.
  if (PLAIN.test(text))
    return (text.toLowerCase().match(PLAIN_WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));
  const plain = text.normalize('NFKC').replaceAll(INVISIBLE, '').toLowerCase();
  return Array.from(plain.matchAll(WORD), ([word]) => Array.from(word).slice(0, LONGEST_WORD).join(''));
}

/** No word of a text begins with this. */
const ID_MARK = '§';

/** An id as a word: what is neither letter nor digit is written as its number. */
function idWord(id: string): string {
  const plain = id.slice(0, LONGEST_ID).toLowerCase();
  return ID_MARK + plain.replaceAll(/[^a-z0-9]/gu, (sign) => `¤${(sign.codePointAt(0) ?? 0).toString(16)}¤`);
}

export interface Searched {
  /** The channel's id of the message. */
  readonly messageId: string;
  readonly sender: { readonly id: string; readonly name: string };
  readonly surfaces: readonly { readonly text: string }[];
}

/**
 * What a message is found by: its different words, between single blanks. A name that is the sender's id is none: it is
 * hidden later, and a number in the index would stay there.
 */
export function searchTextOf({ messageId, sender, surfaces }: Searched): string {
  const texts = surfaces.map(({ text }) => text);
  if (sender.name !== sender.id) texts.unshift(sender.name);
  const words = new Set([idWord(messageId)]);
  for (const text of texts)
    for (const word of wordsIn(text)) {
      if (words.size > MOST_WORDS) return [...words].join(' ');
      words.add(word);
    }
  return [...words].join(' ');
}

/** What somebody looks for. */
export interface SearchTerms {
  /** As it was written, without blanks around it. */
  readonly id: string;
  readonly idWord: string;
  /** None: only an id can be meant. */
  readonly words: readonly string[];
}

/** Null for blanks alone, which ask for nothing. */
export function parseSearch(search: string | undefined): SearchTerms | null {
  const id = search?.trim() ?? '';
  if (id === '') return null;
  return { id, idWord: idWord(id), words: [...new Set(wordsIn(id))].slice(0, MOST_SOUGHT) };
}
