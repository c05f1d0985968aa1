import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { historyOf, type PlaceOutcome } from '../../../app/place-model.js';
import { cleanText } from '../../../domain/message.js';
import type { ModelRecord } from '../../../domain/model.js';
import { callerOf } from '../../access/caller.js';
import { Problem } from '../../problems.js';
import { sendPage } from '../render.js';
import { viewerOf } from '../viewer.js';
import { PromotionPage, RollbackPage } from './confirmation-pages.js';
import type { ModelPagesDependencies } from './models-dependencies.js';

const Params = z.object({ id: z.string().min(1).max(200).transform(cleanText) });

/** Throws a `Problem` for a path that names no model. */
export async function modelIn(
  request: Request,
  store: ModelPagesDependencies['store'],
): Promise<ModelRecord> {
  const params = Params.safeParse(request.params);
  const model = params.success ? await store.findModel(params.data.id) : null;
  if (model === null) throw new Problem(404, 'There is no such model');
  return model;
}

/** What the gate said of it, before somebody promotes it. */
export function askToPromote({ store, placing }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const model = await modelIn(request, store);
    const { model: current } = await placing.readCurrent();
    sendPage(
      response,
      { title: `Use ${model.id}`, page: 'models' },
      <PromotionPage model={model} current={current} csrf={viewerOf(response).csrf} />,
    );
  };
}

/** A box that is ticked. */
const Force = z.object({ force: z.literal('yes').optional().catch(undefined) });

export function promote({ store, placing }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { id } = await modelIn(request, store);
    const { force } = Force.parse(request.body ?? {});
    const by = { author: callerOf(response).author, isForced: force === 'yes' };
    leadBack(response, await placing.promote(id, by), 'current');
  };
}

export function askToRollBack({ store, placing }: ModelPagesDependencies): RequestHandler {
  return async (_request, response) => {
    const [{ model: current }, events] = await Promise.all([
      placing.readCurrent(),
      store.listModelEvents(MOST_EVENTS),
    ]);
    const before = historyOf(events).at(-2);
    sendPage(
      response,
      { title: 'Roll back', page: 'models' },
      <RollbackPage current={current} before={before} csrf={viewerOf(response).csrf} />,
    );
  };
}

/** As many as the rollback itself looks at. */
const MOST_EVENTS = 1000;

export function rollBack({ placing }: ModelPagesDependencies): RequestHandler {
  return async (_request, response) => {
    leadBack(response, await placing.rollBack(callerOf(response).author), 'current');
  };
}

/** Puts a model in the shadow, or takes away the one that stands there. */
export function cast({ store, placing }: ModelPagesDependencies, isOn: boolean): RequestHandler {
  return async (request, response) => {
    const id = isOn ? (await modelIn(request, store)).id : null;
    leadBack(response, await placing.cast(id, callerOf(response).author), 'shadow');
  };
}

/** Throws a `Problem` for what was not done. */
function leadBack(response: Response, outcome: PlaceOutcome, place: 'current' | 'shadow'): void {
  switch (outcome.kind) {
    case 'placed':
    case 'unchanged':
      response.redirect(303, `/models?done=${place}`);
      return;
    case 'unknown-model':
      throw new Problem(404, 'There is no such model');
    case 'pruned':
      throw new Problem(410, 'The files of this model are gone, as those of old candidates are');
    case 'nothing-before':
      throw new Problem(409, 'There is no model to go back to: the current one is that of the settings');
    case 'refused':
      throw new Problem(409, `The gate refused this model: ${outcome.reasons.join('; ')}`);
  }
}
