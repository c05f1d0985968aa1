import type { Label } from '../../../domain/correction.js';
import type { Share } from '../../../domain/quality.js';
import type { StoredMessage } from '../../../domain/store.js';
import { SIGNALS } from '../../../domain/signals.js';
import { MESSAGE_LIMIT, truncateText } from '../split-text.js';

/*
 * What the languages share. The gate's id of a message stands in the first line of every text that is about one, before
 * any word of a stranger, and in every language in this form: that is where `readId` looks for it.
 */

export const idPart = (message: StoredMessage): string => `ID ${message.id}`;
const ID = /\bID ([A-Za-z0-9_-]{4,64})/;

/** The id in a text of the bot; null when the text is about no message. */
export function readId(text: string): string | null {
  const [firstLine = ''] = text.split('\n', 1);
  return ID.exec(firstLine)?.[1] ?? null;
}

export const percent = (score: number): string => `${Math.round(score * 100)} %`;

export const oneLine = (name: string): string => truncateText(name.replace(/\s+/g, ' '), 128);

export interface ReleasePart {
  readonly number: number;
  readonly of: number;
  readonly text: string;
}

export interface CardDecision {
  readonly label: Label;
  /** The name of the administrator. */
  readonly by: string;
}

/** The decision comes below the card, so that the id stays in its first line. */
export const decidedCard = (card: string, decision: string): string =>
  `${truncateText(card, MESSAGE_LIMIT - 200)}\n\n✔ ${decision}`;

export interface ExplainedWord {
  readonly text: string;
  readonly logOdds: number;
}

/** Why a message has its score. */
export interface Grounds {
  readonly threshold: number;
  readonly words: readonly ExplainedWord[];
  /** What the model read, where it reads something else than what stands there. */
  readonly normalised: string | null;
  /** UTF-16 units: Telegram shows no more than 200 in answer to a button. */
  readonly limit: number;
}

const MOST_WORDS = 8;

/** The words that speak most for spam, in log odds; empty when none does. */
export function tellingWords(words: readonly ExplainedWord[]): string {
  return words
    .filter(({ logOdds }) => logOdds >= 0.05)
    .sort((a, b) => b.logOdds - a.logOdds)
    .slice(0, MOST_WORDS)
    .map(({ text, logOdds }) => `${oneLine(text)} +${logOdds.toFixed(1)}`)
    .join(', ');
}

/** The signals of a message with their weights in log odds, in the words of a language. */
export function tellingSignals(
  { signals }: StoredMessage,
  words: Readonly<Record<StoredMessage['signals'][number], string>>,
): string {
  return signals.map((signal) => `${words[signal]} +${SIGNALS[signal]}`).join(', ');
}

/** What a threshold would have done to the last messages. */
export interface ThresholdEffect {
  readonly messages: number;
  readonly caught: number;
}

/** The interval of a share: `49-94 %`. */
export const range = ({ low, high }: Share): string => `${Math.round(low * 100)}-${Math.round(high * 100)} %`;

/** What a sender is to the gate in one conversation. */
export interface GreetingRights {
  readonly isAdministrator: boolean;
  readonly canDelete: boolean;
  readonly canRestrict: boolean;
}
