import { cleanText } from '../domain/message.js';
import { type ConversationSettings, NO_SETTINGS } from '../domain/policy.js';
import type { ConversationKey, ConversationStore } from '../domain/store.js';
import { moveConversation } from './move-conversation.js';
import { parseLimit } from './page-token.js';
import { prepare } from './prepared.js';
import type { ConversationRow, Flag, Queries } from './tables.js';

export function createConversationStore(db: Queries): ConversationStore {
  return {
    readSettings: (conversation) => readSettings(db, conversation),
    changeSettings: (conversation, change) => changeSettings(db, conversation, change),
    listConversations: async (channel, limit) => {
      const rows = await db
        .selectFrom('messages')
        .select('conversation')
        .distinct()
        .where('channel', '=', channel)
        .limit(parseLimit(limit))
        .execute();
      return rows.map(({ conversation }) => conversation);
    },
    moveConversation: (from, to) => moveConversation(db, from, to),
  };
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

/** Null sets a setting back to the default; a setting that is not named stays. */
async function changeSettings(
  db: Queries,
  { channel, id }: ConversationKey,
  settings: Partial<ConversationSettings>,
): Promise<void> {
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
  const change = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  if (Object.keys(change).length === 0) return;
  await db
    .insertInto('conversations')
    .values({ channel, id, ...change })
    .onConflict((conflict) => conflict.columns(['channel', 'id']).doUpdateSet(change))
    .execute();
}
