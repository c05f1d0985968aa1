import type { WaitingMessage } from '../../../domain/browsing.js';
import type { Explanation } from '../../../domain/explanation.js';
import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { CopiesBadge, CopiesBox } from './copies.js';
import { messagePath, MessageHead, Reasons, Surroundings } from '../message-view/message-parts.js';
import { StrangersText } from '../strangers-text.js';
import { DecideForm, type RowContext } from './decide-form.js';

export const rowId = (id: string): string => `row-${id}`;

interface WaitingRowProps extends RowContext {
  readonly waiting: WaitingMessage;
  readonly explanation: Explanation | null;
  /** A line about what has just happened to it. */
  readonly note?: string | undefined;
}

/** One decision: a message, and what waits beside it and is nearly the same. */
export function WaitingRow({ waiting, explanation, note, ...context }: WaitingRowProps) {
  const { message, copies } = waiting;
  const { normalised = null } = explanation ?? {};
  return (
    <li class="row" data-row id={rowId(message.id)} tabIndex={-1}>
      <input type="hidden" name="shown" value={message.id} />
      <div class="row-head">
        {context.mayDecide ? <SelectBox message={message} /> : null}
        <MessageHead message={message} />
        <CopiesBadge id={message.id} copies={copies} />
      </div>
      {note === undefined ? null : <p class="note">{note}</p>}
      <RowText message={message} explanation={explanation} />
      <Reasons message={message} />
      <Surroundings message={message} />
      <details>
        <summary>Details</summary>
        <p class="hint">Model: {message.verdict.model}</p>
        {normalised === null ? null : (
          <>
            <p class="hint">As the model reads it:</p>
            <StrangersText text={normalised} />
          </>
        )}
        <p class="hint">
          <a href={messagePath(message.id)}>All about this message</a>
        </p>
      </details>
      {context.mayDecide ? <DecideForm {...context} message={message} copies={copies} /> : null}
      {copies === 0 ? null : <CopiesBox id={message.id} kind={context.kind} back={context.back} />}
    </li>
  );
}

export function RowText({
  message,
  explanation,
}: {
  readonly message: StoredMessage;
  readonly explanation: Explanation | null;
}) {
  const text = textOf(message);
  if (text.trim() === '') return <p class="empty">No text.</p>;
  return <StrangersText text={text} parts={explanation?.parts ?? []} />;
}

function SelectBox({ message }: { readonly message: StoredMessage }) {
  return (
    <label class="select">
      <input type="checkbox" form="many" name="id" value={message.id} data-action="select" />
      <span class="visually-hidden">Select the message of {message.sender.name.slice(0, 80)}</span>
    </label>
  );
}
