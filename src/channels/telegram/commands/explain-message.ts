import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/store.js';
import type { CommandDependencies } from './command-context.js';
import type { Texts } from '../texts/texts.js';

/** Words, signals, threshold and model of a stored message, in at most `limit` UTF-16 units. */
export async function explainMessage(
  { settings, explain }: Pick<CommandDependencies, 'settings' | 'explain'>,
  message: StoredMessage,
  { texts, limit }: { readonly texts: Texts; readonly limit: number },
): Promise<string> {
  const { thresholds } = await settings.read({ channel: message.channel, id: message.conversation });
  const { reasons } = message.verdict;
  const threshold = Math.max(
    thresholds.spam,
    reasons.includes('one-time-code') ? thresholds.otp : 0,
    reasons.includes('trusted-sender') ? thresholds.trusted : 0,
  );
  const { parts, normalised } = explain(textOf(message));
  return texts.why(message, { threshold, words: parts, normalised, limit });
}
