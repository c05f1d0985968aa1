import type { StoredMessage } from '../../../domain/stored-message.js';
import { countText } from '../words.js';
import type { RowContext } from './decide-form.js';
import { UndoForm } from './answered.js';
import type { Result } from './read-answer.js';

interface ResultLineProps extends RowContext {
  readonly result: Result;
  /** Those that the result names, as they are now. */
  readonly messages: readonly StoredMessage[];
}

/** What the last request came to, said once on top of the list. */
export function ResultLine({ result, messages, ...context }: ResultLineProps) {
  const { late, out, cut } = result;
  if (messages.length === 0 && late === 0) return null;
  const decided = messages.filter(({ status }) => status === 'released' || status === 'confirmed');
  return (
    <div id="result" class="card note" role="status" tabIndex={-1} autofocus>
      <p>
        {describe(messages)}
        {late === 0 ? null : ` ${countText(late)} had been decided by somebody else meanwhile; that stands.`}
        {out === 0 ? null : ` ${countText(out)} had gone out before, and cannot be called back.`}
        {cut === 'no' ? null : ' More of them still wait.'}
      </p>
      {context.mayDecide && decided.length > 0 ? (
        <UndoForm {...context} ids={decided.map(({ id }) => id)} isWhole />
      ) : null}
    </div>
  );
}

function describe(messages: readonly StoredMessage[]): string {
  const count = (words: string, ...statuses: readonly StoredMessage['status'][]): readonly string[] => {
    const number = messages.filter(({ status }) => statuses.includes(status)).length;
    return number === 0 ? [] : [`${countText(number)} ${words}`];
  };
  const parts = [
    ...count('not spam', 'released'),
    ...count('spam', 'confirmed'),
    ...count('as before the decision', 'quarantined', 'accepted'),
  ];
  return parts.length === 0 ? '' : `Done: ${parts.join(', ')}.`;
}
