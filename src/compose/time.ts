import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../domain/clock.js';

export const clock: Clock = { now: () => new Date() };

/** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
export const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
  await wait(ms, undefined, { signal }).catch(() => undefined);
};
