import {
  fitTokenizer,
  type KerasTokenizer,
  rankWords,
  splitWords,
} from '../../classifier/keras-tokenizer.js';
import type { Label } from '../../domain/correction.js';
import { DataError } from '../data-error.js';
import type { LabelledText } from '../labelled-data.js';
import type { Split } from '../split.js';
import type { ClassSummary, DataSummary, WordCount } from './results.js';
import { STOP_WORDS } from './stop-words.js';

export interface DataToSummarise {
  readonly name: string;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  /** The whole data, in the order of the file. */
  readonly rows: readonly LabelledText[];
  readonly split: Split;
  /** Token indices run from 0 to `vocabulary` - 1. */
  readonly vocabulary: number;
  /** Tokens of a message. */
  readonly length: number;
}

const FIRST_ROWS = 5;
const MOST_WORDS = 150;
const BIN_WIDTH = 25;
/** Up to 400 characters: two and a half text messages. */
const BINS = 16;

/** What a reader wants to know of the data before looking at a result. Throws a `DataError` without training messages. */
export function summariseData(data: DataToSummarise): DataSummary {
  const { name, sha256, rows } = data;
  const textsOf = (label: Label) => rows.filter((row) => row.label === label).map(({ text }) => text);
  return {
    name,
    sha256,
    rows: rows.length,
    firstRows: rows.slice(0, FIRST_ROWS).map(({ label, text }) => ({ label, text })),
    spam: summariseClass(textsOf('spam')),
    ham: summariseClass(textsOf('ham')),
    tokens: summariseTokens(data),
  };
}

function summariseClass(texts: readonly string[]): ClassSummary {
  const counts = countMostFrequent(texts);
  const [mostFrequent, frequency] = counts[0] ?? ['', 0];
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    count: texts.length,
    unique: counts.length,
    mostFrequent,
    frequency,
    meanLength: texts.length === 0 ? 0 : characters / texts.length,
    lengthHistogram: binLengths(texts),
    words: countWords(texts),
  };
}

/** Distinct values with their counts, most frequent first, ties by first appearance. */
function countMostFrequent(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** `from` belongs to a bin, `to` to the next one. */
function binLengths(texts: readonly string[]): ClassSummary['lengthHistogram'] {
  const bins = Array.from({ length: BINS }, (_, i) => ({
    from: i * BIN_WIDTH,
    to: (i + 1) * BIN_WIDTH,
    texts: 0,
  }));
  for (const { length } of texts) {
    const bin = bins[Math.min(Math.floor(length / BIN_WIDTH), BINS - 1)];
    if (bin !== undefined) bin.texts += 1;
  }
  return bins;
}

/** Letters and digits, with an apostrophe inside. Unlike a token of a network, a word for people to look at. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu;

function countWords(texts: readonly string[]): WordCount[] {
  const words = texts.flatMap((text) => text.toLowerCase().replaceAll('’', "'").match(WORD) ?? []);
  const telling = words.filter((word) => word.length > 1 && /\p{L}/u.test(word) && !STOP_WORDS.has(word));
  return countMostFrequent(telling)
    .slice(0, MOST_WORDS)
    .map(([word, count]) => ({ word, count }));
}

function summariseTokens({ split, vocabulary, length }: DataToSummarise): DataSummary['tokens'] {
  const texts = split.train.map(({ text }) => text);
  const [first] = texts;
  if (first === undefined) throw new DataError('Cannot summarise the data: there is no training message');
  const tokenizer = fitTokenizer(texts, vocabulary);
  return {
    // The out-of-vocabulary token counts as one of them.
    distinct: rankWords(texts).length + 1,
    vocabulary,
    length,
    trainingCoverage: measureCoverage(split.train, tokenizer),
    validationCoverage: measureCoverage(split.validation, tokenizer),
    first: { text: first, words: splitWords(first), ids: [...tokenizer.encode(first, length)] },
  };
}

/** Also of words behind the last that a network reads. 0 where there is no word at all. */
function measureCoverage(rows: readonly LabelledText[], tokenizer: KerasTokenizer): number {
  const known = new Set(tokenizer.toJSON().words);
  const words = rows.flatMap(({ text }) => splitWords(text));
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
}
