import { aPolicy } from '../support/builders.js';
import type { Express, Router } from 'express';
import { pino, type Logger } from 'pino';
import { createSettings } from '../../src/app/change-settings.js';
import { createReadThresholdCurve } from '../../src/app/read-threshold-curve.js';
import { createQualityMeter } from '../../src/app/measure-quality.js';
import type { FilterDependencies } from '../../src/app/filter-message.js';
import { createUndoDecision } from '../../src/app/undo-decision.js';
import { explainByOmission } from '../../src/classifier/explain-by-omission.js';
import { NO_EVENTS } from '../../src/domain/events.js';
import type { Policy } from '../../src/domain/policy.js';
import type { Store } from '../../src/domain/store.js';
import { createSmsActions } from '../../src/channels/sms/actions.js';
import { createModelShelf } from '../../src/app/model-shelf.js';
import { createReliabilityMeter } from '../../src/app/measure-reliability.js';
import { createTrial } from '../../src/app/try-texts.js';
import { createWebApp, type WebDependencies } from '../../src/web/app.js';
import { createMetrics } from '../../src/web/metrics/metrics.js';
import { keyedHash } from '../support/privacy.js';
import {
  createTestGate,
  createTestPlacing,
  NOW,
  sayingActions,
  type TestGate,
  wordScorer,
} from '../support/gate.js';

export const TOKEN = 'correct-horse-battery-staple';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A logger at its most talkative, and what it has said. */
export function createTestLogger(): { readonly logger: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as LogLine);
  return { logger: pino({ level: 'trace' }, { write }), lines };
}

export interface TestApp {
  readonly app: Express;
  readonly gate: TestGate;
  readonly lines: readonly LogLine[];
}

interface TestAppParts extends Partial<Omit<WebDependencies, 'webhooks' | 'filter'>> {
  readonly mode?: Policy['mode'];
  readonly filter?: Partial<FilterDependencies>;
  readonly webhooks?: (gate: TestGate, logger: Logger) => readonly Router[];
}

/** Nothing that is done again and again is done twice in a test that does not ask for it. */
const untilAborted = (_ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The whole web room on a store, with the real app behind it. */
export function createTestApp(store: Store, parts: TestAppParts = {}): TestApp {
  const { mode = 'quarantine', filter = {}, webhooks, ...others } = parts;
  const sms = createSmsActions({ isForwarded: () => true, keyedHash });
  const actions = { telegram: sayingActions, sms, api: sayingActions };
  const gate = createTestGate(store, mode, { actions, ...filter });
  const { logger, lines } = createTestLogger();
  let ids = 0;
  const explain = (text: string) => explainByOmission(wordScorer, text);
  const defaultPolicy = () => aPolicy({ mode });
  const app = createWebApp({
    store,
    currentScorer: () => wordScorer,
    defaultPolicy,
    recordCorrection: gate.recordCorrection,
    undoDecision: createUndoDecision({
      store,
      events: NO_EVENTS,
      actions,
      defaultPolicy,
      clock: { now: () => NOW },
      onTasks: () => undefined,
    }),
    settings: createSettings(store, defaultPolicy),
    filter: gate.filter,
    channelStates: [{ name: 'telegram', isOn: false, text: 'TELEGRAM_BOT_TOKEN is not set' }],
    onTasks: () => undefined,
    explain,
    quality: createQualityMeter({ store, defaultPolicy }),
    placing: createTestPlacing(store),
    currentModel: () => wordScorer.model,
    sleep: untilAborted,
    readiness: async () => [],
    ...createTestTrial(),
    examine: async () => [],
    readThresholdCurve: createReadThresholdCurve({ store, defaultPolicy }),
    metrics: createMetrics({
      store,
      clock: { now: () => NOW },
      currentModel: () => wordScorer.model,
      measuresProcess: false,
    }),
    adminToken: TOKEN,
    trustedProxies: 'loopback',
    webhooks: webhooks?.(gate, logger) ?? [],
    clock: { now: () => NOW },
    newId: () => `R${(ids += 1)}`,
    logger,
    ...others,
  });
  return { app, gate, lines };
}

/** Of the model of the tests, and of those that `isOther` lets pass, which score the same. */
export function createTestTrial(
  isOther = (id: string): boolean => id.endsWith('@9.9.9'),
): Pick<WebDependencies, 'tryTexts' | 'measureReliability' | 'useModel'> {
  const shelf = createModelShelf({
    open: async (id) => {
      if (id !== wordScorer.model && !isOther(id)) return null;
      const explain = (text: string) => explainByOmission(wordScorer, text);
      const scorer = { ...wordScorer, model: id, explain };
      return { scorer, defaultPolicy: () => aPolicy(), close: () => undefined };
    },
    most: 4,
  });
  const parts = { shelf, pause: async () => undefined, onFault: () => undefined };
  const list = [
    { text: 'Free casino', label: 'spam' },
    { text: 'Hello', label: 'ham' },
  ] as const;
  return {
    tryTexts: createTrial(parts),
    measureReliability: createReliabilityMeter({ ...parts, readList: async () => list }),
    useModel: (id, work) =>
      shelf.use(id, ({ scorer, defaultPolicy }) =>
        work({ scorer: () => scorer, explain: scorer.explain, defaultPolicy }),
      ),
  };
}
