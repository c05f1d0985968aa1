import { bundleFrom, isNgramModel, ngramBundleFrom } from '../classifier/read-bundle.js';
import type { RefinementRecord } from '../classifier/manifest.js';
import type { ModelFiles } from '../domain/model.js';
import { renderCard } from '../training/card.js';
import type { Example } from '../training/example.js';
import type { LabelledText } from '../training/labelled-data.js';
import { renderNgramCard } from '../training/ngram/card.js';
import type { Lesson } from './lessons.js';
import { type GroupedExample, refineNgram } from './ngram/refine-ngram.js';

/** What every candidate of one run is made of, beside its lessons. */
export interface CandidatePlan {
  /** The model that it starts from. */
  readonly start: { readonly id: string; readonly files: ModelFiles };
  readonly anchors: readonly Example[];
  /** Of the anchors, those that are recent traffic. */
  readonly traffic: number;
  /** More labelled messages, learnt as they are. */
  readonly corpus: readonly LabelledText[];
  /** How much a correction counts against staying what it was; see `strengthsFor`. */
  readonly strength: number;
  /** Of the form 1.2.3. */
  readonly version: string;
  readonly seed: number;
  readonly onStep: (what: string) => void;
}

/** From the most careful to the boldest. A network is trained with one: each try takes minutes. */
export function strengthsFor(files: ModelFiles): readonly number[] {
  return isNgramModel(files) ? NGRAM_STRENGTHS : [1];
}

/** docs/training.md has what was tried. */
const NGRAM_STRENGTHS = [1, 2, 4, 8, 16];

/** A model that has learnt the lessons, with its card. Rejects with a `BundleError` when the start cannot be read. */
export async function makeCandidate(lessons: readonly Lesson[], plan: CandidatePlan): Promise<ModelFiles> {
  const files = await refine(lessons, plan);
  const card = isNgramModel(files)
    ? renderNgramCard(ngramBundleFrom(files, 'the candidate').manifest)
    : renderCard(bundleFrom(files, 'the candidate').manifest);
  return { ...files, 'CARD.md': new TextEncoder().encode(card) };
}

async function refine(lessons: readonly Lesson[], plan: CandidatePlan): Promise<ModelFiles> {
  const { start, anchors, version } = plan;
  const corrections = [...lessons.map(exampleOf), ...corpusExamples(plan.corpus)];
  const record = recordOf(lessons, plan);
  if (isNgramModel(start.files)) {
    const bundle = ngramBundleFrom(start.files, start.id);
    return refineNgram({ bundle, corrections, anchors, strength: plan.strength, version, record });
  }
  // Loaded only now: the linear model does without TensorFlow.js.
  const { refineNetwork } = await import('../training/refine-network.js');
  return refineNetwork({
    bundle: bundleFrom(start.files, start.id),
    examples: [...corrections, ...anchors],
    version,
    refinement: { ...record, addedNgrams: 0, settings: { anchors: anchors.length } },
    seed: plan.seed,
    onStep: plan.onStep,
  });
}

const targetOf = (label: Lesson['label']): number => Number(label === 'spam');

function exampleOf({ text, label, weight, group }: Lesson): GroupedExample {
  return { text, target: targetOf(label), weight, group };
}

/** Each message is a group of its own; groups of lessons are numbered from 0. */
function corpusExamples(corpus: readonly LabelledText[]): GroupedExample[] {
  return corpus.map(({ text, label }, i) => ({ text, target: targetOf(label), weight: 1, group: -1 - i }));
}

function recordOf(
  lessons: readonly Lesson[],
  { traffic, corpus }: CandidatePlan,
): Pick<RefinementRecord, 'corrections' | 'traffic' | 'corpus'> {
  const spam = lessons.filter(({ label }) => label === 'spam').length;
  return { corrections: { spam, ham: lessons.length - spam }, traffic, corpus: corpus.length };
}
