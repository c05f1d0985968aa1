import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createSettings } from './app/change-settings.js';
import { createDispatcher, type Dispatcher } from './app/dispatch-outbox.js';
import { createFilter } from './app/filter-message.js';
import { createImportCorrections, type ImportCorrections } from './app/import-corrections.js';
import { createQualityMeter, type QualityMeter } from './app/measure-quality.js';
import { createRecordCorrection } from './app/record-correction.js';
import { createSmsActions } from './channels/sms/actions.js';
import { targetOf } from './channels/sms/forwarding/target.js';
import { createSmsChannel, type SmsChannel } from './channels/sms/sms-channel.js';
import { createTelegramActions } from './channels/telegram/actions.js';
import { createTelegramChannel, type TelegramChannel } from './channels/telegram/telegram-channel.js';
import { fingerprint, nearFingerprint } from './classifier/fingerprint.js';
import type { OpenedScorer } from './classifier/opened-scorer.js';
import { thresholdsOf } from './classifier/manifest.js';
import { openScorer } from './classifier/open-scorer.js';
import { nearText } from './classifier/near/near-text.js';
import { SHIPPED_MODEL_DIR } from './classifier/shipped-model.js';
import { type AdminToken, dataDir, openAdminToken } from './config/admin-token.js';
import type { Config } from './config/config.js';
import type { Clock } from './domain/clock.js';
import { isScore } from './domain/decide.js';
import type { Channel } from './domain/message.js';
import type { Policy } from './domain/policy.js';
import type { Store } from './domain/store.js';
import { newMessageId } from './message-id.js';
import { openStore } from './store/open-store.js';
import { createWebApp } from './web/app.js';
import { listen } from './web/listen.js';

/** The gate at work. */
export interface Gate {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  readonly adminToken: AdminToken;
  readonly scorer: OpenedScorer;
  readonly defaultPolicy: (channel: Channel) => Policy;
  /** Takes nothing new, finishes what it has in hand, and lets go of everything. */
  close(): Promise<void>;
}

/** What cannot be used, all of it at once: one line each for the model, the store, the admin token. */
export class StartUpError extends AggregateError {
  override readonly name = 'StartUpError';
  readonly problems: readonly string[];
  constructor(faults: readonly unknown[]) {
    super(faults, 'Cannot start:');
    this.problems = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
  }
}

interface Foundations {
  readonly scorer: OpenedScorer;
  readonly store: Store;
  readonly adminToken: AdminToken;
}

const clock: Clock = { now: () => new Date() };

const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal }).catch(() => undefined);
};

/** The same text, the same id, on every machine: what is imported twice is known again. */
const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);

/** The store, and the Telegram channel without a gate around it, for a single piece of work. */
export interface Tools {
  /** Null where it is switched off. */
  readonly telegram: TelegramChannel | null;
  readonly store: Store;
  readonly quality: QualityMeter;
  readonly importCorrections: ImportCorrections;
  close(): Promise<void>;
}

/** Rejects with a StartUpError. Nothing is fetched, and no task carried out. */
export async function openTools(config: Config, logger: Logger): Promise<Tools> {
  const foundations = await openFoundations(config);
  const { telegram, doors } = openRooms(config, foundations, {
    room: () => logger,
    onTasks: () => undefined,
  });
  const { store, quality } = doors;
  const importCorrections = createImportCorrections({ ...doors, digest });
  return { telegram, store, quality, importCorrections, close: () => letGo(foundations) };
}

/** Opens everything the settings ask for. Rejects with a StartUpError, or when the port cannot be opened. */
export async function openGate(config: Config, logger: Logger): Promise<Gate> {
  const foundations = await openFoundations(config);
  try {
    return await build(config, foundations, logger);
  } catch (error) {
    await letGo(foundations);
    throw error;
  }
}

async function openFoundations(config: Config): Promise<Foundations> {
  const [scorer, store, adminToken] = await Promise.allSettled([
    openScorer(config.modelDir ?? SHIPPED_MODEL_DIR),
    openStore(config.databaseUrl, nearText.bandsOf),
    openAdminToken(config.adminToken, dataDir(config.databaseUrl), () =>
      randomBytes(24).toString('base64url'),
    ),
  ]);
  if (scorer.status === 'fulfilled' && store.status === 'fulfilled' && adminToken.status === 'fulfilled')
    return { scorer: scorer.value, store: store.value, adminToken: adminToken.value };
  if (scorer.status === 'fulfilled') scorer.value.close();
  if (store.status === 'fulfilled') await store.value.close();
  const faults = [scorer, store, adminToken].flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  throw new StartUpError(faults);
}

async function letGo({ scorer, store }: Foundations): Promise<void> {
  await store.close();
  scorer.close();
}

async function build(config: Config, foundations: Foundations, logger: Logger): Promise<Gate> {
  const { scorer, store, adminToken } = foundations;
  const room = (name: string): Logger => logger.child({ room: name });
  // The dispatcher is made last, of performers that belong to channels that need the filter: hence the detour.
  const wake = { dispatcher: (): void => undefined };
  const { doors, telegram } = openRooms(config, foundations, { room, onTasks: () => wake.dispatcher() });
  const sms = openSms(config, doors, room('sms'));
  const dispatcher = openDispatcher({ telegram, sms }, { store, logger: room('outbox') });
  wake.dispatcher = () => dispatcher.notify();
  const webhooks = [telegram?.router, sms.router].filter((router) => router != null);
  const app = createWebApp({
    ...doors,
    webhooks,
    adminToken: adminToken.token,
    readiness: () => readinessOf(foundations),
    logger: room('web'),
  });
  const server = await listen(app, config.server);
  await telegram?.start();
  sms.start();
  const dispatching = dispatcher.run();
  const close = once(async () => {
    await Promise.all([server.close(), telegram?.stop(), sms.stop()]);
    dispatcher.stop();
    await dispatching;
    await letGo(foundations);
  });
  return { url: server.url, adminToken, scorer, defaultPolicy: doors.defaultPolicy, close };
}

/** Everything between the doors and the store. `onTasks` is called when new tasks stand in the outbox. */
function openRooms(
  config: Config,
  { scorer, store }: Foundations,
  { room, onTasks }: { readonly room: (name: string) => Logger; readonly onTasks: () => void },
) {
  const defaultPolicy = defaultPolicyOf(config, scorer);
  const sms = createSmsActions({
    isForwarded: (conversation) => targetOf(config.sms.forwards, conversation) !== null,
  });
  const telegramActions = createTelegramActions({ sanctionDays: config.sanctionDays });
  const parts = {
    store,
    clock,
    fingerprint,
    nearFingerprint,
    nearText,
    correctionScope: config.correctionScope,
    defaultPolicy,
    newId: newMessageId,
    currentScorer: () => scorer,
    explain: (text: string) => scorer.explain(text),
    sanctionDays: config.sanctionDays,
    actions: { telegram: telegramActions, sms, api: sms },
    onTasks,
    sleep,
    random: Math.random,
  };
  const filter = createFilter(parts);
  const recordCorrection = createRecordCorrection(parts);
  const settings = createSettings(store, defaultPolicy);
  const doors = { ...parts, filter, recordCorrection, settings, quality: createQualityMeter(parts) };
  return { doors, telegram: openTelegram(config, doors, room('telegram')) };
}

function defaultPolicyOf({ spamThreshold, defaultMode, telegram }: Config, { manifest }: OpenedScorer) {
  const policies = (channel: Channel): Policy => {
    const recommended = thresholdsOf(manifest, channel);
    return {
      mode: channel === 'telegram' ? defaultMode.telegram : defaultMode.sms,
      thresholds:
        spamThreshold === null
          ? recommended
          : { ...recommended, spam: spamThreshold, trusted: Math.max(spamThreshold, recommended.trusted) },
      trust: { messages: 5, days: 1 },
      adminChat: channel === 'telegram' ? (telegram?.adminChat ?? null) : null,
      language: 'en',
      isQuiet: false,
      reportsNeeded: 1,
    };
  };
  return policies;
}

type Doors = Omit<Parameters<typeof createTelegramChannel>[0], 'token' | 'apiRoot' | 'webhook' | 'logger'>;

function openTelegram(
  { telegram, publicBaseUrl }: Config,
  doors: Doors,
  logger: Logger,
): TelegramChannel | null {
  if (telegram === null) return null;
  const { botToken, webhookSecret, apiRoot } = telegram;
  const webhook =
    webhookSecret === null || publicBaseUrl === null ? null : { publicBaseUrl, secret: webhookSecret };
  return createTelegramChannel({ ...doors, apiRoot, token: botToken, webhook, logger });
}

function openSms({ sms, publicBaseUrl }: Config, doors: Doors, logger: Logger): SmsChannel {
  return createSmsChannel({ ...doors, settings: { ...sms, publicBaseUrl }, fetch, logger });
}

interface Channels {
  readonly telegram: TelegramChannel | null;
  readonly sms: SmsChannel;
}

function openDispatcher(
  { telegram, sms }: Channels,
  { store, logger }: { readonly store: Store; readonly logger: Logger },
): Dispatcher {
  return createDispatcher({
    outbox: store,
    performers: { ...(telegram === null ? {} : { telegram: telegram.performer }), ...sms.performers },
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

async function readinessOf({ scorer, store }: Foundations): Promise<readonly string[]> {
  const score = scoreOrNull(scorer);
  const isReachable = await store.ping().then(
    () => true,
    () => false,
  );
  return [
    ...(isReachable ? [] : ['the store cannot be reached']),
    ...(isScore(score) ? [] : ['the model gives no score']),
  ];
}

function scoreOrNull(scorer: OpenedScorer): number | null {
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
