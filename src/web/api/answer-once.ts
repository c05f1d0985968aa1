import { createHash } from 'node:crypto';
import type { IdempotencyClaim, IdempotencyStore, KeptAnswer } from '../../domain/access.js';
import type { Clock } from '../../domain/clock.js';
import { Problem } from '../problems.js';
import { openAnswer, sealAnswer } from './sealed-answer.js';

export interface OnceDependencies {
  readonly store: Pick<IdempotencyStore, 'claimKey' | 'keepAnswer' | 'freeKey'>;
  readonly clock: Clock;
}

/** A change that its caller has given a key. */
export interface KeyedRequest {
  readonly key: string;
  readonly author: string;
  readonly token: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
}

export interface OnceAnswer extends KeptAnswer {
  /** It was carried out before: this is the answer of then. */
  readonly isReplay: boolean;
}

/** Thrown while the first request with the key is still being carried out. */
export class InProgress extends Problem {
  /** Seconds. */
  readonly retryAfter = 1;
  constructor() {
    super(409, 'A request with this Idempotency-Key is being carried out; ask again in a moment');
  }
}

const KEY = /^[\x21-\x7e]{1,255}$/;
/** No request takes so long: what was begun before then was begun by a process that died. */
const STALE_MS = 60_000;

/**
 * Carries a change out once, however often it is asked for. Only the answer to a change that was made is kept: after a
 * refusal, and after a fault, the key is free, and the next request is a new one.
 */
export async function answerOnce(
  { store, clock }: OnceDependencies,
  request: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<OnceAnswer> {
  const claim = claimOf(request, clock.now());
  const outcome = await store.claimKey(claim);
  switch (outcome.kind) {
    case 'in-progress':
      throw new InProgress();
    case 'different':
      throw new Problem(422, 'This Idempotency-Key was used for another request');
    case 'answered':
      return { ...outcome.answer, body: openAnswer(request, outcome.answer.body), isReplay: true };
    case 'claimed':
      return { ...(await carryOut(store, request, work)), isReplay: false };
  }
}

async function carryOut(
  store: OnceDependencies['store'],
  request: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  try {
    const answer = await work();
    await store.keepAnswer(request, { ...answer, body: sealAnswer(request, answer.body) });
    return answer;
  } catch (fault) {
    await store.freeKey(request);
    throw fault;
  }
}

function claimOf({ key, author, token, ...request }: KeyedRequest, now: Date): IdempotencyClaim {
  if (!KEY.test(key))
    throw new Problem(400, 'Idempotency-Key: must be 1 to 255 visible ASCII characters without spaces');
  const { method, path, body } = request;
  // With the token: another one could not open what was sealed with this one.
  const said = JSON.stringify([token, method, path, body ?? null]);
  return {
    author,
    key,
    requestHash: createHash('sha256').update(said).digest('hex'),
    now: now.toISOString(),
    staleBefore: new Date(now.getTime() - STALE_MS).toISOString(),
  };
}
