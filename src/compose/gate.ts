import { startRetraining } from './retraining.js';
import type { Logger } from 'pino';
import { createDispatcher, type Dispatcher } from '../app/dispatch-outbox.js';
import { runPeriodically } from '../app/run-periodically.js';
import { type SmsChannel } from '../channels/sms/sms-channel.js';
import { type TelegramChannel } from '../channels/telegram/telegram-channel.js';
import { type AdminToken } from '../config/admin-token.js';
import type { Config } from '../config/config.js';
import { type OpenedModel } from './models.js';
import { isScore } from '../domain/decide.js';
import type { Scorer } from '../domain/scorer.js';
import type { Store } from '../domain/store.js';
import type { Performer } from '../domain/task.js';
import { createWebApp } from '../web/app.js';
import { listen } from '../web/listen.js';
import { type Foundations, letGo, openFoundations } from './foundations.js';
import { startForgetting } from './forgetting.js';
import { startRollingUp } from './rolling-up.js';
import { openPages } from './pages.js';
import { openEvents, openRooms, openSms } from './rooms.js';
import { clock, sleep } from './time.js';

/** The gate at work. */
export interface Gate {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  readonly adminToken: AdminToken;
  /** What decides at this moment. */
  readonly currentModel: () => OpenedModel;
  /** Takes nothing new, finishes what it has in hand, and lets go of everything. */
  close(): Promise<void>;
}

/** Opens everything the settings ask for. Rejects with a StartUpError, or when the port cannot be opened. */
export async function openGate(config: Config, logger: Logger): Promise<Gate> {
  const foundations = await openFoundations(config, {
    logger: logger.child({ room: 'models' }),
    isStrict: true,
  });
  try {
    return await build(config, foundations, logger);
  } catch (error) {
    await letGo(foundations);
    throw error;
  }
}

async function build(config: Config, foundations: Foundations, logger: Logger): Promise<Gate> {
  const { models, store, adminToken } = foundations;
  const room = (name: string): Logger => logger.child({ room: name });
  // The dispatcher is made last, of performers that belong to channels that need the filter: hence the detour.
  const wake = { dispatcher: (): void => undefined };
  const { doors, telegram } = openRooms(config, foundations, { room, onTasks: () => wake.dispatcher() });
  const sms = openSms(config, doors, room('sms'));
  const channels = { telegram, sms, event: openEvents(config) };
  const dispatcher = openDispatcher(channels, { store, logger: room('outbox') });
  wake.dispatcher = () => dispatcher.notify();
  const pages = openPages(config, { telegram, store }, room('models'));
  const app = createWebApp({
    ...doors,
    webhooks: [telegram?.router, sms.router].filter((router) => router != null),
    adminToken: adminToken.token,
    trustedProxies: config.trustedProxies,
    placing: doors.models.placing,
    currentModel: () => models.current().scorer.model,
    readiness: () => readinessOf(foundations),
    ...pages.parts,
    logger: room('web'),
  });
  const server = await listen(app, config.server);
  await telegram?.start();
  sms.start();
  const stopForgetting = startForgetting(config, foundations, room('store'));
  const stopRollingUp = startRollingUp(foundations, room('store'));
  const dispatching = dispatcher.run();
  const stopFollowing = startFollowing(foundations, room('models'));
  const stopRetraining = startRetraining(config.retraining, { store, clock, sleep, logger: room('models') });
  const close = once(async () => {
    await Promise.all([
      server.close(),
      telegram?.stop(),
      sms.stop(),
      stopFollowing(),
      stopRetraining(),
      stopForgetting(),
      stopRollingUp(),
    ]);
    dispatcher.stop();
    await dispatching;
    pages.close();
    await letGo(foundations);
  });
  return { url: server.url, adminToken, currentModel: () => models.current(), close };
}

/** A model is swapped in every process within so long, and a moment more. */
const FOLLOW_MS = 1_000;

function startFollowing({ models }: Foundations, logger: Logger): () => Promise<void> {
  return runPeriodically({
    everyMs: FOLLOW_MS,
    work: () => models.refresh(),
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'Cannot ask which model is current'),
  });
}

interface Channels {
  readonly telegram: TelegramChannel | null;
  readonly sms: SmsChannel;
  readonly event: Performer | null;
}

function openDispatcher(
  { telegram, sms, event }: Channels,
  { store, logger }: { readonly store: Store; readonly logger: Logger },
): Dispatcher {
  return createDispatcher({
    outbox: store,
    performers: {
      ...(telegram === null ? {} : { telegram: telegram.performer }),
      ...sms.performers,
      ...(event === null ? {} : { event }),
    },
    clock,
    sleep,
    random: Math.random,
    onOutcome: ({ dedupeKey, attempts }, outcome) => {
      const level = { done: 'debug', retry: 'warn', dead: 'error' } as const;
      logger[level[outcome.kind]]({ task: dedupeKey, attempts, ...outcome }, `task ${outcome.kind}`);
    },
    onFault: (fault) => logger.error({ err: fault }, 'outbox failed'),
  });
}

async function readinessOf({ models, store }: Foundations): Promise<readonly string[]> {
  const score = scoreOrNull(models.current().scorer);
  const isReachable = await store.ping().then(
    () => true,
    () => false,
  );
  return [
    ...(isReachable ? [] : ['the store cannot be reached']),
    ...(isScore(score) ? [] : ['the model gives no score']),
  ];
}

function scoreOrNull(scorer: Scorer): number | null {
  try {
    return scorer.score(['Are you there?'])[0] ?? null;
  } catch {
    return null;
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => (result ??= action());
}
