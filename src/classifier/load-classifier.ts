import type { Label } from '../domain/correction.js';
import { isScore } from '../domain/decide.js';
import { type Channel, CHANNELS } from '../domain/message.js';
import type { Explanation } from '../domain/explanation.js';
import { modelNameOf } from './manifest.js';
import { openScorer } from './open-scorer.js';
import type { OpenedScorer } from './opened-scorer.js';
import { SHIPPED_MODEL_DIR } from './shipped-model.js';

export interface ClassifierOptions {
  /** The folder of a bundle; without it, the model that comes with the package. */
  readonly dir?: string;
  /** Whose recommended threshold is used; `api` unless told otherwise, as in `hamgate classify`. */
  readonly channel?: Channel;
  /** The score from which a text is spam, 0 to 1, instead of what the model recommends for the channel. */
  readonly threshold?: number;
}

export interface Classification {
  /** The calibrated probability of spam, 0 to 1. */
  readonly score: number;
  /** `spam` from the threshold on. */
  readonly label: Label;
}

/** A classification with what each piece of the text adds to it. */
export interface ExplainedClassification extends Classification, Explanation {}

/** Scores from which the model's makers would act: `spam` by channel, `review` for a look, `otp` for one-time codes. */
export type RecommendedThresholds = Readonly<Record<Channel | 'review' | 'otp', number>>;

/**
 * A model in memory. All of it is synchronous, keeps nothing of a text, and opens no file, port or process. Its functions
 * need no `this`. They throw a TypeError for what is no string, and an Error where the model gives no probability.
 */
export interface Classifier {
  /** Name and version: `default@1.0.0`. */
  readonly model: string;
  /** In force here. */
  readonly threshold: number;
  readonly thresholds: RecommendedThresholds;
  readonly classify: (text: string) => Classification;
  /** In the order given. Many texts at once cost a network less than one after the other. */
  readonly classifyAll: (texts: readonly string[]) => readonly Classification[];
  readonly explain: (text: string) => ExplainedClassification;
  /** Gives the memory back; the rest throws afterwards. A program that ends anyway need not call it. */
  readonly close: () => void;
}

/**
 * Loads a model. Rejects with a `BundleError` when the folder holds none that can be used, and with a RangeError for
 * an unknown channel or a threshold outside 0 to 1.
 */
export async function loadClassifier(options: ClassifierOptions = {}): Promise<Classifier> {
  checkOptions(options);
  const scorer = await openScorer(options.dir ?? SHIPPED_MODEL_DIR);
  const { thresholds } = scorer.manifest;
  const threshold = options.threshold ?? thresholds[options.channel ?? 'api'];
  const classifyAll = (texts: readonly string[]): readonly Classification[] =>
    classifyTexts(scorer, texts, threshold);
  return {
    model: modelNameOf(scorer.manifest),
    threshold,
    thresholds: { ...thresholds },
    classify: (text) => onlyOne(classifyAll([text])),
    classifyAll,
    explain: (text) => ({ ...onlyOne(classifyAll([text])), ...scorer.explain(text) }),
    close: () => scorer.close(),
  };
}

/** Programs without types come here, too. */
function checkOptions({ channel = 'api', threshold = 0 }: ClassifierOptions): void {
  const given: string = channel;
  if (!CHANNELS.some((known) => known === given))
    throw new RangeError(`Cannot load a classifier: "${given}" is no channel, use ${CHANNELS.join(', ')}`);
  if (!isScore(threshold))
    throw new RangeError('Cannot load a classifier: the threshold is not a number from 0 to 1');
}

function classifyTexts(
  scorer: OpenedScorer,
  texts: readonly unknown[],
  threshold: number,
): readonly Classification[] {
  const strings = texts.map((text) => {
    if (typeof text === 'string') return text;
    throw new TypeError(
      `Cannot classify a text: it is ${text === null ? 'null' : typeof text}, not a string`,
    );
  });
  return Array.from(scorer.score(strings), (score) => {
    // A fault never becomes ham in silence.
    if (!isScore(score)) throw new Error('Cannot classify a text: the model gave no probability');
    return { score, label: score >= threshold ? 'spam' : 'ham' };
  });
}

function onlyOne(results: readonly Classification[]): Classification {
  const [result] = results;
  if (result === undefined) throw new Error('Cannot classify a text: the model gave no score');
  return result;
}
