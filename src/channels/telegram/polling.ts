import type { Logger } from 'pino';
import { z } from 'zod';
import { backOffMs } from '../../app/dispatch-outbox.js';
import type { HandleUpdate } from './handle-update.js';
import { type TelegramClient, TelegramFault } from './telegram-client.js';
import { ALLOWED_UPDATES, readUpdateId } from './reading/update.js';

export interface RetryDependencies {
  readonly client: TelegramClient;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random: () => number;
  readonly logger: Logger;
}

export interface PollingDependencies extends RetryDependencies {
  readonly receive: HandleUpdate;
}

const LONG_POLL_S = 50;
const LONG_POLL_TIMEOUT_MS = (LONG_POLL_S + 15) * 1000;
const FAREWELL_TIMEOUT_MS = 2_000;
const MAX_PAUSE_MS = 30_000;
const REFUSED_TOKEN_PAUSE_MS = 300_000;

/** For a call whose answer does not matter. */
export const asIs = (raw: unknown): unknown => raw;

const updateList = z.array(z.looseObject({ update_id: z.int() }));

/**
 * Fetches updates until the signal aborts, and resolves when the one in hand is finished. Telegram is told that an
 * update arrived (by the next `offset`) only after it was received: telegraf's own loop says so before.
 */
export async function pollUpdates(dependencies: PollingDependencies, signal: AbortSignal): Promise<void> {
  const { client } = dependencies;
  // While a webhook is set, Telegram refuses getUpdates.
  await callUntilDone(dependencies, { method: 'deleteWebhook', payload: {}, signal, parse: asIs });
  let offset: number | undefined;
  let acknowledged: number | undefined;
  while (!signal.aborted) {
    const answer = await callUntilDone(dependencies, {
      method: 'getUpdates',
      payload: { offset, timeout: LONG_POLL_S, limit: 100, allowed_updates: ALLOWED_UPDATES },
      signal,
      timeoutMs: LONG_POLL_TIMEOUT_MS,
      parse: (raw) => updateList.parse(raw),
    });
    if (answer === null) break;
    // Nothing is left that an offset would hold back; and after a quiet week Telegram may count from anywhere.
    if (answer.length === 0) offset = undefined;
    acknowledged = offset;
    for (const update of answer) {
      if (!(await receiveUntilCommitted(dependencies, update, signal))) break;
      offset = update.update_id + 1;
    }
  }
  if (offset === acknowledged) return;
  // Without this the updates finished last come again at the next start; they would only be repeats.
  await client
    .call('getUpdates', { offset, timeout: 0, limit: 1 }, { timeoutMs: FAREWELL_TIMEOUT_MS })
    .catch((error: unknown) => dependencies.logger.debug({ reason: reasonOf(error) }, 'Cannot acknowledge'));
}

/** False when the signal came before the update could be committed: then it must not be acknowledged. */
async function receiveUntilCommitted(
  { receive, sleep, random, logger }: PollingDependencies,
  update: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await receive(update);
      return true;
    } catch (error) {
      logger.error({ updateId: readUpdateId(update), failures, err: error }, 'Cannot handle an update');
      await sleep(Math.min(backOffMs(failures, random()), MAX_PAUSE_MS), signal);
    }
  }
  return false;
}

export interface PersistentCall<Result> {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly parse: (raw: unknown) => Result;
}

/** Calls until it works, however long that takes; null when the signal came first. */
export async function callUntilDone<Result>(
  dependencies: RetryDependencies,
  call: PersistentCall<Result>,
): Promise<Result | null> {
  const { signal } = call;
  let lastCode: number | null = null;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      return await callOnce(dependencies.client, call);
    } catch (error) {
      if (isAborted(error)) return null;
      const failure = { method: call.method, error, failures, lastCode };
      lastCode = codeOf(error);
      await dependencies.sleep(pauseAfter(dependencies, failure), signal);
    }
  }
  return null;
}

async function callOnce<Result>(client: TelegramClient, call: PersistentCall<Result>): Promise<Result> {
  const { method, payload, signal, timeoutMs, parse } = call;
  const answer = await client.call(method, payload, {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  return parse(answer);
}

interface Failure {
  readonly method: string;
  readonly error: unknown;
  /** How often it had failed before. */
  readonly failures: number;
  /** The code of the failure before; null when there was none. */
  readonly lastCode: number | null;
}

function pauseAfter({ logger, random }: RetryDependencies, failure: Failure): number {
  const { method, error, failures, lastCode } = failure;
  const backOff = Math.min(backOffMs(failures, random()), MAX_PAUSE_MS);
  const code = codeOf(error);
  const facts = { method, failures, reason: reasonOf(error) };
  if (code === 401 || code === 404) {
    if (code !== lastCode) logger.error(facts, 'Telegram refuses the bot token: check TELEGRAM_BOT_TOKEN');
    return REFUSED_TOKEN_PAUSE_MS;
  }
  if (code === 409) {
    logger.warn(facts, 'Another program fetches the updates of this bot: stop it, or give each its own bot');
    return backOff;
  }
  logger.warn(facts, 'A call of Telegram failed; it is tried again');
  return (error instanceof TelegramFault ? error.retryAfterMs : null) ?? backOff;
}

const codeOf = (error: unknown): number | null => (error instanceof TelegramFault ? error.code : null);
const isAborted = (error: unknown): boolean => error instanceof TelegramFault && error.kind === 'aborted';
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
