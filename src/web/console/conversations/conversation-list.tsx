import { type Channel, CHANNELS } from '../../../domain/message.js';
import type { Policy } from '../../../domain/policy.js';
import type { ConversationKey, Page } from '../../../domain/store.js';
import { Empty, Pager, Time, Table } from '../parts.js';
import { StrangersWord } from '../strangers-text.js';
import { CHANNEL_TITLE, thresholdText } from '../words.js';
import { conversationPath } from './conversation-path.js';

/** What a row shows: only what is cheap to know of each. */
export interface ListedConversation extends ConversationKey {
  readonly policy: Policy;
  /** ISO 8601; null where no message is kept any more. */
  readonly lastMessageAt: string | null;
}

interface ListProps {
  readonly page: Page<ListedConversation>;
  readonly channel: Channel | null;
  readonly isLater: boolean;
}

export function ConversationList({ page: { items, next }, channel, isLater }: ListProps) {
  return (
    <>
      <ChannelFilter channel={channel} />
      {items.length === 0 ? (
        <Empty>
          {isLater ? 'There are no more.' : 'No conversation yet: each appears here with its first message.'}
        </Empty>
      ) : (
        <ListTable items={items} />
      )}
      <Pager
        path="/conversations"
        query={channel === null ? {} : { channel }}
        next={next}
        isLater={isLater}
        labels={{ first: 'First page', next: 'Next page' }}
      />
    </>
  );
}

function ChannelFilter({ channel }: { readonly channel: Channel | null }) {
  return (
    <form class="filters" method="get" action="/conversations">
      <label>
        Channel
        <select name="channel">
          <option value="">All</option>
          {CHANNELS.map((name) => (
            <option value={name} selected={name === channel}>
              {CHANNEL_TITLE[name]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

function ListTable({ items }: { readonly items: readonly ListedConversation[] }) {
  return (
    <Table caption="Conversations: Telegram groups, and numbers that receive text messages">
      <thead>
        <tr>
          <th scope="col">Conversation</th>
          <th scope="col">Channel</th>
          <th scope="col">What happens to spam</th>
          <th scope="col" class="number">
            Spam from
          </th>
          <th scope="col">Last message</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ policy, lastMessageAt, ...conversation }) => (
          <tr>
            <th scope="row">
              <a href={conversationPath(conversation)}>
                <StrangersWord>{conversation.id}</StrangersWord>
              </a>
            </th>
            <td>{CHANNEL_TITLE[conversation.channel]}</td>
            <td>{policy.mode}</td>
            <td class="number">{thresholdText(policy.thresholds.spam)}</td>
            <td>{lastMessageAt === null ? '–' : <Time at={lastMessageAt} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
