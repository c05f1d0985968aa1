import {
  type FeatureBlock,
  type FeatureExtractor,
  type FeatureOccurrence,
  type FeatureView,
  WHOLE_MESSAGE,
} from './feature-view.js';
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
const KIND_STEM_PAIR = 0x5be0cd19;
const KIND_STYLE = 0x3c6ef372;
const KIND_RUN = 0x4cf5ad43;
const KIND_CHARS_4 = 0x510e527f;
const KIND_CHARS_5 = 0x6a09e667;

/** Stand before the first and after the last word in pairs; control characters never reach a token. */
const FIRST = hashStep(HASH_START, 0x02);
const LAST = hashStep(HASH_START, 0x03);
const EDGE = 0x5f;
/** Units that stand for a word's stem: endings, of which Slavic and Turkic languages have many, count less so. */
const STEM = 4;
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

class KeyBlock implements FeatureBlock {
  readonly keys = new Uint32Array(BLOCK);
  readonly tokens = new Uint8Array(BLOCK);
  count = 0;

  push(key: number, token: number): void {
    this.tokens[this.count] = token;
    this.keys[this.count++] = key;
  }
}

/** The two blocks of one message. Plain loops over reused buffers: nothing is allocated for a message. */
class FeatureSet implements FeatureView {
  readonly words = new KeyBlock();
  readonly chars = new KeyBlock();
  tokenCount = 0;
  readonly #seen = new KeySet();
  readonly #edged = new Uint16Array(MAX_WORD_UNITS + 2);
  #occurrences: FeatureOccurrence[] | null = null;
  /** Hashes of the token before, and of its stem if it is a word. */
  #before = FIRST;
  #stemBefore = 0;
  #wasWhole = false;

  fill(tokens: TokenBuffer, occurrences: FeatureOccurrence[] | null): void {
    this.words.count = 0;
    this.chars.count = 0;
    this.tokenCount = tokens.count;
    this.#occurrences = occurrences;
    this.#seen.begin(3 * (tokens.length + tokens.count) + 128);
    this.#before = FIRST;
    this.#stemBefore = 0;
    for (let i = 0; i < tokens.count; i++) this.#addToken(tokens, i);
    if (tokens.count > 0)
      this.#addWord(pairKey(this.#before, LAST, KIND_PAIR), tokens.count - 1, tokens.count - 1);
    this.#addStyles(tokens);
    this.#occurrences = null;
  }

  #addToken(tokens: TokenBuffer, i: number): void {
    const start = tokens.start[i] ?? 0;
    const end = tokens.end[i] ?? 0;
    const stem = hashUnits(tokens.units, start, Math.min(start + STEM, end));
    let hash = stem;
    for (let k = start + STEM; k < end; k++) hash = hashStep(hash, tokens.units[k] ?? 0);
    this.#addWord(finishHash(hash, KIND_WORD), i, i);
    this.#addWord(pairKey(this.#before, hash, KIND_PAIR), Math.max(i - 1, 0), i);
    this.#before = hash;
    const isWord = tokens.kind[i] === WORD;
    if (isWord) this.#addChars(tokens, i);
    else if (tokens.kind[i] === RUN) this.#addRun(tokens, i);
    this.#addStem(isWord ? stem : 0, end - start <= STEM, i);
  }

  /** The pair of this word's stem and the one before; 0 for what is no word. */
  #addStem(stem: number, isWhole: boolean, token: number): void {
    const isPair = stem !== 0 && this.#stemBefore !== 0;
    // Of two words that are stems themselves the pair of words says it all.
    if (isPair && !(isWhole && this.#wasWhole))
      this.#addWord(pairKey(this.#stemBefore, stem, KIND_STEM_PAIR), token - 1, token);
    this.#stemBefore = stem;
    this.#wasWhole = isWhole;
  }

  #addWord(key: number, firstToken: number, lastToken: number): void {
    this.#occurrences?.push({ block: 'word', key, firstToken, lastToken });
    if (this.#seen.add(key)) this.words.push(key, lastToken < 0 ? WHOLE_MESSAGE : lastToken);
  }

  #addChar(key: number, token: number): void {
    this.#occurrences?.push({ block: 'char', key, firstToken: token, lastToken: token });
    if (this.#seen.add(key)) this.chars.push(key, token);
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

function pairKey(before: number, hash: number, kind: number): number {
  return finishHash(hashStep(before, hash), kind);
}
