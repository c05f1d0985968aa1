import { z } from 'zod';
import type { RecordCorrection } from '../../../app/record-correction.js';
import type { Clock } from '../../../domain/clock.js';
import { CORRECTION_ROLES, CORRECTION_SOURCES } from '../../../domain/correction.js';
import { textOf } from '../../../domain/message.js';
import type { Store } from '../../../domain/store.js';
import { pageFields, readPage } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import * as schemas from '../schemas.js';

export interface CorrectionsDependencies {
  readonly store: Pick<Store, 'listCorrections' | 'listContradictions' | 'withdrawCorrection'>;
  readonly recordCorrection: RecordCorrection;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** `GET`, `POST /corrections`, `GET /corrections/contradictions`, `DELETE /corrections/:id`. */
export function correctionOperations(dependencies: CorrectionsDependencies): readonly Operation[] {
  return [list(dependencies), listContradictions(dependencies), record(dependencies), withdraw(dependencies)];
}

const ListQuery = z.strictObject({
  ...pageFields,
  author: schemas.words(255).exactOptional(),
  label: schemas.LabelName.exactOptional(),
  messageId: schemas.Id.exactOptional(),
  source: z.enum(CORRECTION_SOURCES).exactOptional(),
  role: z.enum(CORRECTION_ROLES).exactOptional(),
  state: z.enum(['standing', 'withdrawn']).exactOptional(),
});

function list({ store }: CorrectionsDependencies): Operation {
  return operation({
    id: 'listCorrections',
    method: 'get',
    path: '/corrections',
    tag: 'corrections',
    role: 'viewer',
    summary: 'What people said, newest first',
    query: ListQuery,
    answers: { 200: { description: 'A page of corrections', body: schemas.pageOf(schemas.Correction) } },
    example: { query: { label: 'spam', state: 'standing' } },
    handle: async ({ query }) => ({
      status: 200,
      body: await readPage(() => store.listCorrections(query)),
    }),
  });
}

function listContradictions({ store }: CorrectionsDependencies): Operation {
  return operation({
    id: 'listContradictions',
    method: 'get',
    path: '/corrections/contradictions',
    tag: 'corrections',
    role: 'viewer',
    summary: 'Texts of which people say both, the latest first',
    query: z.strictObject(pageFields),
    answers: { 200: { description: 'A page of texts', body: schemas.pageOf(schemas.Contradiction) } },
    example: { query: { limit: '10' } },
    handle: async ({ query }) => ({
      status: 200,
      body: await readPage(() => store.listContradictions(query)),
    }),
  });
}

const NewCorrection = z
  .strictObject({
    messageId: schemas
      .words(100)
      .refine((id) => id !== '', { error: 'must not be empty' })
      .optional(),
    text: z
      .string()
      .refine((text) => text.trim() !== '', { error: 'must not be empty' })
      .optional(),
    label: schemas.LabelName,
    conversation: z
      .strictObject({
        channel: schemas.ChannelName,
        id: schemas.ConversationId.refine((id) => id !== '', { error: 'must not be empty' }),
      })
      .optional()
      .meta({ description: 'With a text: where it is in force at once' }),
  })
  .refine(({ messageId, text }) => (messageId === undefined) !== (text === undefined), {
    error: 'Give exactly one of "messageId" and "text"',
  })
  .refine(({ messageId, conversation }) => messageId === undefined || conversation === undefined, {
    error: 'Give "conversation" with a "text" only: a message has its own',
  });

/** What is in force already: no correction was made. */
const Unchanged = z.object({
  id: z.null(),
  messageId: z.string().nullable(),
  text: z.string().nullable(),
  label: schemas.LabelName,
});

function record({ recordCorrection, newId }: CorrectionsDependencies): Operation {
  return operation({
    id: 'addCorrection',
    method: 'post',
    path: '/corrections',
    tag: 'corrections',
    role: 'moderator',
    summary: 'Says what a message, or a text, is',
    description: 'A message is released, or taken away, at once.',
    body: NewCorrection,
    answers: {
      201: { description: 'The correction', body: schemas.Correction },
      200: { description: 'The message has this label already: nothing was changed', body: Unchanged },
    },
    problems: { 404: 'There is no message with this messageId' },
    example: { body: { messageId: 'M0000000001', label: 'ham' } },
    handle: async ({ body: { label, messageId, text = '', conversation } }, { author }) => {
      const about =
        messageId !== undefined
          ? { messageId }
          : conversation === undefined
            ? { text }
            : { text, conversation };
      const by = { author, role: 'admin', source: 'api' } as const;
      const outcome = await recordCorrection({ ...by, correctionId: newId(), label, about });
      switch (outcome.kind) {
        case 'recorded':
          return { status: 201, body: outcome.correction };
        case 'unchanged': {
          const { message } = outcome;
          const said = { messageId: message?.id ?? null, text: message && textOf(message), label };
          return { status: 200, body: { id: null, ...said } };
        }
        case 'unknown-message':
          throw new Problem(404, 'There is no message with this messageId; give the "id" of an item');
      }
    },
  });
}

function withdraw({ store, clock }: CorrectionsDependencies): Operation {
  return operation({
    id: 'withdrawCorrection',
    method: 'delete',
    path: '/corrections/{id}',
    tag: 'corrections',
    role: 'moderator',
    summary: 'Takes a correction back: it counts no more, and is unlearnt',
    description: 'What became of its message stays; POST /v1/quarantine/{id}/undo undoes that, too.',
    params: schemas.ById,
    answers: { 204: { description: 'It is withdrawn, now or before', body: null } },
    problems: { 404: 'There is no correction with this id' },
    example: { params: { id: 'C1' } },
    handle: async ({ params: { id } }, { author }) => {
      const isKnown = await store.withdrawCorrection(id, { author, at: clock.now().toISOString() });
      if (!isKnown) throw new Problem(404, `There is no correction with the id "${id}"`);
      return { status: 204, body: null };
    },
  });
}
