import type { Act } from '../domain/audit.js';
import { type Channel, CHANNELS, cleanText } from '../domain/message.js';
import { type ConversationSettings, NO_SETTINGS } from '../domain/policy.js';
import type { ConversationKey, ConversationQuery, ConversationStore, Page } from '../domain/store.js';
import { insertAudit } from './audit-log.js';
import { moveConversation } from './move-conversation.js';
import { parseLimit, parseWordsToken, writeWordsToken } from './page-token.js';
import { prepare } from './prepared.js';
import type { ConversationRow, Flag, Queries } from './tables.js';

export function createConversationStore(db: Queries): ConversationStore {
  return {
    readSettings: (conversation) => readSettings(db, conversation),
    changeSettings: (conversation, change, by) =>
      db.transaction().execute((transaction) => changeSettings(transaction, conversation, { change, by })),
    listConversations: async (channel, limit) => {
      const most = parseLimit(limit);
      const ids = await listAfter(db, { channel, last: null }, most);
      // Of one that is silent for long, no message is left.
      const silent = await listAfter(db, { channel, last: null, table: 'senders' }, most);
      return [...new Set([...ids, ...silent])].slice(0, most);
    },
    pageConversations: (query) => pageConversations(db, query),
    moveConversation: (from, to) => moveConversation(db, from, to),
  };
}

/** As a database sorts them. */
const CHANNEL_ORDER = [...CHANNELS].sort();

/** One look into the index for each: to find the different ones among all messages would read them all. */
async function pageConversations(db: Queries, query: ConversationQuery): Promise<Page<ConversationKey>> {
  const limit = parseLimit(query.limit);
  const [lastChannel = '', lastId = ''] = query.after === undefined ? [] : parseWordsToken(query.after, 2);
  const channels = query.channel === undefined ? CHANNEL_ORDER : [query.channel];
  const items: ConversationKey[] = [];
  for (const channel of channels.filter((name) => name >= lastChannel)) {
    const last = channel === lastChannel ? cleanText(lastId) : null;
    const ids = await listAfter(db, { channel, last }, limit + 1 - items.length);
    items.push(...ids.map((id) => ({ channel, id })));
  }
  const shown = items.slice(0, limit);
  const end = shown.at(-1);
  const isLast = items.length <= limit || end === undefined;
  return { items: shown, next: isLast ? null : writeWordsToken([end.channel, end.id]) };
}

interface Place {
  readonly channel: Channel;
  /** The conversation that is looked behind; null: from the first one on. */
  readonly last: string | null;
  /** Where it is looked for: in the messages, if this is not given. */
  readonly table?: 'messages' | 'senders';
}

async function listAfter(db: Queries, { last, ...place }: Place, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let id = last;
  while (ids.length < limit) {
    id = await nextConversation(db, { ...place, last: id });
    if (id === null) break;
    ids.push(id);
  }
  return ids;
}

/** Null: there is none after this one. */
async function nextConversation(
  db: Queries,
  { channel, last, table = 'messages' }: Place,
): Promise<string | null> {
  let select = db
    .selectFrom(table)
    .select('conversation')
    .where('channel', '=', channel)
    .orderBy('conversation')
    .limit(1);
  if (last !== null) select = select.where('conversation', '>', last);
  return (await select.executeTakeFirst())?.conversation ?? null;
}

const selectSettings = prepare((db, { channel, id }: ConversationKey) =>
  db.selectFrom('conversations').selectAll().where('channel', '=', channel).where('id', '=', id),
);

async function readSettings(db: Queries, { channel, id }: ConversationKey): Promise<ConversationSettings> {
  const [row] = await selectSettings(db, { channel, id: cleanText(id) });
  return settingsIn(row);
}

type SettingsRow = {
  readonly [Column in Exclude<keyof ConversationRow, 'channel' | 'id'>]: ConversationRow[Column] | null;
};

export function settingsIn(row: SettingsRow | undefined): ConversationSettings {
  if (row === undefined) return NO_SETTINGS;
  return {
    mode: row.mode,
    threshold: row.threshold,
    trustedThreshold: row.trusted_threshold,
    trustMessages: row.trust_messages,
    trustDays: row.trust_days,
    adminChat: row.admin_chat,
    language: row.language,
    isQuiet: row.is_quiet === null ? null : row.is_quiet === 1,
    reportsNeeded: row.reports_needed,
    about: row.about,
  };
}

const flagOf = (value: boolean | null): Flag | null => (value === null ? null : value ? 1 : 0);

interface SettingsChange {
  readonly change: Partial<ConversationSettings>;
  readonly by: Act | undefined;
}

/** Null sets a setting back to the default; a setting that is not named stays. */
async function changeSettings(
  db: Queries,
  conversation: ConversationKey,
  { change, by }: SettingsChange,
): Promise<void> {
  const columns = columnsOf(change);
  if (Object.keys(columns).length === 0) return;
  const { channel, id } = conversation;
  const settings = await readSettings(db, conversation);
  await db
    .insertInto('conversations')
    .values({ channel, id, ...columns })
    .onConflict((conflict) => conflict.columns(['channel', 'id']).doUpdateSet(columns))
    .execute();
  if (by === undefined) return;
  const changed = SETTING_NAMES.filter((name) => change[name] !== undefined);
  const before = Object.fromEntries(changed.map((name) => [name, settings[name]]));
  const after = Object.fromEntries(changed.map((name) => [name, change[name] ?? null]));
  await insertAudit(db, {
    ...{ ...by, action: 'conversation.changed', subject: `${channel}:${id}` },
    ...{ before, after },
  });
}

const SETTING_NAMES = Object.keys(NO_SETTINGS) as readonly (keyof ConversationSettings)[];

function columnsOf(settings: Partial<ConversationSettings>) {
  const { mode, threshold, trustedThreshold, trustMessages, trustDays, language } = settings;
  const columns = {
    mode,
    threshold,
    trusted_threshold: trustedThreshold,
    trust_messages: trustMessages,
    trust_days: trustDays,
    admin_chat: settings.adminChat,
    language,
    reports_needed: settings.reportsNeeded,
    about: settings.about,
    is_quiet: settings.isQuiet === undefined ? undefined : flagOf(settings.isQuiet),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}
