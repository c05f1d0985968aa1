import type { Label } from '../domain/correction.js';
import { isScore } from '../domain/decide.js';
import type { LiveModel } from '../domain/live-model.js';
import type { ModelShelf } from './model-shelf.js';

/** Of the messages with a score in here: how many, how high they scored, and how many are spam. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly messages: number;
  readonly meanScore: number;
  readonly spamShare: number;
}

export interface LabelledText {
  readonly text: string;
  readonly label: Label;
}

/** By a model's id: bins without messages are left out. Null for a model that cannot be used. */
export type MeasureReliability = (model: string) => Promise<readonly ReliabilityBin[] | null>;

interface ReliabilityDependencies {
  readonly shelf: ModelShelf<LiveModel>;
  /** Messages that no model learns from. */
  readonly readList: () => Promise<readonly LabelledText[]>;
  readonly onFault: (model: string, fault: unknown) => void;
  /** Lets messages come first. */
  readonly pause: () => Promise<void>;
}

/** So many are scored at a time: some milliseconds for the slowest network. */
const BATCH = 10;
const BINS = 10;

/** How scores agree with labels. Each model is measured once: it never changes, and neither does the list. */
export function createReliabilityMeter(dependencies: ReliabilityDependencies): MeasureReliability {
  const known = new Map<string, Promise<readonly ReliabilityBin[] | null>>();
  return async (model) => {
    const measuring = known.get(model) ?? measure(dependencies, model);
    known.set(model, measuring);
    const bins = await measuring;
    // It may be usable the next time.
    if (bins === null) known.delete(model);
    return bins;
  };
}

async function measure(
  { shelf, readList, onFault, pause }: ReliabilityDependencies,
  id: string,
): Promise<readonly ReliabilityBin[] | null> {
  try {
    const list = await readList();
    return await shelf.use(id, async ({ scorer }) => {
      const scores: number[] = [];
      for (let from = 0; from < list.length; from += BATCH) {
        scores.push(...scorer.score(list.slice(from, from + BATCH).map(({ text }) => text)));
        await pause();
      }
      return binsOf(list.map(({ label }, i) => ({ isSpam: label === 'spam', score: scores[i] ?? NaN })));
    });
  } catch (fault) {
    onFault(id, fault);
    return null;
  }
}

/** What got no score is left out. */
export function binsOf(
  scored: readonly { readonly isSpam: boolean; readonly score: number }[],
): readonly ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, () => ({ messages: 0, sum: 0, spam: 0 }));
  for (const { isSpam, score } of scored) {
    const bin = isScore(score) ? bins[Math.min(Math.floor(score * BINS), BINS - 1)] : undefined;
    if (bin === undefined) continue;
    bin.messages += 1;
    bin.sum += score;
    bin.spam += isSpam ? 1 : 0;
  }
  return bins.flatMap(({ messages, sum, spam }, i) =>
    messages === 0
      ? []
      : [
          {
            from: i / BINS,
            to: (i + 1) / BINS,
            messages,
            meanScore: sum / messages,
            spamShare: spam / messages,
          },
        ],
  );
}
