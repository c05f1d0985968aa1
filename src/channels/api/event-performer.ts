import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/events.js';
import type { Performer } from '../../domain/task.js';
import { type Network, post } from '../../post-webhook.js';
import { jsonRequest } from '../../signed-request.js';

export interface EventPerformerDependencies extends Network {
  readonly url: string;
  /** A Standard Webhooks secret, `whsec_…`. */
  readonly secret: string;
}

/** Sent as it is kept. */
const Payload = z.looseObject({ type: z.enum(EVENT_TYPES), timestamp: z.string() });

/** Posts an event to the receiver, signed the Standard Webhooks way. `webhook-id` is the same in every attempt. */
export function createEventPerformer(dependencies: EventPerformerDependencies): Performer {
  const signer = new Webhook(dependencies.secret);
  return {
    perform: async ({ payload, dedupeKey }) => {
      if (!Payload.safeParse(payload).success) return { kind: 'dead', reason: 'the task holds no event' };
      const signing = { signer, id: idOf(dedupeKey), at: dependencies.clock.now() };
      return post(dependencies, jsonRequest(dependencies.url, payload, signing));
    },
  };
}

/** A dedupe key may hold a dot, which the signature keeps for itself. */
const idOf = (dedupeKey: string): string =>
  `evt_${createHash('sha256').update(dedupeKey).digest('hex').slice(0, 32)}`;
