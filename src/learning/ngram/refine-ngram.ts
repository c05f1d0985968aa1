import { createFeatureExtractor } from '../../classifier/ngram/feature-extractor.js';
import type { NgramWeights } from '../../classifier/ngram/linear-model.js';
import { type NgramBundle, type NgramFiles, renderNgramBundle } from '../../classifier/ngram/ngram-bundle.js';
import { PassageScorer } from '../../classifier/ngram/passage-scorer.js';
import { modelNameOf, type RefinementRecord } from '../../classifier/manifest.js';
import type { Example } from '../../training/example.js';
import { fitLogistic, multiply, type SparseRows } from '../../training/logistic-regression.js';
import { designMatrix } from '../../training/ngram/design-matrix.js';
import { BLOCKS, type FeatureTable } from '../../training/ngram/feature-table.js';
import { KeyCounter } from '../../training/ngram/key-counter.js';
import type { Vocabulary } from '../../training/ngram/vocabulary.js';
import { ColumnIndex } from '../../training/ngram/vocabulary.js';
import { type Instance, instancesOf } from './instances.js';

/** An example, and the group of nearly the same texts that it belongs to. */
export interface GroupedExample extends Example {
  readonly group: number;
}

export interface RefineNgramTask {
  readonly bundle: NgramBundle;
  /** What people said. */
  readonly corrections: readonly GroupedExample[];
  /** What must stay as it is: texts with the score that they have. */
  readonly anchors: readonly Example[];
  /** What a correction's loss counts against the penalty on leaving the old weights. */
  readonly strength: number;
  readonly version: string;
  readonly record: Pick<RefinementRecord, 'corrections' | 'traffic' | 'corpus'>;
}

/** What an anchor's loss counts against the penalty on leaving the old weights. */
const ANCHOR_STRENGTH = 8;
const TOLERANCE = 1e-3;
/** An n-gram that is new enters with so many groups of corrected texts that have it. */
const LEAST_GROUPS = 3;
/** New n-grams, as a share of the known ones: a bundle must not grow for ever. */
const MOST_NEW = 0.02;

/**
 * The model whose weights lose least on corrections and anchors while they stay near those of the bundle: logistic
 * regression with the L2 penalty centred on the old weights, which is convex, so that the same corrections give the same
 * model whatever their order. Losses are those of the calibrated score.
 */
export function refineNgram(task: RefineNgramTask): NgramFiles {
  const { bundle, corrections, anchors } = task;
  const { model, manifest } = bundle;
  const [scorer, extractor] = [new PassageScorer(model), createFeatureExtractor()];
  const learnt = corrections.map((example) => instancesOf(example, scorer, extractor));
  const held = anchors.flatMap((example) => instancesOf(example, scorer, extractor));
  const known: Vocabulary = { keys: model.keys, wordCount: manifest.ngrams.words };
  const vocabulary = extend(known, newKeys(known, learnt, corrections));
  const instances = [...learnt.flat(), ...held];
  const strengths = Float64Array.from(instances, ({ weight }, i) => {
    const isCorrection = i < instances.length - held.length;
    return weight * (isCorrection ? task.strength : ANCHOR_STRENGTH);
  });
  const old = spread(model, vocabulary, known);
  const fitted = refit({ instances, strengths, old, vocabulary }, manifest.calibration);
  return renderNgramBundle({
    manifest: {
      ...manifest,
      version: task.version,
      ngrams: { words: vocabulary.wordCount, chars: vocabulary.keys.length - vocabulary.wordCount },
      // Measured of other weights. What is known of these stands in the report of the gate.
      metrics: { validation: null },
      judged: null,
      behaviours: null,
      parent: modelNameOf(manifest),
      refinement: {
        ...task.record,
        addedNgrams: vocabulary.keys.length - known.keys.length,
        settings: {
          correctionStrength: task.strength,
          anchorStrength: ANCHOR_STRENGTH,
          anchors: anchors.length,
        },
      },
    },
    model: fitted,
  });
}

interface Refit {
  readonly instances: readonly Instance[];
  readonly strengths: Float64Array;
  /** Weights of the vocabulary, and the bias last. */
  readonly old: Float64Array;
  readonly vocabulary: Vocabulary;
}

function refit(
  { instances, strengths, old, vocabulary }: Refit,
  calibration: NgramBundle['manifest']['calibration'],
): NgramWeights {
  const { slope, intercept } = calibration.kind === 'platt' ? calibration : { slope: 1, intercept: 0 };
  const raw = designMatrix(tabulate(instances), vocabulary);
  const offsets = multiply(raw, old).map(
    (logOdds, i) => slope * (logOdds - (instances[i]?.handicap ?? 0)) + intercept,
  );
  const rows: SparseRows = { ...raw, scales: raw.scales.map((scale) => scale * slope) };
  const targets = Float64Array.from(instances, ({ target }) => target);
  const change = fitLogistic(
    { rows, targets, strengths, offsets, fixesBias: true },
    { tolerance: TOLERANCE },
  );
  return {
    keys: vocabulary.keys,
    weights: Float32Array.from(old.subarray(0, -1), (weight, i) => weight + (change[i] ?? 0)),
    bias: old.at(-1) ?? 0,
  };
}

function tabulate(instances: readonly Instance[]): FeatureTable {
  const starts = new Int32Array(instances.length * BLOCKS + 1);
  const parts = instances.flatMap(({ words, chars }) => [words, chars]);
  parts.forEach((part, i) => (starts[i + 1] = (starts[i] ?? 0) + part.length));
  const keys = new Uint32Array(starts.at(-1) ?? 0);
  parts.forEach((part, i) => keys.set(part, starts[i] ?? 0));
  return { starts, keys };
}

interface NewKeys {
  readonly words: readonly number[];
  readonly chars: readonly number[];
}

/** N-grams that the vocabulary lacks and that stand in several groups of corrected texts, the most frequent first. */
function newKeys(
  known: Vocabulary,
  learnt: readonly (readonly Instance[])[],
  corrections: readonly GroupedExample[],
): NewKeys {
  const index = new ColumnIndex(known.keys);
  const room = Math.floor((known.keys.length * MOST_NEW) / BLOCKS);
  const most = (block: 'words' | 'chars'): number[] => {
    const counter = new KeyCounter();
    const seen = new Set<string>();
    learnt.forEach((instances, i) => {
      for (const key of new Set(instances.flatMap((instance) => [...instance[block]]))) {
        const once = `${corrections[i]?.group ?? 0} ${key}`;
        if (index.columnOf(key) >= 0 || seen.has(once)) continue;
        seen.add(once);
        counter.add(key, false);
      }
    });
    const found: { readonly key: number; readonly groups: number }[] = [];
    counter.forEach(LEAST_GROUPS, (key, { all }) => found.push({ key, groups: all }));
    return found
      .sort((a, b) => b.groups - a.groups || a.key - b.key)
      .slice(0, room)
      .map(({ key }) => key);
  };
  return { words: most('words'), chars: most('chars') };
}

function extend({ keys, wordCount }: Vocabulary, added: NewKeys): Vocabulary {
  return {
    keys: concat([keys.subarray(0, wordCount), added.words, keys.subarray(wordCount), added.chars]),
    wordCount: wordCount + added.words.length,
  };
}

function concat(parts: readonly ArrayLike<number>[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The old weights at the places of the new vocabulary, new n-grams weighing nothing; the bias last. */
function spread(model: NgramWeights, vocabulary: Vocabulary, known: Vocabulary): Float64Array {
  const old = new Float64Array(vocabulary.keys.length + 1);
  old.set(model.weights.subarray(0, known.wordCount));
  old.set(model.weights.subarray(known.wordCount), vocabulary.wordCount);
  old[vocabulary.keys.length] = model.bias;
  return old;
}
