/**
 * What an administrator has said of a sender in one conversation: `trusted` needs a higher score to be called spam from
 * the first message on, `untrusted` never does, `exempt` is not filtered.
 */
export const STANDINGS = ['trusted', 'untrusted', 'exempt'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Until a sender has so many messages accepted, and for so many days, he is judged strictly. */
export interface TrustRule {
  readonly messages: number;
  readonly days: number;
}

/** What is known of a sender in one conversation. */
export interface SenderRecord {
  /** Null: nobody has said anything. */
  readonly standing: Standing | null;
  /** ISO 8601; null when it was not seen. */
  readonly joinedAt: string | null;
  /** How often he has reacted to messages. Lurkers who react are people; it is shown and counts nothing. */
  readonly reactions: number;
  /** ISO 8601, of the first message; null before it. */
  readonly firstSeenAt: string | null;
  /** Messages that passed as ham, or that a person released; counted up to what the rule asks for. */
  readonly accepted: number;
}

const DAY_MS = 86_400_000;

/** Whether the higher threshold applies. Nobody goes unchecked for having been here long. */
export function isTrusted(sender: SenderRecord, rule: TrustRule, now: Date): boolean {
  if (sender.standing !== null) return sender.standing !== 'untrusted';
  const since = [sender.joinedAt, sender.firstSeenAt].filter((time) => time !== null).sort()[0];
  if (since === undefined || sender.accepted < rule.messages) return false;
  return now.getTime() - Date.parse(since) >= rule.days * DAY_MS;
}
