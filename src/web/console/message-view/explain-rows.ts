import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../domain/clock.js';
import type { Explain, Explanation } from '../../../domain/explanation.js';
import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/stored-message.js';

export interface Explainer {
  readonly explain: Explain;
  readonly clock: Clock;
}

/** A network that explains slowly must not make a page slow; what is left over has a page of its own. */
const BUDGET_MS = 300;

/**
 * What mattered in each message, by its id, as far as the time allows. Messages that arrive meanwhile are scored between
 * two of them. One that the model cannot read is left out.
 */
export async function explainRows(
  { explain, clock }: Explainer,
  messages: readonly StoredMessage[],
): Promise<ReadonlyMap<string, Explanation>> {
  const found = new Map<string, Explanation>();
  const end = clock.now().getTime() + BUDGET_MS;
  for (const message of messages) {
    if (clock.now().getTime() > end) break;
    const explanation = explainOne(explain, message);
    if (explanation !== null) found.set(message.id, explanation);
    await setImmediate();
  }
  return found;
}

/** Null where there is nothing to explain, or the model fails: then nothing is scored either, and the gate says so. */
export function explainOne(explain: Explain, message: StoredMessage): Explanation | null {
  const text = textOf(message);
  if (text.trim() === '') return null;
  try {
    return explain(text);
  } catch {
    return null;
  }
}
