import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Check } from '../../../domain/check.js';
import { sendPage, sendPart, wantsPart } from '../render.js';
import type { OverviewDependencies } from './overview-dependencies.js';
import { MOST_WAITING, OverviewPage } from './overview-page.js';
import { ChecksPart } from './state-part.js';
import { barsOf, RANGE_HOURS, RANGES, scoresOf, stretchOf } from './traffic-bars.js';

/** `/`: how things stand; and `/doctor`: what is wrong with what surrounds the gate. */
export function createOverviewRouter(dependencies: OverviewDependencies): Router {
  const router = Router();
  router.get('/', showOverview(dependencies));
  router.get('/doctor', showChecks(dependencies));
  return router;
}

const Query = z.object({ range: z.enum(RANGES).catch('day') });

function showOverview({
  store,
  metrics,
  currentModel,
  channelStates,
  clock,
}: OverviewDependencies): RequestHandler {
  return async (request, response) => {
    const { range } = Query.parse(request.query);
    const stretch = stretchOf(range, clock.now());
    const [rows, waiting, outbox, latencies, { items }] = await Promise.all([
      store.readTraffic({ ...stretch, by: RANGE_HOURS[range].bar < 24 ? 'hour' : 'day' }),
      store.countWaiting(MOST_WAITING),
      store.measureOutbox(),
      metrics.readLatencies(),
      store.listMessages({ limit: 1 }),
    ]);
    sendPage(
      response,
      { title: 'Overview', page: 'overview' },
      <OverviewPage
        model={currentModel()}
        range={range}
        bars={barsOf(rows, range, stretch)}
        scores={scoresOf(rows)}
        waiting={waiting}
        outbox={outbox}
        latencies={latencies}
        channels={channelStates}
        isNew={rows.length === 0 && items.length === 0}
      />,
    );
  };
}

function showChecks({ examine }: OverviewDependencies): RequestHandler {
  return async (request, response) => {
    const checks = await examineOrSay(examine);
    const part = <ChecksPart checks={checks} />;
    if (wantsPart(request)) sendPart(response, part);
    else sendPage(response, { title: 'What the doctor finds', page: 'overview' }, part);
  };
}

/** That it cannot be looked at is a finding, too. */
async function examineOrSay(examine: OverviewDependencies['examine']): Promise<readonly Check[]> {
  try {
    return await examine();
  } catch {
    return [
      {
        level: 'fail',
        what: 'doctor',
        text: 'could not look at everything: try hamgate doctor, which says why',
      },
    ];
  }
}
