import type { StoredMessage } from '../../../domain/stored-message.js';
import { Csrf } from '../forms.js';
import type { WaitingKind } from './decide.js';

/** What every row of the list needs to know. */
export interface RowContext {
  readonly kind: WaitingKind;
  readonly csrf: string;
  /** Whoever looks may decide, too. */
  readonly mayDecide: boolean;
  /** Where a browser without scripts comes back to: this list with its filters. */
  readonly back: string;
}

/** What the two answers are called, by what waits. */
export const ANSWERS = {
  quarantined: { ham: 'Release', spam: 'Confirm', someHam: 'Release selected', someSpam: 'Confirm selected' },
  unsure: { ham: 'Not spam', spam: 'Spam', someHam: 'Selected: not spam', someSpam: 'Selected: spam' },
} as const;

interface DecideFormProps extends RowContext {
  readonly message: StoredMessage;
  readonly copies: number;
  /** It is one of the copies, and is decided alone. */
  readonly isAlone?: boolean;
}

export function DecideForm({ message, copies, kind, csrf, back, isAlone = false }: DecideFormProps) {
  const { ham, spam } = ANSWERS[kind];
  const all = copies === 0 ? '' : ' all';
  return (
    <form
      class="actions"
      method="post"
      action="/quarantine/decide"
      hx-post="/quarantine/decide"
      hx-target="closest li"
      hx-swap="outerHTML"
    >
      <Csrf csrf={csrf} />
      <input type="hidden" name="id" value={message.id} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="back" value={back} />
      {isAlone ? <input type="hidden" name="alone" value="yes" /> : null}
      <button type="submit" name="label" value="ham" data-action={isAlone ? undefined : 'release'}>
        {ham}
        {all}
      </button>
      <button
        type="submit"
        name="label"
        value="spam"
        class="danger"
        data-action={isAlone ? undefined : 'confirm'}
      >
        {spam}
        {all}
      </button>
    </form>
  );
}
