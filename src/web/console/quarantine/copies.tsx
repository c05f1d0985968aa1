import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { MessageHead } from '../message-view/message-parts.js';
import { StrangersText } from '../strangers-text.js';
import { boundedText } from '../words.js';
import { DecideForm, type RowContext } from './decide-form.js';

/** The store counts copies up to this. */
const MOST_COPIES = 1_000;
/** More are not shown: who has seen so many has seen the others. */
export const MOST_SHOWN = 50;

interface CopiesBadgeProps {
  /** Of the message that leads them. */
  readonly id: string;
  readonly copies: number;
  /** It goes to its place by itself, in whatever comes. */
  readonly isOutOfBand?: boolean;
}

export function CopiesBadge({ id, copies, isOutOfBand = false }: CopiesBadgeProps) {
  return (
    <strong id={`copies-${id}`} hx-swap-oob={isOutOfBand ? 'true' : undefined}>
      {copies === 0 ? '' : `and ${boundedText(copies, MOST_COPIES)} more like it`}
    </strong>
  );
}

interface CopiesBoxProps extends Pick<RowContext, 'kind' | 'back'> {
  readonly id: string;
}

/** Without scripts the link leads to a page of its own. */
export function CopiesBox({ id, kind, back }: CopiesBoxProps) {
  const query = new URLSearchParams({ kind, back }).toString();
  const path = `/quarantine/copies/${encodeURIComponent(id)}?${query}`;
  return (
    <div class="copies">
      <a href={path} hx-get={path} hx-target="closest .copies" hx-swap="innerHTML">
        Show the others
      </a>
    </div>
  );
}

interface CopiesListProps extends RowContext {
  /** Up to `MOST_SHOWN`, and one more where there are more. */
  readonly copies: readonly StoredMessage[];
}

/** The others of a campaign, each to be decided alone. */
export function CopiesList({ copies, ...context }: CopiesListProps) {
  if (copies.length === 0) return <p class="empty">Nothing like it waits any more.</p>;
  const isMore = copies.length > MOST_SHOWN;
  return (
    <>
      <p class="hint">{isMore ? `The first ${MOST_SHOWN}, oldest first:` : 'The others, oldest first:'}</p>
      <ul class="rows">
        {copies.slice(0, MOST_SHOWN).map((message) => (
          <li class="copy">
            <div class="row-head">
              <MessageHead message={message} />
            </div>
            <StrangersText text={textOf(message)} />
            {context.mayDecide ? <DecideForm {...context} message={message} copies={0} isAlone /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
