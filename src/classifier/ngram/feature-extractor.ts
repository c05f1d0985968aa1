import type { FeatureExtractor, FeatureOccurrence, FeatureView } from './feature-view.js';
import { finishHash, HASH_START, hashStep, hashUnits } from './hash.js';
import { KeySet } from './key-set.js';
import { MAX_WORD_UNITS } from './limits.js';
import { scanText } from './normalise.js';
import { Scan } from './scan.js';
import { RUN, WORD } from './token-buffer.js';
import type { TokenBuffer } from './token-buffer.js';

/** Mixed into a key, so that equal units of different kinds are different features. */
const KIND_WORD = 0x1b873593;
const KIND_PAIR = 0x2545f491;
const KIND_STYLE = 0x3c6ef372;
const KIND_RUN = 0x4cf5ad43;
const KIND_CHARS_4 = 0x510e527f;
const KIND_CHARS_5 = 0x6a09e667;

/** Stand before the first and after the last word in pairs; control characters never reach a token. */
const FIRST = hashStep(HASH_START, 0x02);
const LAST = hashStep(HASH_START, 0x03);
const EDGE = 0x5f;
const SHORTEST = 4;
const LONGEST_RUN_GRAM = 4;
const BLOCK = 16_384;

/**
 * Extractors are independent of each other; each holds about half a megabyte of buffers.
 */
export function createFeatureExtractor(): FeatureExtractor {
  const scan = new Scan();
  const features = new FeatureSet();
  return {
    extract(text) {
      scanText(scan, text);
      features.fill(scan.out, null);
      return features;
    },
    trace(text) {
      const occurrences: FeatureOccurrence[] = [];
      scanText(scan, text);
      features.fill(scan.out, occurrences);
      return { features, normalised: scan.out.toNormalised(), occurrences };
    },
  };
}

/** The two blocks of one message. Plain loops over reused buffers: nothing is allocated for a message. */
class FeatureSet implements FeatureView {
  readonly wordKeys = new Uint32Array(BLOCK);
  wordCount = 0;
  readonly charKeys = new Uint32Array(BLOCK);
  charCount = 0;
  readonly #seen = new KeySet();
  readonly #edged = new Uint16Array(MAX_WORD_UNITS + 2);
  #occurrences: FeatureOccurrence[] | null = null;

  fill(tokens: TokenBuffer, occurrences: FeatureOccurrence[] | null): void {
    this.wordCount = 0;
    this.charCount = 0;
    this.#occurrences = occurrences;
    this.#seen.begin(3 * (tokens.length + tokens.count) + 128);
    let before = FIRST;
    for (let i = 0; i < tokens.count; i++) {
      const hash = hashUnits(tokens.units, tokens.start[i] ?? 0, tokens.end[i] ?? 0);
      this.#addWord(finishHash(hash, KIND_WORD), i, i);
      this.#addWord(pairKey(before, hash), Math.max(i - 1, 0), i);
      before = hash;
      if (tokens.kind[i] === WORD) this.#addChars(tokens, i);
      else if (tokens.kind[i] === RUN) this.#addRun(tokens, i);
    }
    if (tokens.count > 0) this.#addWord(pairKey(before, LAST), tokens.count - 1, tokens.count - 1);
    this.#addStyles(tokens);
    this.#occurrences = null;
  }

  #addWord(key: number, firstToken: number, lastToken: number): void {
    this.#occurrences?.push({ block: 'word', key, firstToken, lastToken });
    if (this.#seen.add(key)) this.wordKeys[this.wordCount++] = key;
  }

  #addChar(key: number, token: number): void {
    this.#occurrences?.push({ block: 'char', key, firstToken: token, lastToken: token });
    if (this.#seen.add(key)) this.charKeys[this.charCount++] = key;
  }

  /** 4- and 5-grams of `_word_`. */
  #addChars(tokens: TokenBuffer, token: number): void {
    const start = tokens.start[token] ?? 0;
    const length = (tokens.end[token] ?? 0) - start;
    if (length < 2) return;
    const edged = this.#edged;
    edged[0] = EDGE;
    for (let k = 0; k < length; k++) edged[k + 1] = tokens.units[start + k] ?? 0;
    edged[length + 1] = EDGE;
    for (let k = 0; k + SHORTEST <= length + 2; k++) {
      const hash = hashUnits(edged, k, k + SHORTEST);
      this.#addChar(finishHash(hash, KIND_CHARS_4), token);
      if (k + SHORTEST > length + 1) return;
      this.#addChar(finishHash(hashStep(hash, edged[k + SHORTEST] ?? 0), KIND_CHARS_5), token);
    }
  }

  /** 2- to 4-grams of a stretch without spaces that end in this piece of it; they stand for its words. */
  #addRun(tokens: TokenBuffer, token: number): void {
    const pieceStart = tokens.start[token] ?? 0;
    const pieceEnd = tokens.end[token] ?? 0;
    const from = tokens.continues[token] === 1 ? pieceStart - LONGEST_RUN_GRAM + 1 : pieceStart;
    for (let k = from; k < pieceEnd; k++) {
      const firstToken = k < pieceStart ? token - 1 : token;
      const shortest = Math.max(k + 2, pieceStart + 1);
      const longest = Math.min(k + LONGEST_RUN_GRAM, pieceEnd);
      for (let end = shortest; end <= longest; end++) {
        this.#addWord(finishHash(hashUnits(tokens.units, k, end), KIND_RUN), firstToken, token);
      }
    }
  }

  #addStyles({ units, styleStart, styleEnd, styleToken, styleCount }: TokenBuffer): void {
    for (let i = 0; i < styleCount; i++) {
      const hash = hashUnits(units, styleStart[i] ?? 0, styleEnd[i] ?? 0);
      const token = styleToken[i] ?? -1;
      this.#addWord(finishHash(hash, KIND_STYLE), token, token);
    }
  }
}

function pairKey(before: number, hash: number): number {
  return finishHash(hashStep(before, hash), KIND_PAIR);
}
