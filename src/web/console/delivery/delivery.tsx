import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Clock } from '../../../domain/clock.js';
import type { Outbox } from '../../../domain/outbox.js';
import type { ParkedUpdates } from '../../../domain/store.js';
import { TARGETS } from '../../../domain/task.js';
import { callerOf } from '../../access/caller.js';
import { requireRole } from '../../access/require-token.js';
import { readPage } from '../../paging.js';
import { parseOrRefuse } from '../../problems.js';
import { sendPage } from '../render.js';
import { viewerOf } from '../viewer.js';
import { DeliveryPage, STATUSES } from './delivery-page.js';

export interface DeliveryDependencies {
  readonly store: Pick<Outbox, 'listTasks' | 'measureOutbox' | 'reviveTasks'> &
    Pick<ParkedUpdates, 'countParkedUpdates'>;
  readonly clock: Clock;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

const Target = z.enum(TARGETS);
const ListRequest = z.object({
  status: z.enum(STATUSES).default('dead'),
  target: z.union([Target, z.literal('')]).optional(),
  after: z.string().max(500).optional(),
});
const id = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Retry = z.union([
  z.object({ target: Target }),
  z.object({ ids: z.union([id.transform((one) => [one]), z.array(id).min(1).max(500)]) }),
]);

const PAGE = 50;

/** `/delivery`: what is still to be done outside, what was given up and why, and how to have it done again. */
export function createDeliveryRouter(dependencies: DeliveryDependencies): Router {
  const router = Router();
  router.get('/', show(dependencies));
  router.post('/retry', requireRole('admin'), retry(dependencies));
  return router;
}

function show({ store, clock }: DeliveryDependencies): RequestHandler {
  return async (request, response) => {
    const { status, target, after } = parseOrRefuse(ListRequest, request.query);
    const query = { status, limit: PAGE, ...(target ? { target } : {}), ...(after ? { after } : {}) };
    const [page, measure, parked] = await Promise.all([
      readPage(() => store.listTasks(query)),
      store.measureOutbox(),
      store.countParkedUpdates(),
    ]);
    const filter = { status, target: target ?? '' };
    const shown = { page, measure, parked, filter, isLater: after !== undefined };
    const now = clock.now();
    const head = { title: 'Delivery', page: 'delivery' } as const;
    sendPage(response, head, <DeliveryPage {...shown} now={now} viewer={viewerOf(response)} />);
  };
}

function retry({ store, clock, onTasks }: DeliveryDependencies): RequestHandler {
  return async (request, response) => {
    const which = parseOrRefuse(Retry, request.body);
    await store.reviveTasks(which, { author: callerOf(response).author, at: clock.now().toISOString() });
    onTasks();
    response.redirect(303, '/delivery?status=pending');
  };
}
