import { textOf } from '../../../domain/message.js';
import type { MessageStatus, StoredMessage } from '../../../domain/stored-message.js';
import { Csrf } from '../forms.js';
import { messagePath } from '../message-view/message-parts.js';
import { StrangersWord } from '../strangers-text.js';
import { countText } from '../words.js';
import type { WaitingKind } from './decide.js';
import type { RowContext } from './decide-form.js';
import { rowId } from './waiting-row.js';

/** What became of a row. */
export interface Answer {
  /** The message that led it, as it is now. */
  readonly message: StoredMessage;
  /** Who decided about it last; null: nobody. */
  readonly author: string | null;
  /** All that this answer decided about, the leader too. */
  readonly ids: readonly string[];
  /** It had been withheld and is on its way. */
  readonly isBroughtBack: boolean;
  readonly isCut: boolean;
}

interface AnsweredRowProps extends RowContext {
  readonly answer: Answer;
  /** Whoever looks. */
  readonly viewer: string;
}

/** A line in the place of the row, so that the next one does not jump under the hand. */
export function AnsweredRow({ answer, viewer, ...context }: AnsweredRowProps) {
  const { message, ids } = answer;
  return (
    <li class="row answered" data-row id={rowId(message.id)} tabIndex={-1}>
      <input type="hidden" name="shown" value={message.id} />
      <p>
        {answerText(answer, context.kind, viewer)} <a href={messagePath(message.id)}>Message</a>{' '}
        <StrangersWord>{textOf(message)}</StrangersWord>
      </p>
      {context.mayDecide && ids.length > 0 ? <UndoForm {...context} ids={ids} /> : null}
    </li>
  );
}

export function answerText(answer: Answer, kind: WaitingKind, viewer: string): string {
  const { message, author, ids, isBroughtBack, isCut } = answer;
  const who = author === viewer ? 'you' : (author ?? 'nobody');
  const what = STATUS_WORDS[kind][message.status];
  const many = ids.length > 1 ? ` with ${countText(ids.length - 1)} like it` : '';
  if (author === null) return `${what}.`;
  const out = isBroughtBack ? '; goes out in a few seconds' : '';
  const more = isCut ? ' More like it still wait.' : '';
  return `${what} by ${who.slice(0, 120)}${many}${out}.${more}`;
}

const IN_QUARANTINE = {
  released: 'Released',
  confirmed: 'Confirmed as spam',
  quarantined: 'Withheld; waits for a decision',
  accepted: 'Let through',
} as const satisfies Record<MessageStatus, string>;

const STATUS_WORDS = {
  quarantined: IN_QUARANTINE,
  unsure: { ...IN_QUARANTINE, released: 'Called not spam', confirmed: 'Called spam' },
} as const;

interface UndoFormProps extends RowContext {
  readonly ids: readonly string[];
  /** Several rows: the page is made anew. */
  readonly isWhole?: boolean;
}

export function UndoForm({ ids, kind, csrf, back, isWhole = false }: UndoFormProps) {
  const asPart = { 'hx-post': '/quarantine/undo', 'hx-target': 'closest li', 'hx-swap': 'outerHTML' };
  return (
    <form class="actions" method="post" action="/quarantine/undo" {...(isWhole ? {} : asPart)}>
      <Csrf csrf={csrf} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="back" value={back} />
      {ids.map((id) => (
        <input type="hidden" name="id" value={id} />
      ))}
      <button type="submit" data-action="undo">
        Undo
      </button>
    </form>
  );
}
