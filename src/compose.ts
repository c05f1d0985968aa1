import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createSettings } from './app/change-settings.js';
import { createDispatcher, type Dispatcher } from './app/dispatch-outbox.js';
import { createFilter } from './app/filter-message.js';
import { createImportCorrections, type ImportCorrections } from './app/import-corrections.js';
import { createQualityMeter, type QualityMeter } from './app/measure-quality.js';
import { createForget } from './app/forget.js';
import { createRecordCorrection } from './app/record-correction.js';
import { runPeriodically } from './app/run-periodically.js';
import { createSmsActions } from './channels/sms/actions.js';
import { targetOf } from './channels/sms/forwarding/target.js';
import { createSmsChannel, type SmsChannel } from './channels/sms/sms-channel.js';
import { createTelegramActions } from './channels/telegram/actions.js';
import { askAboutModel } from './channels/telegram/model-card.js';
import { createTelegramChannel, type TelegramChannel } from './channels/telegram/telegram-channel.js';
import { fingerprint, nearFingerprint } from './classifier/fingerprint.js';
import { nearText } from './classifier/near/near-text.js';
import { createModelPlacing, type ModelPlacing } from './app/place-model.js';
import { SHIPPED_MODEL_DIR } from './classifier/shipped-model.js';
import { type AdminToken, openAdminToken } from './config/admin-token.js';
import type { Config } from './config/config.js';
import {
  type Models,
  openBaseModel,
  type OpenedModel,
  openModel,
  openModels,
  startRetraining,
} from './compose-models.js';
import { dataDir } from './config/kept-secret.js';
import { openPrivacyKey } from './config/privacy-key.js';
import type { Clock } from './domain/clock.js';
import { isScore } from './domain/decide.js';
import type { Channel } from './domain/message.js';
import type { ModelDecision } from './domain/model.js';
import type { Policy } from './domain/policy.js';
import type { KeyedHash } from './domain/privacy.js';
import type { Scorer } from './domain/scorer.js';
import type { Store } from './domain/store.js';
import type { NewTask } from './domain/task.js';
import { createKeyedHash } from './keyed-hash.js';
import { removePages, reportsDir } from './report-pages.js';
import { newMessageId } from './message-id.js';
import { openStore } from './store/open-store.js';
import { createWebApp } from './web/app.js';
import { listen } from './web/listen.js';

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
  readonly models: Models;
  readonly store: Store;
  readonly keyedHash: KeyedHash;
  readonly adminToken: AdminToken;
}

const clock: Clock = { now: () => new Date() };

const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal }).catch(() => undefined);
};

/** The same text, the same id, on every machine: what is imported twice is known again. */
const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);

/** What single pieces of work need, without a gate around it. */
export interface Tools {
  /** Null where it is switched off. */
  readonly telegram: TelegramChannel | null;
  readonly store: Store;
  readonly quality: QualityMeter;
  readonly importCorrections: ImportCorrections;
  /** The id of the model of the settings. */
  readonly base: string;
  readonly placing: ModelPlacing;
  /** A model of the store, to be closed by the caller. Rejects when it cannot be loaded. */
  readonly openModel: (id: string) => Promise<OpenedModel>;
  /** Who hears of a candidate that passed the gate. */
  readonly tasksForCandidate: (id: string, decision: ModelDecision) => readonly NewTask[];
  close(): Promise<void>;
}

/** Rejects with a StartUpError. Nothing is fetched, and no task carried out. */
export async function openTools(config: Config, logger: Logger): Promise<Tools> {
  // A model that cannot be loaded must not keep anybody from going back to another one.
  const foundations = await openFoundations(config, { logger, isStrict: false });
  const { store, models } = foundations;
  const { doors, telegram } = openRooms(config, foundations, {
    room: () => logger,
    onTasks: () => undefined,
  });
  return {
    telegram,
    store,
    quality: doors.quality,
    importCorrections: createImportCorrections({ ...doors, digest }),
    base: models.base,
    placing: doors.models.placing,
    openModel: (id) => openModel(config, store, id),
    tasksForCandidate: (id, decision) => askAdministrators(config, { id, decision }),
    close: () => letGo(foundations),
  };
}

function askAdministrators(
  { telegram }: Config,
  candidate: { readonly id: string; readonly decision: ModelDecision },
): readonly NewTask[] {
  const chat = telegram?.adminChat ?? null;
  return chat === null ? [] : [askAboutModel(candidate, { chat, language: 'en' })];
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

interface Strictness {
  readonly logger: Logger;
  /** A current model that cannot be loaded is a reason not to start. */
  readonly isStrict: boolean;
}

async function openFoundations(config: Config, strictness: Strictness): Promise<Foundations> {
  const [base, store, adminToken] = await Promise.allSettled([
    openBaseModel(config, config.modelDir ?? SHIPPED_MODEL_DIR),
    openHashingStore(config),
    openAdminToken(config.adminToken, dataDir(config.databaseUrl), newSecret),
  ]);
  const faults = [base, store, adminToken].flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (base.status === 'fulfilled' && store.status === 'fulfilled' && adminToken.status === 'fulfilled') {
    try {
      const models = await openModels(config, { base: base.value, store: store.value.store }, strictness);
      return { models, ...store.value, adminToken: adminToken.value };
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (base.status === 'fulfilled') base.value.opened.close();
  if (store.status === 'fulfilled') await store.value.store.close();
  throw new StartUpError(faults);
}

const newSecret = (): string => randomBytes(24).toString('base64url');

async function openHashingStore({ databaseUrl, privacy }: Config) {
  const { value } = await openPrivacyKey(privacy.key, dataDir(databaseUrl), newSecret);
  const keyedHash = createKeyedHash(value);
  return { keyedHash, store: await openStore(databaseUrl, keyedHash, nearText.bandsOf) };
}

async function letGo({ models, store }: Foundations): Promise<void> {
  await store.close();
  models.close();
}

async function build(config: Config, foundations: Foundations, logger: Logger): Promise<Gate> {
  const { models, store, adminToken } = foundations;
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
    placing: doors.models.placing,
    currentModel: () => models.current().scorer.model,
    readiness: () => readinessOf(foundations),
    logger: room('web'),
  });
  const server = await listen(app, config.server);
  await telegram?.start();
  sms.start();
  const stopForgetting = startForgetting(config, foundations, room('store'));
  const dispatching = dispatcher.run();
  const stopFollowing = runPeriodically({
    everyMs: FOLLOW_MS,
    work: () => models.refresh(),
    sleep,
    onFault: (fault) => room('models').error({ err: fault }, 'Cannot ask which model is current'),
  });
  const stopRetraining = startRetraining(config.retraining, { store, clock, sleep, logger: room('models') });
  const close = once(async () => {
    await Promise.all([
      server.close(),
      telegram?.stop(),
      sms.stop(),
      stopFollowing(),
      stopRetraining(),
      stopForgetting(),
    ]);
    dispatcher.stop();
    await dispatching;
    await letGo(foundations);
  });
  return { url: server.url, adminToken, currentModel: () => models.current(), close };
}

/** A model is swapped in every process within so long, and a moment more. */
const FOLLOW_MS = 1_000;
const FORGET_MS = 600_000;
const FORGET_PAUSE_MS = 20;

/** Each process does it: they share the work, and none has to be the one. */
function startForgetting(
  { privacy, databaseUrl }: Config,
  { store }: Foundations,
  logger: Logger,
): () => Promise<void> {
  const end = new AbortController();
  const pause = async (): Promise<boolean> => {
    await sleep(FORGET_PAUSE_MS, end.signal);
    return !end.signal.aborted;
  };
  const forget = createForget({ store, clock, ...privacy, pause });
  const stop = runPeriodically({
    everyMs: FORGET_MS,
    work: async () => {
      const pages = await removePages(
        reportsDir(dataDir(databaseUrl)),
        new Date(clock.now().getTime() - privacy.hamHours * 3_600_000),
      );
      logger.debug({ ...(await forget()), pages }, 'forgotten');
    },
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'forgetting failed'),
  });
  return () => {
    end.abort();
    return stop();
  };
}

/** Everything between the doors and the store. `onTasks` is called when new tasks stand in the outbox. */
function openRooms(
  config: Config,
  { models, store, keyedHash }: Foundations,
  { room, onTasks }: { readonly room: (name: string) => Logger; readonly onTasks: () => void },
) {
  const defaultPolicy = (channel: Channel): Policy => models.current().defaultPolicy(channel);
  const sms = createSmsActions({
    isForwarded: (conversation) => targetOf(config.sms.forwards, conversation) !== null,
    keyedHash,
  });
  const telegramActions = createTelegramActions({ sanctionDays: config.sanctionDays });
  const parts = {
    store,
    keyedHash,
    clock,
    fingerprint,
    nearFingerprint,
    nearText,
    correctionScope: config.correctionScope,
    defaultPolicy,
    newId: newMessageId,
    currentScorer: () => models.current().scorer,
    shadowModel: () => models.shadow(),
    explain: (text: string) => models.current().scorer.explain(text),
    sanctionDays: config.sanctionDays,
    actions: { telegram: telegramActions, sms, api: sms },
    onTasks,
    sleep,
    random: Math.random,
  };
  const filter = createFilter(parts);
  const recordCorrection = createRecordCorrection(parts);
  const settings = createSettings(store, defaultPolicy);
  const placing = createModelPlacing({
    store,
    clock,
    base: models.base,
    onPlaced: () => void models.refresh().catch(() => undefined),
  });
  const door = { placing, adminChat: config.telegram?.adminChat ?? null };
  const quality = createQualityMeter(parts);
  const doors = { ...parts, filter, recordCorrection, settings, quality, models: door };
  return { doors, telegram: openTelegram(config, doors, room('telegram')) };
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
