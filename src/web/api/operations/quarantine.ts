import { z } from 'zod';
import type { RecordCorrection } from '../../../app/record-correction.js';
import type { UndoDecision } from '../../../app/undo-decision.js';
import type { Caller } from '../../../domain/access.js';
import type { Label } from '../../../domain/correction.js';
import type { Store, StoredMessage } from '../../../domain/store.js';
import { pageAs, pageFields, readPage } from '../../paging.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import { filterFields } from '../message-filter.js';
import * as schemas from '../schemas.js';
import { shownMessage } from '../shown.js';

export interface QuarantineDependencies {
  readonly store: Pick<Store, 'listMessages' | 'listWaiting' | 'findMessage' | 'listCopies'>;
  readonly recordCorrection: RecordCorrection;
  readonly undoDecision: UndoDecision;
  readonly newId: () => string;
}

/** `GET /quarantine`, `POST /quarantine/:id/release`, `…/confirm`, `…/undo`, and many at once. */
export function quarantineOperations(dependencies: QuarantineDependencies): readonly Operation[] {
  return [
    listQuarantine(dependencies),
    answerAs(dependencies, 'ham'),
    answerAs(dependencies, 'spam'),
    undo(dependencies),
    decideMany(dependencies),
  ];
}

const Waiting = schemas.Message.extend({
  copies: z
    .int()
    .optional()
    .meta({ description: 'With "fold": others like it that wait, counted up to a thousand' }),
}).meta({ id: 'WaitingMessage' });

function listQuarantine({ store }: QuarantineDependencies): Operation {
  return operation({
    id: 'listQuarantine',
    method: 'get',
    path: '/quarantine',
    tag: 'quarantine',
    role: 'viewer',
    summary: 'What waits for a person, newest first',
    query: z.strictObject({
      ...pageFields,
      ...filterFields,
      kind: z
        .enum(['quarantined', 'unsure'])
        .default('quarantined')
        .meta({ description: 'What was withheld, or what was let through with doubts' }),
      fold: z
        .enum(['true', 'false'])
        .default('false')
        .transform((word) => word === 'true')
        .meta({ type: 'boolean', enum: undefined, default: false, description: 'One row for a campaign' }),
    }),
    answers: { 200: { description: 'A page of messages', body: schemas.pageOf(Waiting) } },
    example: { query: { kind: 'quarantined', fold: 'true' } },
    handle: async ({ query: { fold, kind, ...query } }) => {
      const state =
        kind === 'unsure'
          ? ({ status: 'accepted', band: 'unsure' } as const)
          : ({ status: 'quarantined' } as const);
      const body = fold
        ? pageAs(await readPage(() => store.listWaiting({ ...query, kind })), ({ message, copies }) => ({
            ...shownMessage(message),
            copies,
          }))
        : pageAs(await readPage(() => store.listMessages({ ...query, ...state })), shownMessage);
      return { status: 200, body };
    },
  });
}

const PRESSES = {
  ham: { id: 'releaseMessage', press: 'release', summary: 'It was no spam: brings it back' },
  spam: { id: 'confirmMessage', press: 'confirm', summary: 'It is spam: stays away, or goes' },
} as const;

/** A person's answer about a message; giving the same one twice changes nothing and is answered alike. */
function answerAs(dependencies: QuarantineDependencies, label: Label): Operation {
  const { id, press, summary } = PRESSES[label];
  return operation({
    id,
    method: 'post',
    path: `/quarantine/{id}/${press}`,
    tag: 'quarantine',
    role: 'moderator',
    summary,
    description: 'It is a correction, too. The same answer twice changes nothing and is answered alike.',
    params: schemas.ById,
    answers: { 200: { description: 'The message as it is now', body: schemas.Message } },
    problems: { 404: 'There is no message with this id' },
    example: { params: { id: 'M0000000001' } },
    handle: async ({ params }, caller) => {
      const { message } = await decide(dependencies, { id: params.id, label, caller });
      if (message === null) throw new Problem(404, `There is no message with the id "${params.id}"`);
      return { status: 200, body: shownMessage(message) };
    },
  });
}

interface Press {
  readonly id: string;
  readonly label: Label;
  readonly caller: Caller;
}

async function decide(
  { recordCorrection, newId }: Pick<QuarantineDependencies, 'recordCorrection' | 'newId'>,
  { id, label, caller }: Press,
): Promise<{
  readonly outcome: 'decided' | 'unchanged' | 'unknown';
  readonly message: StoredMessage | null;
}> {
  const outcome = await recordCorrection({
    correctionId: newId(),
    label,
    author: caller.author,
    role: 'admin',
    source: 'api',
    about: { messageId: id },
  });
  if (outcome.kind === 'unknown-message' || outcome.message === null)
    return { outcome: 'unknown', message: null };
  return { outcome: outcome.kind === 'recorded' ? 'decided' : 'unchanged', message: outcome.message };
}

const Undone = schemas.Message.extend({
  isOut: z.boolean().meta({
    description:
      'It waits for a decision again, and yet people have it: it was on its way before it was undone',
  }),
}).meta({ id: 'UndoneMessage' });

function undo({ undoDecision }: QuarantineDependencies): Operation {
  return operation({
    id: 'undoDecision',
    method: 'post',
    path: '/quarantine/{id}/undo',
    tag: 'quarantine',
    role: 'moderator',
    summary: 'Takes the last decision about a message back',
    description: 'Its label is withdrawn, and what it did is undone as far as that can be.',
    params: schemas.ById,
    answers: { 200: { description: 'The message as it is now', body: Undone } },
    problems: {
      404: 'There is no message with this id',
      409: 'Nobody has decided about it, or that was undone already',
    },
    example: { params: { id: 'M0000000002' } },
    handle: async ({ params: { id } }, { author }) => {
      const outcome = await undoDecision(id, author);
      switch (outcome.kind) {
        case 'undone':
          return { status: 200, body: { ...shownMessage(outcome.message), isOut: outcome.isOut } };
        case 'undecided':
          throw new Problem(409, `Nobody has decided about the message "${id}", or that was undone already`);
        case 'unknown-message':
          throw new Problem(404, `There is no message with the id "${id}"`);
      }
    },
  });
}

const MOST_AT_ONCE = 500;

const Decisions = z
  .strictObject({
    label: schemas.LabelName,
    ids: z.array(schemas.Id).min(1).max(MOST_AT_ONCE).optional(),
    campaignOf: schemas.Id.optional().meta({
      description: `Instead of ids: this message, and those like it that wait in its conversation, ${MOST_AT_ONCE} at most`,
    }),
  })
  .refine(({ ids, campaignOf }) => (ids === undefined) !== (campaignOf === undefined), {
    error: 'Give exactly one of "ids" and "campaignOf"',
  });

const Decided = z.object({
  results: z.array(z.object({ id: z.string(), outcome: z.enum(['decided', 'unchanged', 'unknown']) })),
  isComplete: z.boolean().meta({ description: 'False where more of a campaign wait: ask once more' }),
});

function decideMany(dependencies: QuarantineDependencies): Operation {
  return operation({
    id: 'decideMessages',
    method: 'post',
    path: '/quarantine/decide',
    tag: 'quarantine',
    role: 'moderator',
    summary: 'Decides about many messages, one after the other',
    body: Decisions,
    answers: { 200: { description: 'What became of each', body: Decided } },
    problems: { 404: 'There is no message with the id of "campaignOf"' },
    example: { body: { label: 'spam', ids: ['M0000000001', 'M0000000003'] } },
    handle: async ({ body: { label, ids, campaignOf } }, caller) => {
      const chosen =
        campaignOf === undefined ? (ids ?? []) : await campaignIds(dependencies.store, campaignOf);
      const results = [];
      // One after the other: messages that arrive meanwhile must not wait for all of them.
      for (const id of new Set(chosen)) {
        const { outcome } = await decide(dependencies, { id, label, caller });
        results.push({ id, outcome });
      }
      const isComplete = campaignOf === undefined || chosen.length < MOST_AT_ONCE;
      return { status: 200, body: { results, isComplete } };
    },
  });
}

async function campaignIds(
  store: Pick<QuarantineDependencies['store'], 'findMessage' | 'listCopies'>,
  id: string,
): Promise<readonly string[]> {
  if ((await store.findMessage(id)) === null)
    throw new Problem(404, `There is no message with the id "${id}"`);
  const copies = await store.listCopies(id, MOST_AT_ONCE - 1);
  return [id, ...copies.map((copy) => copy.id)];
}
