import { decide, isScore } from '../domain/decide.js';
import type { Explanation } from '../domain/explanation.js';
import type { LiveModel } from '../domain/live-model.js';
import type { Channel } from '../domain/message.js';
import type { Thresholds } from '../domain/policy.js';
import type { Scorer } from '../domain/scorer.js';
import type { Verdict } from '../domain/verdict.js';
import type { ModelShelf } from './model-shelf.js';

/** A model that can say why. */
export interface ExplainingModel extends LiveModel {
  readonly scorer: Scorer & { explain(text: string): Explanation };
}

export interface TrialRequest {
  /** Not empty; each as it was written. */
  readonly texts: readonly string[];
  /** Ids; one that cannot be used is said to be so. */
  readonly models: readonly string[];
  /** Whose thresholds and rules apply. */
  readonly channel: Channel;
}

/** What one model makes of one text. */
export interface TriedText {
  readonly verdict: Verdict;
  /** Null where the model failed on it. */
  readonly explanation: Explanation | null;
}

export type TriedModel =
  | {
      readonly kind: 'tried';
      readonly model: string;
      readonly thresholds: Thresholds;
      /** In the order of the texts. */
      readonly results: readonly TriedText[];
    }
  /** There is no such model, its files are gone, or they cannot be loaded. */
  | { readonly kind: 'unusable'; readonly model: string };

export type TryTexts = (request: TrialRequest) => Promise<readonly TriedModel[]>;

interface TrialDependencies {
  readonly shelf: ModelShelf<ExplainingModel>;
  /** A model cannot be loaded, or explains nothing. */
  readonly onFault: (model: string, fault: unknown) => void;
  /** Lets messages come first: an explanation by a network takes a while. */
  readonly pause: () => Promise<void>;
}

/** What models make of texts: as of an unknown member's, without what people have said before. Nothing is kept. */
export function createTrial(dependencies: TrialDependencies): TryTexts {
  return async ({ models, ...request }) => {
    const tried: TriedModel[] = [];
    // One after the other: the gate has more important things to do.
    for (const id of models) tried.push(await tryModel(dependencies, id, request));
    return tried;
  };
}

async function tryModel(
  { shelf, onFault, pause }: TrialDependencies,
  id: string,
  { texts, channel }: Omit<TrialRequest, 'models'>,
): Promise<TriedModel> {
  try {
    const results = await shelf.use(id, async (model) => {
      const { thresholds } = model.defaultPolicy(channel);
      const of: TriedText[] = [];
      for (const text of texts) {
        of.push(tryOne(model, text, channel));
        await pause();
      }
      return { thresholds, results: of };
    });
    return results === null ? { kind: 'unusable', model: id } : { kind: 'tried', model: id, ...results };
  } catch (fault) {
    onFault(id, fault);
    return { kind: 'unusable', model: id };
  }
}

function tryOne({ scorer, defaultPolicy }: ExplainingModel, text: string, channel: Channel): TriedText {
  const score = scoreOrNaN(scorer, text);
  const verdict = decide(
    {
      channel,
      text,
      isCarrierKeyword: false,
      senderRole: 'member',
      isTrusted: false,
      signals: [],
      memory: null,
      nearMemory: null,
      score,
      model: scorer.model,
    },
    defaultPolicy(channel),
  );
  return { verdict, explanation: isScore(score) ? scorer.explain(text) : null };
}

/** A model that throws gets the same verdict here as in the gate. */
function scoreOrNaN(scorer: Scorer, text: string): number {
  try {
    return scorer.score([text])[0] ?? NaN;
  } catch {
    return NaN;
  }
}
