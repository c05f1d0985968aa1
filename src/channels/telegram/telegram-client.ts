import { Telegram, TelegramError } from 'telegraf';
import { z } from 'zod';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** One call of the Bot API, by any method name. Rejects with a `TelegramFault` and nothing else. */
export interface TelegramClient {
  call(method: string, payload: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<unknown>;
}

/** `api`: Telegram answered with an error. `aborted`: the caller's own signal. */
export type FaultKind = 'api' | 'network' | 'timeout' | 'aborted';

interface FaultParts {
  readonly kind: FaultKind;
  readonly description: string;
  /** Telegram's `error_code`; null where Telegram did not answer. */
  readonly code?: number | null;
  readonly retryAfterMs?: number | null;
  /** The id of the supergroup that a group has become. */
  readonly migratedTo?: string | null;
}

/** Why a call failed. It has no `cause`: the errors below it carry the URL, and the URL carries the token. */
export class TelegramFault extends Error {
  readonly kind: FaultKind;
  readonly code: number | null;
  readonly description: string;
  readonly retryAfterMs: number | null;
  readonly migratedTo: string | null;

  constructor(method: string, parts: FaultParts) {
    super(`Cannot call ${method}: ${parts.code == null ? '' : `${parts.code} `}${parts.description}`);
    this.name = 'TelegramFault';
    this.kind = parts.kind;
    this.code = parts.code ?? null;
    this.description = parts.description;
    this.retryAfterMs = parts.retryAfterMs ?? null;
    this.migratedTo = parts.migratedTo ?? null;
  }
}

/** Well below the lease of the dispatcher (120 s), even when a call has to be made twice. */
export const CALL_TIMEOUT_MS = 30_000;

export interface ClientOptions {
  readonly token: string;
  /** Where the Bot API answers; Telegram's own unless a local server or a test stands in for it. */
  readonly apiRoot: string;
  /** Ends every call, as its own signal would. */
  readonly cut?: AbortSignal;
}

type CallAnything = (
  method: string,
  payload: object,
  options: { readonly signal: AbortSignal },
) => Promise<unknown>;

/** The Bot API through telegraf's client. */
export function createTelegramClient({ token, apiRoot, cut }: ClientOptions): TelegramClient {
  // Without the slash telegraf would drop the last part of a root such as http://host/telegram.
  const telegram = new Telegram(token, { apiRoot: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/` });
  // At run time telegraf takes any method; its types end with the Bot API of early 2024.
  const callAnything = telegram.callApi.bind(telegram) as unknown as CallAnything;
  return {
    call: (method, payload, { signal, timeoutMs = CALL_TIMEOUT_MS } = {}) =>
      withDeadline({ method, signals: [signal, cut], timeoutMs }, (deadline) =>
        callAnything(method, { ...payload }, { signal: deadline }),
      ),
  };
}

interface Deadline {
  readonly method: string;
  readonly signals: readonly (AbortSignal | undefined)[];
  readonly timeoutMs: number;
}

async function withDeadline(
  { method, signals, timeoutMs }: Deadline,
  work: (deadline: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  const isAborted = (): boolean => signals.some((signal) => signal?.aborted === true);
  for (const signal of signals) signal?.addEventListener('abort', abort);
  try {
    if (isAborted()) abort();
    return await work(controller.signal);
  } catch (error) {
    if (isAborted()) throw new TelegramFault(method, { kind: 'aborted', description: 'aborted' });
    if (controller.signal.aborted)
      throw new TelegramFault(method, { kind: 'timeout', description: `no answer in ${timeoutMs} ms` });
    throw faultOf(method, error);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal?.removeEventListener('abort', abort);
  }
}

const errorParameters = z.looseObject({
  retry_after: z.number().nonnegative().optional().catch(undefined),
  migrate_to_chat_id: z.number().optional().catch(undefined),
});

function faultOf(method: string, error: unknown): TelegramFault {
  if (!(error instanceof TelegramError)) {
    return new TelegramFault(method, { kind: 'network', description: nameOfNetworkError(error) });
  }
  const parameters = errorParameters.safeParse(error.parameters ?? {}).data;
  const migratedTo = parameters?.migrate_to_chat_id;
  return new TelegramFault(method, {
    kind: 'api',
    code: error.code,
    description: error.description,
    retryAfterMs: parameters?.retry_after === undefined ? null : parameters.retry_after * 1000,
    migratedTo: migratedTo === undefined ? null : String(migratedTo),
  });
}

const networkError = z.looseObject({
  code: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
});

/** The name only: the message of a network error has the URL in it. */
function nameOfNetworkError(error: unknown): string {
  const parts = networkError.safeParse(error).data;
  return `network fault (${parts?.code ?? parts?.type ?? 'unreadable answer'})`;
}
