import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { MessageStore } from '../../../domain/store.js';
import type { JsonValue, Performer, TaskOutcome } from '../../../domain/task.js';
import { LONG_PAUSE_MS, type Network, post, type PostOutcome, TIMEOUT_MS } from '../../../post-webhook.js';
import { jsonRequest } from '../../../signed-request.js';
import { originalRequest } from './original-request.js';
import { type ForwardTarget, targetOf } from './target.js';

export interface ForwarderDependencies extends Network {
  readonly targets: readonly ForwardTarget[];
  readonly store: Pick<MessageStore, 'readOriginals'>;
  /** A receiver is gone: he is not called for an hour, and what is his waits. */
  readonly onGone: (target: ForwardTarget) => void;
}

/** Forwarded as it is kept; only what the forwarder itself needs is looked at. */
const Payload = z.looseObject({
  version: z.literal(1),
  id: z.string().regex(/^[\x21-\x7e]{1,100}$/),
  conversation: z.string().default(''),
  gateway: z.string().nullish(),
  score: z.number().nullish(),
  band: z.string().default(''),
  released: z.boolean().default(false),
});
type Payload = z.infer<typeof Payload>;

interface Receiver {
  readonly target: ForwardTarget;
  readonly signer: Webhook;
  /** In milliseconds since 1970. */
  pausedUntil: number;
}

/**
 * Posts a message to the receiver of its conversation, signed the Standard Webhooks way. `webhook-id` is the same in
 * every attempt.
 */
export function createForwarder(dependencies: ForwarderDependencies): Performer {
  const receivers = new Map<ForwardTarget, Receiver>(
    dependencies.targets.map((target) => [
      target,
      { target, signer: new Webhook(target.secret), pausedUntil: 0 },
    ]),
  );
  return {
    perform: async ({ payload }) => {
      const parsed = Payload.safeParse(payload);
      if (!parsed.success) return { kind: 'dead', reason: 'the task holds no message of version 1' };
      const target = targetOf(dependencies.targets, parsed.data.conversation);
      const receiver = target === null ? undefined : receivers.get(target);
      // Kept for the day when somebody wants them: his settings may just be missing.
      if (receiver === undefined)
        return { kind: 'retry', afterMs: LONG_PAUSE_MS, reason: 'no receiver is set for this conversation' };
      return forwardTo(dependencies, receiver, { payload, parsed: parsed.data });
    },
  };
}

/** For all requests that one message came in: less than a dispatcher's lease, after which it would begin a second time. */
const TOGETHER_MS = 100_000;

interface Parcel {
  readonly payload: JsonValue;
  readonly parsed: Payload;
}

async function forwardTo(
  dependencies: ForwarderDependencies,
  receiver: Receiver,
  parcel: Parcel,
): Promise<TaskOutcome> {
  const waitMs = receiver.pausedUntil - dependencies.clock.now().getTime();
  if (waitMs > 0)
    return { kind: 'retry', afterMs: waitMs, reason: 'the receiver is paused: it answered 410, it is gone' };
  const { isGone = false, ...outcome } = await sendTo(dependencies, receiver, parcel);
  if (isGone) {
    receiver.pausedUntil = dependencies.clock.now().getTime() + LONG_PAUSE_MS;
    dependencies.onGone(receiver.target);
  }
  return outcome;
}

async function sendTo(
  dependencies: ForwarderDependencies,
  { target, signer }: Receiver,
  { payload, parsed }: Parcel,
): Promise<PostOutcome> {
  const signing = { signer, id: `msg_${parsed.id}`, at: dependencies.clock.now() };
  if (target.format === 'json') return post(dependencies, jsonRequest(target.url, payload, signing));
  const originals = await dependencies.store.readOriginals(parsed.id);
  if (originals.length === 0)
    return {
      kind: 'dead',
      reason:
        'its original is not kept: it came before FORWARD_FORMAT was "original", or was decided more than a day ago',
    };
  const timeoutMs = Math.min(dependencies.timeoutMs ?? TIMEOUT_MS, TOGETHER_MS / originals.length);
  for (const [index, original] of originals.entries()) {
    const id = index === 0 ? signing.id : `${signing.id}_${index}`;
    const request = originalRequest(target.url, original, { ...signing, id, about: headersAbout(parsed) });
    const outcome = await post({ ...dependencies, timeoutMs }, request);
    if (outcome.kind !== 'done') return outcome;
  }
  return { kind: 'done' };
}

function headersAbout({ id, gateway, band, score, released }: Payload): Readonly<Record<string, string>> {
  return {
    'hamgate-id': id,
    'hamgate-gateway': gateway ?? '',
    'hamgate-band': band,
    'hamgate-score': score == null ? '' : String(score),
    'hamgate-released': String(released),
  };
}
