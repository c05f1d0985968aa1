import type { Page } from '../../../domain/page.js';
import { textOf } from '../../../domain/message.js';
import type { StoredMessage } from '../../../domain/stored-message.js';
import { Choice, ConversationFilters, FilterForm, ScoreFilters } from '../message-view/filter-form.js';
import { MessageHead, messagePath, STATUS_TEXT } from '../message-view/message-parts.js';
import { BANDS, STATUSES } from '../message-view/read-filter.js';
import { Pager } from '../parts.js';
import { StrangersText } from '../strangers-text.js';

export const MESSAGES = '/messages';

interface MessageListProps {
  readonly page: Page<StoredMessage>;
  readonly filled: Readonly<Record<string, string>>;
  readonly isLater: boolean;
}

export function MessageList({ page, filled, isLater }: MessageListProps) {
  return (
    <>
      <FilterForm
        path={MESSAGES}
        filled={filled}
        hint="Beginnings of words in the text or the sender’s name, or an id of the message."
      >
        <label>
          Sender’s id
          <input name="sender" value={filled['sender']} maxLength={255} dir="auto" />
        </label>
        <ConversationFilters filled={filled} />
        <Choice label="Band" name="band" filled={filled} options={BANDS.map((band) => [band, band])} />
        <Choice
          label="State"
          name="status"
          filled={filled}
          options={STATUSES.map((status) => [status, STATUS_TEXT[status]])}
        />
        <ScoreFilters filled={filled} />
        <DayFilters filled={filled} />
      </FilterForm>
      <ul class="rows">
        {page.items.map((message) => (
          <MessageRow message={message} />
        ))}
      </ul>
      <Nothing page={page} isFiltered={Object.keys(filled).length > 0} />
      <Pager path={MESSAGES} query={filled} next={page.next} isLater={isLater} />
      <p class="hint">Times are UTC.</p>
    </>
  );
}

function DayFilters({ filled }: Pick<MessageListProps, 'filled'>) {
  return (
    <>
      <label>
        From day
        <input type="date" name="from" value={filled['from']} />
      </label>
      <label>
        To day
        <input type="date" name="to" value={filled['to']} />
      </label>
    </>
  );
}

function MessageRow({ message }: { readonly message: StoredMessage }) {
  const text = textOf(message);
  return (
    <li class="row" data-row tabIndex={-1} id={`row-${message.id}`}>
      <div class="row-head">
        <MessageHead message={message} />
        <span>{STATUS_TEXT[message.status]}</span>
      </div>
      {text.trim() === '' ? <p class="empty">No text.</p> : <StrangersText text={text} />}
      <p class="hint">
        <a href={messagePath(message.id)}>Explain or correct</a>
      </p>
    </li>
  );
}

interface NothingProps extends Pick<MessageListProps, 'page'> {
  readonly isFiltered: boolean;
}

function Nothing({ page: { items, next }, isFiltered }: NothingProps) {
  if (items.length > 0) return null;
  if (next !== null)
    return <p class="empty">Nothing like this among the last messages. Look further with “Older”.</p>;
  if (isFiltered)
    return (
      <p class="empty">
        No message is like this. <a href={MESSAGES}>Show all</a>
      </p>
    );
  return (
    <p class="empty">
      No message has arrived yet. <a href="/">The overview</a> says which channels are on.
    </p>
  );
}
