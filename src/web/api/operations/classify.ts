import { z } from 'zod';
import type { TryTexts } from '../../../app/try-texts.js';
import { cleanText } from '../../../domain/message.js';
import type { ModelStore } from '../../../domain/model.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import { type Judge, scoreInTurns } from '../score-in-turns.js';
import * as schemas from '../schemas.js';

/** Opens another model of the store for a while; null: its files are gone. */
export type UseModel = <Result>(
  id: string,
  work: (judge: Judge) => Promise<Result>,
) => Promise<Result | null>;

export interface ClassifyDependencies {
  readonly store: Pick<ModelStore, 'findModel'>;
  readonly current: Judge;
  readonly useModel: UseModel;
  readonly tryTexts: TryTexts;
}

/** `POST /classify`, `POST /compare`: they score, and keep nothing. */
export function classifyOperations(dependencies: ClassifyDependencies): readonly Operation[] {
  return [classify(dependencies), compare(dependencies)];
}

const MOST_TEXTS = 1_000;
const MOST_EXPLAINED = 100;
/** A thousand texts of 4,096 characters of two bytes each, with what JSON has around them. */
const MAX_BODY_BYTES = 8 * 1024 * 1024 + 128 * 1024;

const ModelId = schemas.words(200);
const TextToScore = z.string().transform(cleanText);

const ClassifyRequest = z
  .strictObject({
    texts: z.array(TextToScore).min(1).max(MOST_TEXTS),
    model: ModelId.optional().meta({ description: 'Any model of the gate; not given: the current one' }),
    explain: z
      .boolean()
      .default(false)
      .meta({ description: `With what counted in each text; ${MOST_EXPLAINED} texts at most` }),
  })
  .refine(({ texts, explain }) => !explain || texts.length <= MOST_EXPLAINED, {
    error: `texts: with "explain", ${MOST_EXPLAINED} at most`,
  });

const ClassifyAnswer = z.object({
  model: z.string(),
  results: z.array(
    z.object({
      score: z.number(),
      label: schemas.LabelName,
      explanation: schemas.Explanation.optional(),
    }),
  ),
});

function classify(dependencies: ClassifyDependencies): Operation {
  return operation({
    id: 'classifyTexts',
    method: 'post',
    path: '/classify',
    tag: 'classify',
    role: 'viewer',
    isReading: true,
    summary: 'Scores texts, in their order, and keeps nothing',
    description: `At most ${MOST_TEXTS} texts, and 8 MB in all: as many of 4,096 characters each.`,
    body: ClassifyRequest,
    maxBodyBytes: MAX_BODY_BYTES,
    answers: { 200: { description: 'A score, 0 to 1, and a label for each', body: ClassifyAnswer } },
    problems: { 404: 'There is no such model', 410: 'The files of the model are gone' },
    example: { body: { texts: ['Win a free prize now!', 'See you at lunch'], explain: true } },
    handle: async ({ body: { texts, model, explain } }) => {
      const body = await withModel(dependencies, model, async (judge) => {
        const scored = await scoreInTurns(judge, texts, explain);
        const { spam } = judge.defaultPolicy('api').thresholds;
        const results = scored.items.map(({ score, explanation }) => ({
          score,
          label: score >= spam ? ('spam' as const) : ('ham' as const),
          ...(explanation === null ? {} : { explanation }),
        }));
        return { model: scored.model, results };
      });
      return { status: 200, body };
    },
  });
}

async function withModel<Result>(
  { store, current, useModel }: ClassifyDependencies,
  id: string | undefined,
  work: (judge: Judge) => Promise<Result>,
): Promise<Result> {
  if (id === undefined) return work(current);
  if ((await store.findModel(id)) === null) throw new Problem(404, `There is no model "${id}"`);
  const done = await useModel(id, work);
  if (done === null)
    throw new Problem(410, `The files of the model "${id}" are gone, as those of old candidates are`);
  return done;
}

const CompareRequest = z.strictObject({
  texts: z.array(TextToScore).min(1).max(20),
  models: z.array(ModelId).min(1).max(4),
  channel: schemas.ChannelName.default('api').meta({ description: 'By whose thresholds' }),
});

const CompareAnswer = z.object({
  items: z.array(
    z.object({
      model: z.string(),
      thresholds: z.object({ spam: z.number(), review: z.number(), otp: z.number(), trusted: z.number() }),
      results: z.array(
        z.object({
          verdict: schemas.Verdict,
          explanation: schemas.Explanation.nullable().meta({ description: 'Null where it was not scored' }),
        }),
      ),
    }),
  ),
});

function compare({ store, tryTexts }: ClassifyDependencies): Operation {
  return operation({
    id: 'compareModels',
    method: 'post',
    path: '/compare',
    tag: 'classify',
    role: 'viewer',
    isReading: true,
    summary: 'What several models make of texts, side by side',
    description: 'As of an unknown member’s, without what people have said before.',
    body: CompareRequest,
    answers: { 200: { description: 'One item for each model, in the order asked for', body: CompareAnswer } },
    problems: { 404: 'There is no such model', 410: 'The files of a model are gone, or cannot be loaded' },
    example: { body: { texts: ['Win a free prize now!'], models: ['default@1.0.0'], channel: 'sms' } },
    handle: async ({ body }) => {
      for (const id of body.models)
        if ((await store.findModel(id)) === null) throw new Problem(404, `There is no model "${id}"`);
      const items = (await tryTexts(body)).map((tried) => {
        if (tried.kind === 'tried') {
          const { model, thresholds, results } = tried;
          return { model, thresholds, results };
        }
        throw new Problem(410, `The files of the model "${tried.model}" are gone, or cannot be loaded`);
      });
      return { status: 200, body: { items } };
    },
  });
}
