import type { Signal } from '../../../domain/signals.js';
import type { MessageStatus, StoredMessage } from '../../../domain/stored-message.js';
import { REASON_TEXT } from '../../../domain/verdict.js';
import { BandBadge, Score, Time } from '../parts.js';
import { StrangersWord } from '../strangers-text.js';
import { CHANNEL_TITLE } from '../words.js';

/** What lists and pages of messages are made of. */

export const STATUS_TEXT: Readonly<Record<MessageStatus, string>> = {
  accepted: 'let through',
  quarantined: 'withheld, waits for a decision',
  released: 'not spam, a person said',
  confirmed: 'spam, a person said',
};

const SIGNAL_TEXT: Readonly<Record<Signal, string>> = {
  'hidden-link': 'a link whose text shows another address',
  'many-links': 'three links or more',
  'many-mentions': 'three people or more are called by name',
  'custom-emoji': 'three bought emoji or more',
  forwarded: 'forwarded from elsewhere',
  buttons: 'buttons under it',
  'via-bot': 'sent through an inline bot',
  media: 'a picture, a film or a file',
  campaign: 'the same text came from others lately',
};

interface MessageProps {
  readonly message: StoredMessage;
}

/** Who, where, when and how likely; the time leads to the message itself. */
export function MessageHead({ message }: MessageProps) {
  return (
    <>
      <BandBadge band={message.verdict.band} />
      <span title="Score: how likely it is spam, 0 to 1">
        <Score value={message.verdict.score} />
      </span>
      <SenderName message={message} />
      <span>
        {CHANNEL_TITLE[message.channel]} <StrangersWord>{message.conversation}</StrangersWord>
      </span>
      <a href={messagePath(message.id)}>
        <Time at={message.receivedAt} />
      </a>
    </>
  );
}

export const messagePath = (id: string): string => `/messages/${encodeURIComponent(id)}`;

export function SenderName({ message: { sender } }: MessageProps) {
  return (
    <strong>
      <StrangersWord>{sender.name}</StrangersWord>
    </strong>
  );
}

export function Reasons({ message: { verdict } }: MessageProps) {
  return <p class="hint">{sentence(verdict.reasons.map((reason) => REASON_TEXT[reason]))}</p>;
}

/** What stands beside the text, as far as there is any. */
export function Surroundings({ message }: MessageProps) {
  const { signals, unscored, attachments } = message;
  return (
    <>
      {signals.length === 0 ? null : (
        <p class="hint">Signals: {[...new Set(signals)].map((signal) => SIGNAL_TEXT[signal]).join(', ')}.</p>
      )}
      {unscored.length === 0 ? null : (
        <p class="hint">
          Could not be read: <StrangersWord>{unscored.join(', ')}</StrangersWord>
        </p>
      )}
      {attachments.slice(0, MOST_ATTACHMENTS).map(({ kind, content }) => (
        <p class="hint">
          Attachment ({kind}):{' '}
          <StrangersWord>{content === '' ? 'nothing is known of it' : content}</StrangersWord>
        </p>
      ))}
    </>
  );
}

const MOST_ATTACHMENTS = 10;

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
