import type { Label } from '../../domain/correction.js';
import type { Policy } from '../../domain/policy.js';
import { MODES } from '../../domain/policy.js';
import type { MessageCounts, StoredMessage } from '../../domain/store.js';
import { REASON_TEXT } from '../../domain/verdict.js';
import type { CommandName } from './command.js';
import { MESSAGE_LIMIT, truncateText } from './split-text.js';

/*
 * Everything the bot says, in plain text without markup. The gate's id of a message stands in the first line of
 * every text that is about one, before any word of a stranger: that is where `readId` looks for it.
 */

const idPart = (message: StoredMessage): string => `ID ${message.id}`;
const ID = /\bID ([A-Za-z0-9_-]{4,64})/;

/** The id in a text of the bot; null when the text is about no message. */
export function readId(text: string): string | null {
  const [firstLine = ''] = text.split('\n', 1);
  return ID.exec(firstLine)?.[1] ?? null;
}

const percent = (score: number): string => `${Math.round(score * 100)} %`;

function scorePart({ verdict }: StoredMessage): string {
  if (verdict.reasons.includes('confirmed-before'))
    return 'Spam: a person confirmed the same text here before.';
  return verdict.score === null ? 'Spam.' : `Spam: ${percent(verdict.score)}.`;
}

export function warning(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Answer with /notspam' : 'An administrator can answer with /notspam';
  return `${scorePart(message)} ${idPart(message)}\nNot spam? ${advice}`;
}

/** For the chat itself, when there is no admins' chat: nothing of the spam, nothing of its author. */
export function withheldNotice(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Answer' : 'An administrator can answer';
  return `Withheld a message. ${scorePart(message)} ${idPart(message)}\nNot spam? ${advice} with /notspam ${message.id}`;
}

/** For the admins' chat. The text of the message comes last, already cut to size. */
export function evidence(
  message: StoredMessage,
  place: { readonly isPrivate: boolean; readonly text: string },
) {
  const reasons = message.verdict.reasons.map((reason) => REASON_TEXT[reason]).join('; ');
  const { sender } = message;
  const advice = place.isPrivate
    ? 'Not spam? It came in a private chat: release it through the HTTP API'
    : `Not spam? An administrator of that chat can answer with /notspam or write /notspam ${message.id}`;
  return [
    `Withheld a message. ${scorePart(message)} ${idPart(message)}`,
    `Why: ${reasons} (${message.verdict.model})`,
    `Chat: ${message.conversation}. Sender: ${sender.id}, ${oneLine(sender.name)}`,
    advice,
    '',
    place.text,
  ].join('\n');
}

const oneLine = (name: string): string => truncateText(name.replace(/\s+/g, ' '), 128);

export interface ReleasePart {
  readonly number: number;
  readonly of: number;
  readonly text: string;
}

export function release(message: StoredMessage, { number, of, text }: ReleasePart): string {
  const count = of > 1 ? `, part ${number} of ${of}` : '';
  return `Not spam after all (${idPart(message)}${count}).\n${oneLine(message.sender.name)} wrote:\n\n${text}`;
}

export function releaseWithoutText(message: StoredMessage): string {
  const content = message.unscored.join(', ') || 'no text';
  const name = oneLine(message.sender.name);
  return `Not spam after all (${idPart(message)}).\nA message of ${name} was removed. It carried ${content}, which cannot be posted again`;
}

export const lostContent = (unscored: readonly string[]): string =>
  `\n\n(${unscored.join(', ')}: cannot be posted again)`;

const labelText = (label: Label): string => (label === 'ham' ? 'not spam' : 'spam');

export function corrected(message: StoredMessage, what: { readonly label: Label; readonly effect: string }) {
  return `Recorded as ${labelText(what.label)}. ${idPart(message)}${what.effect}`;
}
export const BROUGHT_BACK = '\nThe message is posted again in its chat';
export const REMOVED = '\nThe message is removed';

export const correctedText = (label: Label): string =>
  `Recorded the text as ${labelText(label)}. I had not seen that message when it came, so it stays where it is`;
export const unchanged = (message: StoredMessage, label: Label): string =>
  `It counts as ${labelText(label)}. ${idPart(message)}`;
export const textUnchanged = (label: Label): string => `Recorded the text as ${labelText(label)}`;
export const appealed = (label: Label): string =>
  `Thank you. I have noted that you call it ${labelText(label)}; a moderator will look at it`;

export interface CardDecision {
  readonly label: Label;
  /** The name of the administrator. */
  readonly by: string;
}

export const decided = ({ label, by }: CardDecision): string =>
  `${label === 'ham' ? 'Not spam' : 'Spam'}, says ${oneLine(by)}`;
export const DECIDED_BEFORE = 'Somebody has decided that before';

/** The decision comes below the card, so that the id stays in its first line. */
export const decidedCard = (card: string, decision: string): string =>
  `${truncateText(card, MESSAGE_LIMIT - 200)}\n\n✔ ${decision}`;

export interface ExplainedWord {
  readonly text: string;
  readonly logOdds: number;
}

/** Telegram shows no more in answer to a button. */
const ANSWER_LIMIT = 200;
const MOST_WORDS = 8;

/** Score, threshold, model, and the words that speak most for spam, in log odds. */
export function why(
  { verdict }: StoredMessage,
  { threshold, words }: { readonly threshold: number; readonly words: readonly ExplainedWord[] },
): string {
  const score = verdict.score === null ? 'No score' : `Score ${percent(verdict.score)}`;
  const telling = words
    .filter(({ logOdds }) => logOdds >= 0.05)
    .sort((a, b) => b.logOdds - a.logOdds)
    .slice(0, MOST_WORDS)
    .map(({ text, logOdds }) => `${oneLine(text)} +${logOdds.toFixed(1)}`);
  const reasons = verdict.reasons.map((reason) => REASON_TEXT[reason]).join('; ');
  return truncateText(
    [
      `${score}, spam from ${percent(threshold)} (${verdict.model})`,
      telling.length > 0 ? telling.join(', ') : reasons,
    ].join('\n'),
    ANSWER_LIMIT,
  );
}

export const WHY_USAGE = 'Answer to a message with /why, or write /why and the ID of the message';

export const NOT_ALLOWED = 'Only administrators of this chat can do that';
export const CANNOT_CHECK =
  'I cannot ask Telegram about your rights just now. Nothing was changed; try again in a minute';
export const UNKNOWN_MESSAGE = 'I do not know a message with this ID';
export const howToCorrect = (label: Label): string => {
  const command = label === 'ham' ? '/notspam' : '/spam';
  return `Answer to a message with ${command}, or write ${command} and the ID of the message`;
};

export const mode = (policy: Policy): string =>
  `Mode: ${policy.mode}\nobserve only records, reply warns under the message, quarantine removes it and keeps it for review.\nAdministrators can change it: /mode ${MODES.join('|')}`;
export const modeChanged = (policy: Policy): string => `Mode is now ${policy.mode}`;
export const MODE_USAGE = `Write /mode and one of ${MODES.join(', ')}`;

const threshold = (policy: Policy): string => String(policy.thresholds.spam);
export const thresholdNow = (policy: Policy): string =>
  `Threshold: ${threshold(policy)}\nFrom this score a message is spam. Higher lets more pass.\nAdministrators can change it: /threshold 0.9, or /threshold default`;
export const thresholdChanged = (policy: Policy): string => `Threshold is now ${threshold(policy)}`;
export const THRESHOLD_USAGE = 'Write /threshold and a number from 0 to 1, or /threshold default';

export function stats(counts: MessageCounts, policy: Policy): string {
  return [
    `Messages seen here: ${counts.messages}`,
    `Spam: ${counts.spam}, unsure: ${counts.unsure}`,
    `In quarantine: ${counts.quarantined}, released: ${counts.released}, confirmed: ${counts.confirmed}`,
    `With content I cannot read: ${counts.unscored}`,
    `Mode: ${policy.mode}, threshold: ${threshold(policy)}`,
  ].join('\n');
}

/** One line each, as Telegram shows them to who types a slash. */
export const COMMAND_HELP: Readonly<Record<CommandName, string>> = {
  notspam: 'It was no spam: answer to the message, or give its ID',
  spam: 'It is spam: answer to the message, or give its ID',
  why: 'Why a message was called spam',
  mode: 'What I do with spam: observe, reply, quarantine',
  threshold: 'From which score a message is spam',
  stats: 'What I have seen here',
  help: 'What I can do',
  start: 'What I can do',
};

export const HELP = [
  'I look for spam in this chat. Make me an administrator with the right to delete messages.',
  '/notspam as an answer to a message, or with its ID: it was no spam; a withheld message is posted again',
  '/spam as an answer to a message, or with its ID: it is spam',
  '/why as an answer to a message, or with its ID: its score and the words that counted most',
  '/mode what I do with spam',
  '/threshold from which score a message is spam',
  '/stats what I have seen here',
  'Only administrators of the chat can change things. If I am wrong about your own message, answer to it with /notspam',
].join('\n');
