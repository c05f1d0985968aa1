import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { type Channel, CHANNELS, cleanText } from '../domain/message.js';
import type { MessageFilter } from '../domain/store.js';
import type { HashSender } from './hash-sender.js';
import { parseSearch, type SearchTerms } from './search-words.js';
import type { Tables } from './tables.js';

/** A filter as the store asks for it. */
export interface Wanted extends Omit<MessageFilter, 'search' | 'sender'> {
  readonly search: SearchTerms | null;
  /** What the sender is kept as; null: anybody's. */
  readonly senderKeys: readonly string[] | null;
}

/** Throws a RangeError for a time that is none. */
export function toWanted(filter: MessageFilter, hashSender: HashSender): Wanted {
  const { search, sender, from, to, conversation, ...others } = filter;
  return {
    ...others,
    ...(conversation === undefined ? {} : { conversation: cleanText(conversation) }),
    ...(from === undefined ? {} : { from: toTime(from) }),
    ...(to === undefined ? {} : { to: toTime(to) }),
    search: parseSearch(search === undefined ? undefined : cleanText(search)),
    senderKeys: sender === undefined ? null : keysOf(sender, filter.channel, hashSender),
  };
}

export function toTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new RangeError(`Cannot look for the time "${text}": it is none`);
  return time.toISOString();
}

/** One person may write in several channels, and a number is written with a plus and without. */
function keysOf(sender: string, channel: Channel | undefined, hashSender: HashSender): readonly string[] {
  const id = cleanText(sender).trim();
  const keys = (channel === undefined ? CHANNELS : [channel]).flatMap((name) => {
    const digits = name === 'sms' ? /^\+?(\d+)$/.exec(id)?.[1] : undefined;
    const spellings = digits === undefined ? [id] : [digits, `+${digits}`];
    return spellings.map((spelling) => hashSender(name, spelling));
  });
  return [...new Set(keys)];
}

type Message = ExpressionBuilder<Tables, 'messages'>;

/** Everything that is asked for, for each row; forgotten messages never pass. */
export function passes(wanted: Wanted): (message: Message) => Expression<SqlBool> {
  return (message) =>
    message.and([
      message('messages.sender_key', '<>', ''),
      ...byColumn(message, wanted),
      ...(wanted.senderKeys === null ? [] : [message('messages.sender_key', 'in', wanted.senderKeys)]),
      ...(wanted.search === null ? [] : [mentions(wanted.search)]),
    ]);
}

function byColumn(message: Message, wanted: Wanted): Expression<SqlBool>[] {
  const { channel, conversation, status, band, fromScore, toScore, from, to } = wanted;
  return [
    ...(channel === undefined ? [] : [message('messages.channel', '=', channel)]),
    ...(conversation === undefined ? [] : [message('messages.conversation', '=', conversation)]),
    ...(status === undefined ? [] : [message('messages.status', '=', status)]),
    ...(band === undefined ? [] : [message('messages.band', '=', band)]),
    ...(fromScore === undefined ? [] : [message('messages.score', '>=', fromScore)]),
    ...(toScore === undefined ? [] : [message('messages.score', '<=', toScore)]),
    ...(from === undefined ? [] : [message('messages.received_at', '>=', from)]),
    ...(to === undefined ? [] : [message('messages.received_at', '<', to)]),
  ];
}

/** By the words that were kept. None of those that are looked for has a sign in it that means something to `like`. */
function mentions({ id, idWord, words }: SearchTerms): Expression<SqlBool> {
  const kept = sql`' ' || messages.words || ' '`;
  const begins = words.map((word) => sql<SqlBool>`${kept} like ${`% ${word}%`}`);
  const every = words.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.join(begins, sql` and `)}`;
  return sql<SqlBool>`(messages.id = ${id} or ${kept} like ${`% ${idWord} %`} or (${every}))`;
}
