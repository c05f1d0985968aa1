import { z } from 'zod';
import type { Clock } from '../../../domain/clock.js';
import type { TaskRecord } from '../../../domain/outbox.js';
import type { Store } from '../../../domain/store.js';
import { TARGETS } from '../../../domain/task.js';
import { pageAs, pageFields, readPage } from '../../paging.js';
import { operation, type Operation, type Shown } from '../operation.js';
import * as schemas from '../schemas.js';

export interface OutboxDependencies {
  readonly store: Pick<Store, 'listTasks' | 'reviveTasks'>;
  readonly clock: Clock;
  /** There is something to do in the outbox. */
  readonly onTasks: () => void;
}

/** `GET /outbox`, `POST /outbox/retry`. */
export function outboxOperations(dependencies: OutboxDependencies): readonly Operation[] {
  return [list(dependencies), retry(dependencies)];
}

const TargetName = z.enum(TARGETS);
const StateName = z.enum(['pending', 'dead', 'done']);

const Task = z
  .object({
    id: z.int(),
    target: TargetName,
    lane: z.string().meta({ description: 'Those of one lane are done one after the other' }),
    dedupeKey: z.string(),
    status: StateName,
    attempts: z.int(),
    createdAt: schemas.Time,
    availableAt: schemas.Time.nullable().meta({ description: 'Not before then' }),
    leasedUntil: schemas.Time.nullable().meta({ description: 'Somebody is doing it' }),
    reason: z.string().nullable().meta({ description: 'Of the last failure' }),
    finishedAt: schemas.Time.nullable(),
    messageId: z.string().nullable(),
  })
  .meta({ id: 'Task' });

/** Without what it carries: that is somebody's text. */
const shownTask = (task: TaskRecord): Shown<typeof Task> => ({
  id: task.id,
  target: task.target,
  lane: task.lane,
  dedupeKey: task.dedupeKey,
  status: task.status,
  attempts: task.attempts,
  createdAt: task.createdAt,
  availableAt: task.availableAt,
  leasedUntil: task.leasedUntil,
  reason: task.reason,
  finishedAt: task.finishedAt,
  messageId: task.messageId,
});

function list({ store }: OutboxDependencies): Operation {
  return operation({
    id: 'listTasks',
    method: 'get',
    path: '/outbox',
    tag: 'outbox',
    role: 'viewer',
    summary: 'What is still to be done outside, was given up, or was done; newest first',
    query: z.strictObject({
      ...pageFields,
      status: StateName.default('pending'),
      target: TargetName.exactOptional(),
    }),
    answers: { 200: { description: 'A page of tasks', body: schemas.pageOf(Task) } },
    example: { query: { status: 'dead', target: 'forward' } },
    handle: async ({ query }) => ({
      status: 200,
      body: pageAs(await readPage(() => store.listTasks(query)), shownTask),
    }),
  });
}

const Retry = z
  .strictObject({
    ids: z.array(z.int().min(1)).min(1).max(500).optional(),
    target: TargetName.optional().meta({ description: 'Instead of ids: all of this kind' }),
  })
  .refine(({ ids, target }) => (ids === undefined) !== (target === undefined), {
    error: 'Give exactly one of "ids" and "target"',
  });

function retry({ store, clock, onTasks }: OutboxDependencies): Operation {
  return operation({
    id: 'retryTasks',
    method: 'post',
    path: '/outbox/retry',
    tag: 'outbox',
    role: 'admin',
    summary: 'Has what was given up done again',
    body: Retry,
    answers: {
      200: { description: 'How many will be done again', body: z.object({ revived: z.int() }) },
    },
    example: { body: { target: 'forward' } },
    handle: async ({ body: { ids = [], target } }, { author }) => {
      const by = { author, at: clock.now().toISOString() };
      const revived = await store.reviveTasks(target === undefined ? { ids } : { target }, by);
      if (revived > 0) onTasks();
      return { status: 200, body: { revived } };
    },
  });
}
