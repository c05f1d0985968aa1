import type { Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Settings } from '../../app/change-settings.js';
import type { FilterMessage } from '../../app/filter-message.js';
import type { Observer } from '../../app/observer.js';
import type { RecordCorrection } from '../../app/record-correction.js';
import type { ChannelActions } from '../../domain/channel-actions.js';
import type { Clock } from '../../domain/clock.js';
import type { KeyedHash } from '../../domain/privacy.js';
import type { Store } from '../../domain/store.js';
import type { Performer } from '../../domain/task.js';
import { type CheckDepth, checkTelegram, type Finding, logFindings } from './check-telegram.js';
import { createTelegramActions } from './actions.js';
import { createAdministrators } from './administrators.js';
import type { BotIdentity, CommandDependencies } from './commands/command-context.js';
import type { ModelDoor } from './commands/press-model-button.js';
import { createHandleUpdate, type HandlerDependencies, type HandleUpdate } from './handle-update.js';
import { createPace, type Pace } from './pace.js';
import { createTelegramPerformer } from './performer.js';
import { publishCommands } from './commands/publish-commands.js';
import { callUntilDone, pollUpdates } from './polling.js';
import { createReceiveUpdate } from './receive-update.js';
import { chatOfPosts } from './telegram-task.js';
import { createTelegramClient, type TelegramClient } from './telegram-client.js';
import { parseUpdate } from './reading/update.js';
import { createUpdateCounts } from './update-counts.js';
import { createWebhookRouter, registerWebhook } from './webhook.js';

export interface TelegramChannelOptions {
  readonly token: string;
  readonly apiRoot: string;
  /** How long `restrict` and `ban` last. */
  readonly sanctionDays: number;
  /** Null: the gate fetches its updates itself. */
  readonly webhook: { readonly publicBaseUrl: string; readonly secret: string } | null;
  readonly filter: FilterMessage;
  readonly recordCorrection: RecordCorrection;
  readonly settings: Settings;
  readonly quality: CommandDependencies['quality'];
  /** What each word of a text adds to its score, in log odds. */
  readonly explain: CommandDependencies['explain'];
  /** Who decides about a model that has learnt. */
  readonly models: ModelDoor;
  readonly store: Store;
  readonly keyedHash: KeyedHash;
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random: () => number;
  readonly logger: Logger;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
  /** Told of each update that was kept, however it came. */
  readonly observer?: Observer;
  /** Aborts when calls that still wait for Telegram have to end. */
  readonly cut?: AbortSignal;
}

export interface TelegramChannel {
  readonly actions: ChannelActions;
  readonly performer: Performer;
  /** To be mounted at the root; null when the gate fetches its updates itself. */
  readonly router: Router | null;
  /**
   * To be called before tasks are carried out: what was posted lately counts against Telegram's limits. Begins to take
   * updates and resolves at once: a Telegram that cannot be reached is tried again, for ever.
   */
  start(): Promise<void>;
  /** Takes nothing new. Resolves when what was in hand is committed. */
  stop(): Promise<void>;
  /**
   * Handles one update as if it had just come, whether the channel was started or not. Rejects when it cannot be
   * handled; nothing is parked.
   */
  handleOnce(raw: unknown): Promise<void>;
  /** What a person should know: the token, the rights in each chat, who else fetches updates. */
  check(depth: CheckDepth): Promise<readonly Finding[]>;
  /** What arrived since the start, by kind. */
  counts(): Readonly<Record<string, number>>;
}

const me = z.looseObject({ id: z.int(), username: z.string().catch('') });

/** The whole channel: updates in, verdicts and answers out. */
export function createTelegramChannel(options: TelegramChannelOptions): TelegramChannel {
  const { logger, sanctionDays, webhook } = options;
  const client = createTelegramClient(options);
  const counts = createUpdateCounts();
  const retry = { ...options, client };
  const administrators = createAdministrators({ client, clock: options.clock, logger });
  const pace = createPace(options.clock);
  const end = new AbortController();
  const inHand = new Set<Promise<void>>();
  let receive: HandleUpdate | null = null;
  let running: Promise<void> = Promise.resolve();

  const run = async ({ signal }: AbortController): Promise<void> => {
    const identity = await callUntilDone(retry, {
      method: 'getMe',
      payload: {},
      signal,
      parse: parseIdentity,
    });
    if (identity === null) return;
    const handleUpdate = createHandleUpdate({ ...options, identity, administrators, counts });
    const receiveUpdate = timed(createReceiveUpdate({ ...options, handleUpdate }), options.observer);
    receive = tracked(receiveUpdate, inHand);
    const way = webhook === null ? 'polling' : 'webhook';
    logger.info({ username: identity.username, way }, 'Telegram is connected');
    // Nothing waits for them, neither the first update nor the end.
    void publishCommands({ client, logger, signal });
    void logFindings({ ...options, client });
    if (webhook === null) await pollUpdates({ ...retry, receive: receiveUpdate }, signal);
    else await registerWebhook(retry, { ...webhook, signal });
  };

  return {
    actions: createTelegramActions({ sanctionDays }),
    performer: createTelegramPerformer({ ...options, client, pace }),
    router: webhook === null ? null : createWebhookRouter({ ...webhook, receive: () => receive, logger }),
    start: async () => {
      await recallPosts(options, pace);
      running = run(end).catch((error: unknown) =>
        logger.fatal({ err: error }, 'The Telegram channel stopped'),
      );
    },
    stop: async () => {
      end.abort();
      await running;
      receive = null;
      await Promise.allSettled(inHand);
    },
    handleOnce: (raw) => handleOnce({ ...options, client, administrators, counts }, raw),
    check: (depth) => checkTelegram({ ...options, client }, depth),
    counts: () => counts.read(),
  };
}

const LATELY_MS = 60_000;

/** Telegram's minute does not begin anew because the gate does. */
async function recallPosts({ store, clock }: TelegramChannelOptions, pace: Pace): Promise<void> {
  const now = clock.now().getTime();
  const lately = await store.listLately('telegram', new Date(now - LATELY_MS).toISOString());
  const posts = lately.map(({ lane, finishedAt }) => ({
    chat: chatOfPosts(lane),
    atMs: finishedAt === null ? now : Date.parse(finishedAt),
  }));
  for (const { chat, atMs } of posts.sort((one, other) => one.atMs - other.atMs))
    if (chat !== null) pace.recall(chat, atMs);
}

async function handleOnce(
  dependencies: Omit<HandlerDependencies, 'identity'> & { readonly client: TelegramClient },
  raw: unknown,
): Promise<void> {
  const update = parseUpdate(raw);
  if (update.kind === 'unreadable') throw new TypeError(update.problem);
  const identity = parseIdentity(await dependencies.client.call('getMe', {}));
  await createHandleUpdate({ ...dependencies, identity })(raw);
}

function parseIdentity(raw: unknown): BotIdentity {
  const { id, username } = me.parse(raw);
  return { id: String(id), username };
}

/** Remembers what is being handled, so that `stop` can wait for it. */
function tracked(receive: HandleUpdate, inHand: Set<Promise<void>>): HandleUpdate {
  return (...update) => {
    const work = receive(...update).finally(() => inHand.delete(work));
    inHand.add(work);
    return work;
  };
}

function timed(receive: HandleUpdate, observer: TelegramChannelOptions['observer']): HandleUpdate {
  if (observer === undefined) return receive;
  return async (...update) => {
    const startMs = observer.timeMs();
    await receive(...update);
    observer.onAnswered({ channel: 'telegram', ms: observer.timeMs() - startMs });
  };
}
