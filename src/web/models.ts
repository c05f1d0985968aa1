import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { ModelPlacing, PlaceOutcome } from '../app/place-model.js';
import { cleanText, textOf } from '../domain/message.js';
import type { ModelRecord, ModelStore } from '../domain/model.js';
import type { Disagreement, ShadowStore } from '../domain/shadow.js';
import { parseOrRefuse, Problem } from './problems.js';
import { readJsonIfAny } from './read-json.js';

export interface ModelsDependencies {
  readonly store: ModelStore & ShadowStore;
  readonly placing: ModelPlacing;
  /** What decides in this process at this moment. */
  readonly currentModel: () => string;
}

const ModelId = z.object({ id: z.string().max(200).transform(cleanText) });
const Promotion = z.strictObject({ force: z.boolean().default(false) });
const ListRequest = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(200))
    .default(50),
});

/** `/models`: what there is, what each of them is used for, promotion, rollback, and the model in the shadow. */
export function createModelsRouter(dependencies: ModelsDependencies): Router {
  const { placing } = dependencies;
  const router = Router();
  router.get('/models', list(dependencies));
  router.get('/models/shadow', showShadow(dependencies));
  router.delete('/models/shadow', async (_request, response) => {
    response.json(answerOf(await placing.cast(null, AUTHOR)));
  });
  router.post('/models/rollback', async (_request, response) => {
    response.json(answerOf(await placing.rollBack(AUTHOR)));
  });
  router.get('/models/:id', show(dependencies));
  router.post('/models/:id/promote', ...readJsonIfAny, async (request, response) => {
    const { id } = parseOrRefuse(ModelId, request.params);
    const { force: isForced } = parseOrRefuse(Promotion, request.body ?? {});
    response.json(answerOf(await placing.promote(id, { author: AUTHOR, isForced })));
  });
  router.post('/models/:id/shadow', async (request, response) => {
    const { id } = parseOrRefuse(ModelId, request.params);
    response.json(answerOf(await placing.cast(id, AUTHOR)));
  });
  return router;
}

const AUTHOR = 'api';

function list({ store, currentModel }: ModelsDependencies): RequestHandler {
  return async (_request, response) => {
    const [models, { shadow }] = await Promise.all([store.listModels(), store.readModelPlaces()]);
    const current = currentModel();
    response.json({ current, shadow, items: models.map((model) => itemOf(model, { current, shadow })) });
  };
}

function itemOf(model: ModelRecord, places: { readonly current: string; readonly shadow: string | null }) {
  const { id } = model;
  return { ...model, place: id === places.current ? 'current' : id === places.shadow ? 'shadow' : null };
}

function show({ store, currentModel }: ModelsDependencies): RequestHandler {
  return async (request, response) => {
    const { id } = parseOrRefuse(ModelId, request.params);
    const model = await store.findModel(id);
    if (model === null) throw new Problem(404, `There is no model "${id}"`);
    const [report, { shadow }] = await Promise.all([store.readModelReport(id), store.readModelPlaces()]);
    response.json({ ...itemOf(model, { current: currentModel(), shadow }), report });
  };
}

function showShadow({ store }: ModelsDependencies): RequestHandler {
  return async (request, response) => {
    const { limit } = parseOrRefuse(ListRequest, request.query);
    const { shadow } = await store.readModelPlaces();
    if (shadow === null) {
      response.json({ model: null, scored: 0, toSpam: 0, toHam: 0, items: [] });
      return;
    }
    const [counts, disagreements] = await Promise.all([
      store.countShadow(shadow),
      store.listDisagreements(shadow, limit),
    ]);
    response.json({ model: shadow, ...counts, items: disagreements.map(disagreementOf) });
  };
}

function disagreementOf({ message, shadow }: Disagreement) {
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

/** Throws a `Problem` for what was not done. */
function answerOf(outcome: PlaceOutcome): { readonly model: string | null; readonly before: string | null } {
  switch (outcome.kind) {
    case 'placed':
      return { model: outcome.model, before: outcome.before };
    case 'unchanged':
      return { model: outcome.model, before: outcome.model };
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
