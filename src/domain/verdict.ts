export type Band = 'ham' | 'unsure' | 'spam';

/** What happens to a message. `observe` only records. */
export type Action = 'accept' | 'observe' | 'reply' | 'quarantine' | 'restrict' | 'ban';

/** Actions after which the message is gone from the chat, or not forwarded. */
export const WITHHOLDING: readonly Action[] = ['quarantine', 'restrict', 'ban'];

/** Why a verdict is what it is, for a moderator to read; `REASON_TEXT` has the words. */
export type Reason =
  | 'admin-sender'
  | 'exempt-sender'
  | 'released-before'
  | 'confirmed-before'
  | 'released-nearly'
  | 'confirmed-nearly'
  | 'carrier-keyword'
  | 'no-text'
  | 'one-time-code'
  | 'trusted-sender'
  | 'signals'
  | 'above-threshold'
  | 'above-review-threshold'
  | 'below-threshold'
  | 'scorer-failed';

export const REASON_TEXT: Readonly<Record<Reason, string>> = {
  'admin-sender': 'written by an administrator',
  'exempt-sender': 'written by an exempt sender',
  'released-before': 'a person released the same text before',
  'confirmed-before': 'a person confirmed the same text as spam before',
  'released-nearly': 'a person released nearly the same text before',
  'confirmed-nearly': 'a person confirmed nearly the same text as spam before',
  'carrier-keyword': 'a carrier keyword such as STOP or HELP',
  'no-text': 'no text to score',
  'one-time-code': 'looks like a one-time code, which needs a higher score',
  'trusted-sender': 'the sender has been here for a while, which needs a higher score',
  signals: 'what surrounds the text adds to its score',
  'above-threshold': 'the score reaches the threshold',
  'above-review-threshold': 'the score is below the threshold but high enough to be looked at',
  'below-threshold': 'the score is below the threshold',
  'scorer-failed': 'the message could not be scored',
};

export interface Verdict {
  /** The calibrated probability of spam, 0 to 1; null where nothing was scored. */
  readonly score: number | null;
  readonly band: Band;
  readonly action: Action;
  readonly reasons: readonly Reason[];
  /** Name and version of the model that scored, `default@1.0.0` for instance. */
  readonly model: string;
}
