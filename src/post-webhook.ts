import { z } from 'zod';
import type { Clock } from './domain/clock.js';
import type { TaskOutcome } from './domain/task.js';
import type { Outgoing } from './signed-request.js';

export interface Network {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** For one attempt, from the call to the head of the answer; 10 s when left out. */
  readonly timeoutMs?: number;
}

export const TIMEOUT_MS = 10_000;
/** A receiver that is gone, or that asks for a long pause, is asked again after this long at the latest. */
export const LONG_PAUSE_MS = 3_600_000;

/** `isGone`: the receiver says that he wants no more (410). */
export type PostOutcome = TaskOutcome & { readonly isGone?: boolean };

/** One attempt. A receiver's fault never loses a message: whatever he answers but 2xx is tried again. */
export async function post(
  { fetch, clock, timeoutMs = TIMEOUT_MS }: Network,
  { url, method, headers, body }: Outgoing,
): Promise<PostOutcome> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    // A redirect could lead to a private address, so none is followed.
    const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
    // The status is the whole answer; that the rest of it broke off must not turn a 2xx into a second delivery.
    await response.body?.cancel().catch(() => undefined);
    return outcomeOf(response, clock.now());
  } catch (error) {
    return { kind: 'retry', afterMs: null, reason: `the receiver did not answer: ${causeOf(error)}` };
  }
}

function outcomeOf(response: Response, now: Date): PostOutcome {
  const { status, ok: isDone } = response;
  if (isDone) return { kind: 'done' };
  const reason = `the receiver answered ${status}`;
  if (status >= 300 && status < 400)
    return { kind: 'retry', afterMs: null, reason: `${reason}, and redirects are not followed` };
  if (status === 410)
    return { kind: 'retry', afterMs: LONG_PAUSE_MS, reason: `${reason}: it is gone`, isGone: true };
  const isBusy = status === 429 || status === 503;
  const afterMs = isBusy ? readRetryAfter(response.headers.get('retry-after'), now) : null;
  return { kind: 'retry', afterMs, reason };
}

/** `Retry-After` as seconds or as a date, in milliseconds from now, an hour at most; null when it says nothing. */
export function readRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const isSeconds = /^\d{1,10}$/.test(header);
  const afterMs = isSeconds ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return afterMs > 0 ? Math.min(afterMs, LONG_PAUSE_MS) : null;
}

const Fault = z.object({
  name: z.string(),
  cause: z.object({ code: z.string() }).optional().catch(undefined),
});

/** `fetch` hides what went wrong in the cause. Its words stay out: they may hold the address, and that a secret. */
function causeOf(error: unknown): string {
  const fault = Fault.safeParse(error);
  if (!fault.success) return 'for an unknown reason';
  const { name, cause } = fault.data;
  return name === 'TimeoutError' ? 'it took too long' : (cause?.code ?? name);
}
