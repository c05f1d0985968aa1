import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { mayActAs } from '../../../domain/access.js';
import { requireRole } from '../../access/require-token.js';
import { sendPage } from '../render.js';
import { viewerOf } from '../viewer.js';
import { createCorrectionsRouter } from './corrections/corrections.js';
import { ModelList } from './model-list.js';
import type { ModelPagesDependencies } from './models-dependencies.js';
import { askToPromote, askToRollBack, cast, promote, rollBack } from './place-by-form.js';
import { showModel, showReliability } from './show-model.js';
import { showShadow } from './show-shadow.js';

/** `/models`: what there is and what each is used for; `/models/corrections` and `/models/contradictions`: what they learn from. */
export function createModelPagesRouter(dependencies: ModelPagesDependencies): Router {
  const router = Router();
  router.get('/', list(dependencies));
  router.use(createCorrectionsRouter(dependencies));
  router.get('/shadow', showShadow(dependencies));
  router.post('/shadow/off', requireRole('admin'), cast(dependencies, false));
  router.get('/rollback', requireRole('admin'), askToRollBack(dependencies));
  router.post('/rollback', requireRole('admin'), rollBack(dependencies));
  router.get('/:id', showModel(dependencies));
  router.get('/:id/reliability', showReliability(dependencies));
  router.get('/:id/promote', requireRole('admin'), askToPromote(dependencies));
  router.post('/:id/promote', requireRole('admin'), promote(dependencies));
  router.post('/:id/shadow', requireRole('admin'), cast(dependencies, true));
  return router;
}

const LAST_EVENTS = 20;
const LAST_RETRAININGS = 20;

const Query = z.object({ done: z.enum(['current', 'shadow']).optional().catch(undefined) });

const DONE = {
  current: 'Done. Every process of the gate follows within a second or two.',
  shadow: 'Done. Every process of the gate follows within a second or two.',
} as const;

function list({ store, placing }: ModelPagesDependencies): RequestHandler {
  return async (request, response) => {
    const { done } = Query.parse(request.query);
    const viewer = viewerOf(response);
    const [models, { shadow }, { model: current }, events, retrainings] = await Promise.all([
      store.listModels(),
      store.readModelPlaces(),
      placing.readCurrent(),
      store.listModelEvents(LAST_EVENTS),
      store.listRetrainings(LAST_RETRAININGS),
    ]);
    sendPage(
      response,
      { title: 'Models', page: 'models' },
      <ModelList
        {...{ models, current, shadow, events, retrainings }}
        isAdmin={mayActAs(viewer.role, 'admin')}
        csrf={viewer.csrf}
        {...(done === undefined ? {} : { said: DONE[done] })}
      />,
    );
  };
}
