import { z } from 'zod';
import type { ModelPlacing, PlaceOutcome } from '../../../app/place-model.js';
import { textOf } from '../../../domain/message.js';
import type { ModelRecord } from '../../../domain/model.js';
import type { Disagreement } from '../../../domain/shadow.js';
import type { Store } from '../../../domain/store.js';
import { limitField } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation, type Shown } from '../operation.js';
import * as schemas from '../schemas.js';

export interface ModelsDependencies {
  readonly store: Pick<
    Store,
    'listModels' | 'findModel' | 'readModelReport' | 'readModelPlaces' | 'countShadow' | 'listDisagreements'
  >;
  readonly placing: ModelPlacing;
  /** What decides in this process at this moment. */
  readonly currentModel: () => string;
}

/** `/models`: what there is, what each of them is used for, promotion, rollback, and the model in the shadow. */
export function modelOperations(dependencies: ModelsDependencies): readonly Operation[] {
  return [
    list(dependencies),
    // Before the others, which would take the word for an id.
    showShadow(dependencies),
    uncast(dependencies),
    rollBack(dependencies),
    show(dependencies),
    report(dependencies),
    promote(dependencies),
    cast(dependencies),
  ];
}

const ById = z.object({ id: schemas.words(200) });
const EXAMPLE = { params: { id: 'default@1.0.1' } };
const UNKNOWN = { 404: 'There is no such model' };

const Model = z
  .object({
    id: z.string().meta({ description: 'Name and version' }),
    origin: z.enum(['given', 'learnt']),
    architecture: z.string(),
    parent: z.string().nullable(),
    measuredAgainst: z.string().nullable(),
    digest: z.string(),
    bytes: z.int(),
    learntThrough: z.int(),
    decision: z
      .object({ isPromotable: z.boolean(), reasons: z.array(z.string()), alarms: z.array(z.string()) })
      .nullable()
      .meta({ description: 'What the gate before promotion said; null for a given model' }),
    createdAt: schemas.Time,
    place: z.enum(['current', 'shadow']).nullable(),
  })
  .meta({ id: 'Model' });

const Report = z.unknown().meta({ description: 'Of its making: what was measured, and how it came out' });

function itemOf(
  model: ModelRecord,
  places: { readonly current: string; readonly shadow: string | null },
): Shown<typeof Model> {
  const { id } = model;
  const place = id === places.current ? 'current' : id === places.shadow ? 'shadow' : null;
  return { ...model, place };
}

function list({ store, currentModel }: ModelsDependencies): Operation {
  return operation({
    id: 'listModels',
    method: 'get',
    path: '/models',
    tag: 'models',
    role: 'viewer',
    summary: 'All models, newest first, and what each is used for',
    answers: {
      200: {
        description: 'The models',
        body: z.object({ current: z.string(), shadow: z.string().nullable(), items: z.array(Model) }),
      },
    },
    example: {},
    handle: async () => {
      const [models, { shadow }] = await Promise.all([store.listModels(), store.readModelPlaces()]);
      const current = currentModel();
      return {
        status: 200,
        body: { current, shadow, items: models.map((model) => itemOf(model, { current, shadow })) },
      };
    },
  });
}

function show({ store, currentModel }: ModelsDependencies): Operation {
  return operation({
    id: 'readModel',
    method: 'get',
    path: '/models/{id}',
    tag: 'models',
    role: 'viewer',
    summary: 'One model, with the report of its making',
    params: ById,
    answers: {
      200: { description: 'The model', body: Model.extend({ report: Report }).meta({ id: 'ModelDetails' }) },
    },
    problems: UNKNOWN,
    example: EXAMPLE,
    handle: async ({ params: { id } }) => {
      const model = await store.findModel(id);
      if (model === null) throw new Problem(404, `There is no model "${id}"`);
      const [made, { shadow }] = await Promise.all([store.readModelReport(id), store.readModelPlaces()]);
      return { status: 200, body: { ...itemOf(model, { current: currentModel(), shadow }), report: made } };
    },
  });
}

function report({ store }: ModelsDependencies): Operation {
  return operation({
    id: 'readModelReport',
    method: 'get',
    path: '/models/{id}/report',
    tag: 'models',
    role: 'viewer',
    summary: 'The report of the making of a model',
    params: ById,
    answers: { 200: { description: 'The report', body: z.object({ model: z.string(), report: Report }) } },
    problems: { 404: 'There is no such model, or it was given and not made here' },
    example: EXAMPLE,
    handle: async ({ params: { id } }) => {
      const made = await store.readModelReport(id);
      if (made === null) throw new Problem(404, `There is no report of a model "${id}"`);
      return { status: 200, body: { model: id, report: made } };
    },
  });
}

const Placed = z
  .object({ model: z.string().nullable(), before: z.string().nullable() })
  .meta({ id: 'Placed' });
const PLACED = { 200: { description: 'What stands there now, and what stood there before', body: Placed } };

/** Throws a `Problem` for what was not done. */
function answerOf(outcome: PlaceOutcome) {
  const placed = (model: string | null, before: string | null) =>
    ({ status: 200, body: { model, before } }) as const;
  switch (outcome.kind) {
    case 'placed':
      return placed(outcome.model, outcome.before);
    case 'unchanged':
      return placed(outcome.model, outcome.model);
    case 'unknown-model':
      throw new Problem(404, 'There is no model with this id');
    case 'pruned':
      throw new Problem(410, 'The files of this model are gone, as those of old candidates are');
    case 'nothing-before':
      throw new Problem(409, 'There is no model to go back to');
    case 'refused':
      throw new Problem(
        409,
        `The gate refused this model; send {"force": true} to use it all the same: ${outcome.reasons.join('; ')}`,
      );
  }
}

const GONE = { 410: 'The files of the model are gone' };

function promote({ placing }: ModelsDependencies): Operation {
  return operation({
    id: 'promoteModel',
    method: 'post',
    path: '/models/{id}/promote',
    tag: 'models',
    role: 'admin',
    summary: 'Uses a model from now on, in every process',
    params: ById,
    body: z.strictObject({
      force: z.boolean().default(false).meta({ description: 'Even if the gate refused it' }),
    }),
    isBodyOptional: true,
    answers: PLACED,
    problems: { ...UNKNOWN, 409: 'The gate before promotion refused it', ...GONE },
    example: { ...EXAMPLE, body: { force: true } },
    handle: async ({ params: { id }, body: { force: isForced } }, { author }) =>
      answerOf(await placing.promote(id, { author, isForced })),
  });
}

function rollBack({ placing }: ModelsDependencies): Operation {
  return operation({
    id: 'rollBackModel',
    method: 'post',
    path: '/models/rollback',
    tag: 'models',
    role: 'admin',
    summary: 'Back to the model that was current before this one',
    answers: PLACED,
    problems: { 409: 'There is no model to go back to' },
    example: {},
    handle: async (_input, { author }) => answerOf(await placing.rollBack(author)),
  });
}

function cast({ placing }: ModelsDependencies): Operation {
  return operation({
    id: 'castModel',
    method: 'post',
    path: '/models/{id}/shadow',
    tag: 'models',
    role: 'admin',
    summary: 'Has a model score beside the current one, and decide nothing',
    params: ById,
    answers: PLACED,
    problems: { ...UNKNOWN, ...GONE },
    example: EXAMPLE,
    handle: async ({ params: { id } }, { author }) => answerOf(await placing.cast(id, author)),
  });
}

function uncast({ placing }: ModelsDependencies): Operation {
  return operation({
    id: 'uncastModel',
    method: 'delete',
    path: '/models/shadow',
    tag: 'models',
    role: 'admin',
    summary: 'No model in the shadow any more',
    answers: PLACED,
    example: {},
    handle: async (_input, { author }) => answerOf(await placing.cast(null, author)),
  });
}

const Opinion = z.object({ model: z.string(), score: z.number().nullable(), band: schemas.BandName });
const Disagreed = z.object({
  id: z.string(),
  channel: schemas.ChannelName,
  conversation: z.string(),
  text: z.string(),
  receivedAt: schemas.Time,
  current: Opinion,
  shadow: Opinion,
});
const Shadow = z.object({
  model: z.string().nullable(),
  scored: z.int(),
  toSpam: z.int(),
  toHam: z.int(),
  items: z.array(Disagreed),
});

function showShadow({ store }: ModelsDependencies): Operation {
  return operation({
    id: 'readShadow',
    method: 'get',
    path: '/models/shadow',
    tag: 'models',
    role: 'viewer',
    summary: 'What the model in the shadow and the current one disagree about, the widest gap first',
    query: z.strictObject({ limit: limitField }),
    answers: { 200: { description: 'Counts, and messages that nobody has decided about', body: Shadow } },
    example: { query: { limit: '10' } },
    handle: async ({ query: { limit } }) => {
      const { shadow } = await store.readModelPlaces();
      if (shadow === null)
        return { status: 200, body: { model: null, scored: 0, toSpam: 0, toHam: 0, items: [] } };
      const [counts, disagreements] = await Promise.all([
        store.countShadow(shadow),
        store.listDisagreements(shadow, limit),
      ]);
      return { status: 200, body: { model: shadow, ...counts, items: disagreements.map(disagreementOf) } };
    },
  });
}

function disagreementOf({ message, shadow }: Disagreement): Shown<typeof Disagreed> {
  const { id, channel, conversation, verdict, receivedAt } = message;
  return {
    id,
    channel,
    conversation,
    text: textOf(message),
    receivedAt,
    current: { model: verdict.model, score: verdict.score, band: verdict.band },
    shadow: { model: shadow.model, score: shadow.score, band: shadow.band },
  };
}
