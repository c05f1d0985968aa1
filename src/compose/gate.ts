import { startRetraining } from './retraining.js';
import type { Logger } from 'pino';
import { createReadiness } from '../app/check-readiness.js';
import { createDispatcher, type Dispatcher } from '../app/dispatch-outbox.js';
import { runPeriodically } from '../app/run-periodically.js';
import { type SmsChannel } from '../channels/sms/sms-channel.js';
import { type TelegramChannel } from '../channels/telegram/telegram-channel.js';
import { type AdminToken } from '../config/admin-token.js';
import type { Config } from '../config/config.js';
import { type OpenedModel } from './models.js';
import type { Store } from '../domain/store.js';
import type { Performer } from '../domain/task.js';
import { createWebApp } from '../web/app.js';
import { listen } from '../web/listen.js';
import { createMetrics } from '../web/metrics/metrics.js';
import { type Foundations, letGo, openFoundations } from './foundations.js';
import { startForgetting } from './forgetting.js';
import { startRollingUp } from './rolling-up.js';
import { openPages } from './pages.js';
import { type Doors, openEvents, openRooms, openSms } from './rooms.js';
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
  const currentModel = (): string => models.current().scorer.model;
  const metrics = createMetrics({ store, clock, currentModel, measuresProcess: true });
  const cut = new AbortController();
  const parts = { room, onTasks: () => wake.dispatcher(), observer: metrics.observer, cut: cut.signal };
  const { doors, telegram } = openRooms(config, foundations, parts);
  const sms = openSms(config, doors, room('sms'));
  const channels = { telegram, sms, event: openEvents(config, cut.signal) };
  const dispatcher = openDispatcher(channels, { ...doors, logger: room('outbox') });
  wake.dispatcher = () => dispatcher.notify();
  const pages = openPages(config, { telegram, store }, room('models'));
  const app = createWebApp({
    ...doors,
    webhooks: [telegram?.router, sms.router].filter((router) => router != null),
    adminToken: adminToken.token,
    trustedProxies: config.trustedProxies,
    placing: doors.models.placing,
    currentModel,
    metrics,
    readiness: createReadiness({ ...doors, dispatcher }),
    ...pages.parts,
    logger: room('web'),
  });
  const server = await listen(app, config.server);
  await telegram?.start();
  sms.start();
  const dispatching = dispatcher.run();
  const stopWork = startWork(config, foundations, room);
  const close = once(async () => {
    dispatcher.stop();
    const isStill = new AbortController();
    void sleep(GRACE_MS, isStill.signal).then(() => cut.abort());
    await Promise.all([server.close(GRACE_MS), telegram?.stop(), sms.stop(), stopWork(), dispatching]);
    isStill.abort();
    pages.close();
    await letGo(foundations);
  });
  return { url: server.url, adminToken, currentModel: () => models.current(), close };
}

/** What is done from time to time. Stopping resolves when nothing of it is in hand any more. */
function startWork(config: Config, foundations: Foundations, room: (name: string) => Logger) {
  const { models, store } = foundations;
  const logger = room('models');
  const stops = [
    startForgetting(config, foundations, room('store')),
    startRollingUp(foundations, room('store')),
    runPeriodically({
      everyMs: FOLLOW_MS,
      work: () => models.refresh(),
      sleep,
      onFault: (fault) => logger.error({ err: fault }, 'Cannot ask which model is current'),
    }),
    startRetraining(config.retraining, { store, clock, sleep, logger }),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}

/** For what is in hand when the gate is asked to end; with what follows this stays under five seconds. */
const GRACE_MS = 2_500;
/** A model is swapped in every process within so long, and a moment more. */
const FOLLOW_MS = 1_000;

interface Channels {
  readonly telegram: TelegramChannel | null;
  readonly sms: SmsChannel;
  readonly event: Performer | null;
}

interface DispatchingParts extends Pick<Doors, 'observer' | 'cut'> {
  readonly store: Store;
  readonly logger: Logger;
}

function openDispatcher(
  { telegram, sms, event }: Channels,
  { store, observer, cut, logger }: DispatchingParts,
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
    ...(cut === undefined ? {} : { cut }),
    onOutcome: ({ id, target, attempts }, outcome) => {
      observer?.onTried(target, outcome.kind);
      const level = { done: 'debug', retry: 'warn', dead: 'error' } as const;
      // Its key names a conversation, and that of a text message is a number.
      logger[level[outcome.kind]]({ task: id, target, attempts, ...outcome }, `task ${outcome.kind}`);
    },
    onFault: (fault) => logger.error({ err: fault }, 'outbox failed'),
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => (result ??= action());
}
