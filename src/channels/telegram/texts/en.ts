import type { ConversationQuality } from '../../../app/measure-quality.js';
import type { Label } from '../../../domain/correction.js';
import type { ModelDecision } from '../../../domain/model.js';
import { MODES, type Policy } from '../../../domain/policy.js';
import type { MessageCounts, StoredMessage } from '../../../domain/store.js';
import { type Reason, REASON_TEXT } from '../../../domain/verdict.js';
import type { CommandName } from '../commands/command.js';
import { truncateText } from '../split-text.js';
import {
  type CardDecision,
  type Grounds,
  type GreetingRights,
  idPart,
  oneLine,
  percent,
  range,
  type ReleasePart,
  tellingSignals,
  tellingWords,
  type ThresholdEffect,
} from './parts.js';

/* Everything the bot says, in plain text without markup. The other languages have the same names. */

function scorePart({ verdict }: StoredMessage): string {
  if (verdict.reasons.includes('confirmed-before')) return 'Spam: a person confirmed the same text before.';
  if (verdict.reasons.includes('confirmed-nearly'))
    return 'Spam: a person confirmed nearly the same text before.';
  return verdict.score === null ? 'Spam.' : `Spam: ${percent(verdict.score)}.`;
}

export function warning(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Answer with /notspam' : 'An administrator can answer with /notspam';
  return `${scorePart(message)} ${idPart(message)}\nNot spam? ${advice}`;
}

/** For the chat itself, when there is no admins' chat: nothing of the spam, nothing of its author. */
export function withheldNotice(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Answer' : 'An administrator can answer';
  const why = reasonsPart(message.verdict.reasons);
  return `Withheld a message. ${scorePart(message)} ${idPart(message)}\nWhy: ${why}\nNot spam? ${advice} with /notspam ${message.id}`;
}

/** For the admins' chat. The text of the message comes last, already cut to size. */
export function evidence(
  message: StoredMessage,
  place: { readonly isPrivate: boolean; readonly text: string },
) {
  const reasons = reasonsPart(message.verdict.reasons);
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

/** Below the card of the first: others sent the same. */
export const sameAgain = (count: number): string =>
  `${count} messages with this text were withheld; a button is for all of them`;

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
export const NOT_LIFTED =
  '\nI no longer keep who wrote it: if he is still mute or banned, set him free in Telegram';
export const REMOVED = '\nThe message is removed';

export const correctedText = (label: Label): string =>
  `Recorded the text as ${labelText(label)}. I had not seen that message when it came, so it stays where it is`;
export const unchanged = (message: StoredMessage, label: Label): string =>
  `It counts as ${labelText(label)}. ${idPart(message)}`;
export const textUnchanged = (label: Label): string => `Recorded the text as ${labelText(label)}`;
export const appealed = (label: Label): string =>
  `Thank you. I have noted that you call it ${labelText(label)}; a moderator will look at it`;

/** Under the card of a message. */
export const BUTTON_HAM = 'Not spam';
export const BUTTON_BAN = 'Spam: ban';
export const BUTTON_WHY = 'Why?';
export const BUTTON_USE = 'Use it';
export const BUTTON_KEEP = 'Keep the present one';

/** Asks about a model that passed the gate. */
export const modelCard = (model: string, { reasons, alarms }: ModelDecision): string =>
  [
    `A new model has learnt from your corrections: ${model}. It passed all tests beside the present one:`,
    ...reasons.map((reason) => `• ${reason}`),
    ...alarms.map((alarm) => `⚠ ${alarm}`),
    '',
    'Shall it be used in all chats? Until somebody says so, nothing changes.',
  ].join('\n');

export const modelUsed = (model: string, by: string): string => `${model} is used: ${by}`;
export const modelKept = (model: string, by: string): string =>
  `The present model stays, not ${model}: ${by}`;
export const MODEL_GONE = 'This model cannot be used any more';

export const decided = ({ label, by }: CardDecision): string =>
  `${label === 'ham' ? 'Not spam' : 'Spam'}, says ${oneLine(by)}`;
export const DECIDED_BEFORE = 'Somebody has decided that before';

const SIGNAL_TEXT = {
  'hidden-link': 'a link that shows another address',
  'many-links': 'many links',
  'many-mentions': 'many people called by name',
  'custom-emoji': 'many bought emoji',
  forwarded: 'carried over from another chat',
  buttons: 'buttons',
  'via-bot': 'sent through a bot',
  media: 'a picture or a file',
  campaign: 'others sent the same',
} as const;

const reasonsPart = (reasons: readonly Reason[]): string =>
  reasons.map((reason) => REASON_TEXT[reason]).join('; ');

/** Score, threshold, model, the words that speak most for spam, signals, and what the model read. */
export function why(message: StoredMessage, { threshold, words, normalised, limit }: Grounds): string {
  const { verdict, signals } = message;
  const score = verdict.score === null ? 'No score' : `Score ${percent(verdict.score)}`;
  return truncateText(
    [
      `${score}, spam from ${percent(threshold)} (${verdict.model})`,
      tellingWords(words) || reasonsPart(verdict.reasons),
      ...(signals.length > 0 ? [`Beside the text: ${tellingSignals(message, SIGNAL_TEXT)}`] : []),
      ...(normalised === null ? [] : [`Read as: ${normalised}`]),
    ].join('\n'),
    limit,
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
  `Mode: ${policy.mode}\nobserve only records, reply warns under the message, quarantine removes it and keeps it for review, restrict also mutes its sender, ban also bans him.\nAdministrators can change it: /mode ${MODES.join('|')}`;
export const modeChanged = (policy: Policy): string => `Mode is now ${policy.mode}`;
export const MODE_USAGE = `Write /mode and one of ${MODES.join(', ')}`;

const threshold = (policy: Policy): string => String(policy.thresholds.spam);
const effectPart = ({ messages, caught }: ThresholdEffect): string =>
  messages === 0 ? '' : `\nLast messages whose score reaches it: ${caught} of ${messages}`;
export const thresholdNow = (policy: Policy, effect: ThresholdEffect): string =>
  `Threshold: ${threshold(policy)}${effectPart(effect)}\nFrom this score a message is spam; who has been here for a while needs ${policy.thresholds.trusted}. Higher lets more pass.\nAdministrators can change it: /threshold 0.9, or /threshold default`;
export const thresholdChanged = (policy: Policy, effect: ThresholdEffect): string =>
  `Threshold is now ${threshold(policy)}${effectPart(effect)}`;
export const THRESHOLD_USAGE = 'Write /threshold and a number from 0 to 1, or /threshold default';

export const WHO_USAGE = 'Answer to a message of that person, or write the ID of one after the command';
export const trusted = (name: string): string =>
  `${oneLine(name)} is trusted here: his messages need a higher score to be called spam`;
export const exempted = (name: string): string => `${oneLine(name)} is not filtered here any more`;
export const untrusted = (name: string): string =>
  `${oneLine(name)} is judged strictly here, however long he stays`;
export const banned = (name: string, days: number): string =>
  `${oneLine(name)} is banned for ${days} days, and the message goes. I learn nothing from that; /spam would teach me`;
export const BAN_UNKNOWN =
  'I no longer keep who wrote that, so I cannot ban him: answer /ban to a message of his';
export const BAN_PRIVATE = 'There is nobody to ban in a private chat';

export const REPORT_USAGE = 'Answer to a message with /report';
export const REPORTED = 'Thank you. The administrators decide';
export const REPORT_NOT_YET = 'Only members who have been writing here for a while can report messages';
export const REPORT_TOO_MANY = 'That was enough for now; try again in an hour';
export const REPORT_ALREADY = 'That message has been dealt with';
export function reported(
  message: StoredMessage,
  { reports, text }: { reports: number; text: string },
): string {
  const count = reports === 1 ? 'A member calls' : `${reports} members call`;
  return [`${count} a message spam. ${idPart(message)}`, `Chat: ${message.conversation}`, '', text]
    .join('\n')
    .trimEnd();
}

export const QUARANTINE_EMPTY = 'Nothing is in quarantine';
export const quarantineHead = (count: number): string => `In quarantine, newest first (${count}):`;
export const quarantineLine = (
  message: StoredMessage,
  { number, text }: { number: number; text: string | null },
): string => {
  const score = message.verdict.score === null ? '' : `, ${percent(message.verdict.score)}`;
  const at = message.receivedAt.slice(0, 16).replace('T', ' ');
  return `${number}. ${idPart(message)}, ${at} UTC${score}${text === null ? '' : `\n${oneLine(text)}`}`;
};

export const language = (policy: Policy): string =>
  `Language: ${policy.language}. /language en or /language ru`;
export const LANGUAGE_CHANGED = 'I speak English here now';

export function settings({ adminChat, isQuiet, reportsNeeded, thresholds, trust }: Policy): string {
  return [
    `quiet: ${isQuiet ? 'on' : 'off'} (on: no notices in the group)`,
    `admins: ${adminChat ?? 'none'} (the chat that hears of what is withheld)`,
    `trust: ${trust.messages} ${trust.days} (messages and days until a sender is trusted)`,
    `trusted: ${thresholds.trusted} (the score from which a message of a trusted sender is spam)`,
    `reports: ${reportsNeeded} (members who have to report a message before the administrators hear of it)`,
    'Administrators can change each: /settings quiet on, /settings admins -1001234567890, /settings trust 5 1, /settings trusted 0.95, /settings reports 2; default puts one back',
  ].join('\n');
}
export const SETTINGS_USAGE =
  'Write /settings and one of: quiet on|off, admins NUMBER, trust MESSAGES DAYS, trusted 0.95, reports 2; or its name and default';

export const GROUP_NONE = 'I know no group that you administer. Add me to one, and write something there';
export const GROUP_PICK = 'Which group do you speak about?';
export const groupPicked = (group: string): string => `We speak about ${oneLine(group)} now`;

export function greeting({ isAdministrator, canDelete, canRestrict }: GreetingRights): string {
  const missing = isAdministrator
    ? [
        ...(canDelete ? [] : ['the right to delete messages, to remove spam']),
        ...(canRestrict ? [] : ['the right to ban users, for the modes restrict and ban']),
      ]
    : ['to be an administrator, else I see commands only'];
  return [
    'Hello. I look for spam here: under a message that looks like it I say so, and nothing is removed until an administrator writes /mode quarantine.',
    missing.length > 0 ? `I need ${missing.join('; and ')}.` : 'I have all the rights I need.',
    'Administrators: /mode, /threshold, /settings; /language ru for Russian. Everybody: /help',
  ].join('\n');
}

export function stats(counts: MessageCounts, policy: Policy): string {
  return [
    `Messages seen here: ${counts.messages}`,
    `Spam: ${counts.spam}, unsure: ${counts.unsure}`,
    `In quarantine: ${counts.quarantined}, released: ${counts.released}, confirmed: ${counts.confirmed}`,
    `With content I cannot read: ${counts.unscored}`,
    `Mode: ${policy.mode}, threshold: ${threshold(policy)}`,
  ].join('\n');
}

/** What people's decisions say; one line, or none where they say nothing. Of spam that was let through few people hear. */
export function quality({ precision, recall, suggestion }: ConversationQuality): readonly string[] {
  const parts = [
    ...(precision === null
      ? []
      : [`of ${precision.of} called spam ${precision.count} were (${range(precision)})`]),
    ...(recall === null
      ? []
      : [`of ${recall.of} spam at most ${recall.count} were caught (${range(recall)})`]),
    ...(suggestion.kind === 'change'
      ? [
          `/threshold ${suggestion.then.threshold} would have caught ${suggestion.then.caught}, now ${suggestion.now.caught}`,
        ]
      : []),
  ];
  return parts.length === 0 ? [] : [`As people decided: ${parts.join('; ')}`];
}

/** One line each, as Telegram shows them to who types a slash. */
export const COMMAND_HELP: Readonly<Record<CommandName, string>> = {
  notspam: 'It was no spam: answer to the message, or give its ID',
  spam: 'It is spam: answer to the message, or give its ID',
  why: 'Why a message was called spam',
  ban: 'Ban the sender of a message; teaches nothing',
  trust: 'A sender needs a higher score to be called spam',
  untrust: 'Judge a sender strictly',
  report: 'Tell the administrators of a message',
  quarantine: 'The last ten messages that were withheld',
  language: 'The language I speak here',
  settings: 'Quiet, admins’ chat, trust',
  group: 'Which of your groups we speak about',
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
  '/ban removes a message and bans its sender; /trust and /untrust say how strictly a sender is judged; /trust exempt does not filter him',
  '/report tells the administrators of a message',
  '/quarantine the last ten withheld messages, with buttons',
  '/mode what I do with spam',
  '/threshold from which score a message is spam',
  '/settings quiet, the admins’ chat, trust; /language en or ru',
  '/stats what I have seen here; /group in a private chat: which group we speak about',
  'Only administrators of the chat can change things. If I am wrong about your own message, answer to it with /notspam',
].join('\n');
