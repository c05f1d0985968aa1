/** Cuts a text into the words of Keras' tokenizer and looks each up. */
export interface WordIndices {
  /**
   * Writes the index of each word, of as many as there is room for, and returns how many words that were. What
   * follows them is not looked at. Makes no object for a text in ASCII, and one string for any other.
   */
  read(text: string, ids: Int32Array): number;
}

/** Keras' default filters, and the space on which it splits. Other white space stays inside words, as there. */
const SEPARATORS = ' \t\n!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~';
const ASCII_END = 128;
const IS_SEPARATOR = Uint8Array.from({ length: ASCII_END }, (_, unit) =>
  SEPARATORS.includes(String.fromCharCode(unit)) ? 1 : 0,
);
const SPACE = 32;
const EMPTY_SLOT = -1;
const NOT_ASCII = -1;

/** `words[i]` has the index `first` + i, every other word the index `unknown`. */
export function createWordIndices(
  words: readonly string[],
  { first, unknown }: { readonly first: number; readonly unknown: number },
): WordIndices {
  const slots = slotsOf(words);

  const find = (text: string, word: Span): number => {
    for (let slot = word.hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const index = slots[slot] ?? EMPTY_SLOT;
      if (index === EMPTY_SLOT) return unknown;
      if (isWordAt(words[index] ?? '', text, word)) return first + index;
    }
  };

  const span: Span = { start: 0, end: 0, hash: HASH_START };

  // A plain loop over the units of the text: to cut it into strings costs more than a small network does.
  const scan = (text: string, ids: Int32Array, isLowerCase: boolean): number => {
    let count = 0;
    startWord(span, 0);
    for (let at = 0; at <= text.length && count < ids.length; at++) {
      const unit = at < text.length ? text.charCodeAt(at) : SPACE;
      if (unit >= ASCII_END && !isLowerCase) return NOT_ASCII;
      if (unit >= ASCII_END || IS_SEPARATOR[unit] === 0) {
        span.hash = hashOn(span.hash, lowered(unit));
        continue;
      }
      span.end = at;
      if (span.end > span.start) ids[count++] = find(text, span);
      startWord(span, at + 1);
    }
    return count;
  };

  return {
    read(text, ids) {
      const count = scan(text, ids, false);
      // Lower case outside ASCII depends on what stands around a letter, so it is that of the whole text.
      return count === NOT_ASCII ? scan(text.toLowerCase(), ids, true) : count;
    },
  };
}

/** A word of a text, `end` not included, with the hash of its lower case. Made once and changed from word to word. */
interface Span {
  start: number;
  end: number;
  hash: number;
}

function startWord(span: Span, at: number): void {
  span.start = at;
  span.hash = HASH_START;
}

/** FNV-1a over UTF-16 units. */
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;

function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_FACTOR);
}

const UPPER_A = 65;
const UPPER_Z = 90;

function lowered(unit: number): number {
  return unit >= UPPER_A && unit <= UPPER_Z ? unit + SPACE : unit;
}

function isWordAt(word: string, text: string, { start, end }: Span): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== lowered(text.charCodeAt(start + i))) return false;
  }
  return true;
}

/** Open addressing in a power of two that is at least half empty. Each slot has the place of a word in the list. */
function slotsOf(words: readonly string[]): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * words.length + 2))).fill(EMPTY_SLOT);
  for (const [index, word] of words.entries()) {
    let hash = HASH_START;
    for (let i = 0; i < word.length; i++) hash = hashOn(hash, lowered(word.charCodeAt(i)));
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== EMPTY_SLOT) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = index;
  }
  return slots;
}
