import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { CorrectionRequest, RecordCorrection } from '../app/record-correction.js';
import type { Clock } from '../domain/clock.js';
import { LABELS } from '../domain/correction.js';
import { CHANNELS, cleanText, textOf } from '../domain/message.js';
import type { CorrectionStore } from '../domain/store.js';
import { pageFields, readPage } from './paging.js';
import { parseOrRefuse, Problem } from './problems.js';
import { readJson } from './read-json.js';

export interface CorrectionsDependencies {
  readonly store: CorrectionStore;
  readonly recordCorrection: RecordCorrection;
  readonly clock: Clock;
  readonly newId: () => string;
}

const ListRequest = z.strictObject(pageFields);

const NewCorrection = z
  .strictObject({
    messageId: z.string().min(1).max(100).transform(cleanText).optional(),
    text: z
      .string()
      .refine((text) => text.trim() !== '', { error: 'must not be empty' })
      .optional(),
    label: z.enum(LABELS),
    conversation: z
      .strictObject({ channel: z.enum(CHANNELS), id: z.string().min(1).max(255).transform(cleanText) })
      .optional(),
  })
  .transform(({ messageId, text, label, conversation }, context) => {
    if (messageId !== undefined && conversation !== undefined) {
      context.addIssue('Give "conversation" with a "text" only: a message has its own');
      return z.NEVER;
    }
    if (messageId !== undefined && text === undefined) return { about: { messageId }, label };
    if (text !== undefined && messageId === undefined)
      return { about: conversation === undefined ? { text } : { text, conversation }, label };
    context.addIssue('Give exactly one of "messageId" and "text"');
    return z.NEVER;
  });

const CorrectionId = z.object({ id: z.string().max(100).transform(cleanText) });

/** `GET /corrections`, `GET /corrections/contradictions`, `POST /corrections`, `DELETE /corrections/:id`. */
export function createCorrectionsRouter(dependencies: CorrectionsDependencies): Router {
  const router = Router();
  router.get('/corrections', list(dependencies));
  router.get('/corrections/contradictions', listContradictions(dependencies));
  router.post('/corrections', ...readJson, record(dependencies));
  router.delete('/corrections/:id', withdraw(dependencies));
  return router;
}

function list({ store }: CorrectionsDependencies): RequestHandler {
  return async (request, response) => {
    const query = parseOrRefuse(ListRequest, request.query);
    response.json(await readPage(() => store.listCorrections(query)));
  };
}

function listContradictions({ store }: CorrectionsDependencies): RequestHandler {
  return async (request, response) => {
    const query = parseOrRefuse(ListRequest, request.query);
    response.json(await readPage(() => store.listContradictions(query)));
  };
}

/** 201 with the correction; 200 with what stands already when the message has this label. */
function record({ recordCorrection, newId }: CorrectionsDependencies): RequestHandler {
  return async (request, response) => {
    const { about, label } = parseOrRefuse(NewCorrection, request.body);
    const outcome = await recordCorrection({ ...BY_API, correctionId: newId(), label, about });
    switch (outcome.kind) {
      case 'recorded':
        response.status(201).json(outcome.correction);
        return;
      case 'unchanged': {
        const { message } = outcome;
        response.json({ id: null, messageId: message?.id ?? null, text: message && textOf(message), label });
        return;
      }
      case 'unknown-message':
        throw new Problem(404, 'There is no message with this messageId; give the "id" of an item');
    }
  };
}

const BY_API = { author: 'api', role: 'admin', source: 'api' } as const satisfies Partial<CorrectionRequest>;

function withdraw({ store, clock }: CorrectionsDependencies): RequestHandler {
  return async (request, response) => {
    const { id } = parseOrRefuse(CorrectionId, request.params);
    const isKnown = await store.withdrawCorrection(id, { author: 'api', at: clock.now().toISOString() });
    if (!isKnown) throw new Problem(404, `There is no correction with the id "${id}"`);
    response.status(204).end();
  };
}
