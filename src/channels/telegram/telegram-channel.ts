import type { Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Settings } from '../../app/change-settings.js';
import type { FilterMessage } from '../../app/filter-message.js';
import type { RecordCorrection } from '../../app/record-correction.js';
import type { ChannelActions } from '../../domain/channel-actions.js';
import type { Clock } from '../../domain/clock.js';
import type { Store } from '../../domain/store.js';
import type { Performer } from '../../domain/task.js';
import { createTelegramActions } from './actions.js';
import { createAdministrators } from './administrators.js';
import type { BotIdentity, CommandDependencies } from './command-context.js';
import { createHandleUpdate, type HandleUpdate } from './handle-update.js';
import { createPace } from './pace.js';
import { createTelegramPerformer } from './performer.js';
import { publishCommands } from './publish-commands.js';
import { callUntilDone, pollUpdates } from './polling.js';
import { createReceiveUpdate } from './receive-update.js';
import { createTelegramClient } from './telegram-client.js';
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
  /** What each word of a text adds to its score, in log odds. */
  readonly explain: CommandDependencies['explain'];
  readonly store: Store;
  readonly clock: Clock;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random: () => number;
  readonly logger: Logger;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

export interface TelegramChannel {
  readonly actions: ChannelActions;
  readonly performer: Performer;
  /** To be mounted at the root; null when the gate fetches its updates itself. */
  readonly router: Router | null;
  /** Begins to take updates and resolves at once: a Telegram that cannot be reached is tried again, for ever. */
  start(): Promise<void>;
  /** Takes nothing new. Resolves when what was in hand is committed. */
  stop(): Promise<void>;
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
    const receiveUpdate = createReceiveUpdate({ ...options, handleUpdate });
    receive = tracked(receiveUpdate, inHand);
    const way = webhook === null ? 'polling' : 'webhook';
    logger.info({ username: identity.username, way }, 'Telegram is connected');
    // Nothing waits for it, neither the first update nor the end.
    void publishCommands({ client, logger, signal });
    if (webhook === null) await pollUpdates({ ...retry, receive: receiveUpdate }, signal);
    else await registerWebhook(retry, { ...webhook, signal });
  };

  return {
    actions: createTelegramActions({ sanctionDays }),
    performer: createTelegramPerformer({ ...options, client, pace: createPace(options.clock) }),
    router: webhook === null ? null : createWebhookRouter({ ...webhook, receive: () => receive, logger }),
    start: async () => {
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
    counts: () => counts.read(),
  };
}

function parseIdentity(raw: unknown): BotIdentity {
  const { id, username } = me.parse(raw);
  return { id: String(id), username };
}

/** Remembers what is being handled, so that `stop` can wait for it. */
function tracked(receive: HandleUpdate, inHand: Set<Promise<void>>): HandleUpdate {
  return (raw) => {
    const work = receive(raw).finally(() => inHand.delete(work));
    inHand.add(work);
    return work;
  };
}
