import { keyedHash } from '../../support/privacy.js';
import { aPolicy } from '../../support/builders.js';
import { pino } from 'pino';
import { createQualityMeter } from '../../../src/app/measure-quality.js';
import { createSettings } from '../../../src/app/change-settings.js';
import { createTelegramActions } from '../../../src/channels/telegram/actions.js';
import type { Administrators } from '../../../src/channels/telegram/administrators.js';
import { createHandleUpdate } from '../../../src/channels/telegram/handle-update.js';
import { createUpdateCounts } from '../../../src/channels/telegram/update-counts.js';
import type { Mode, Policy } from '../../../src/domain/policy.js';
import type { MessageStore, Store, StoredMessage } from '../../../src/domain/store.js';
import { createTestGate, createTestPlacing, NOW, sayingActions } from '../../support/gate.js';
import { aTelegramMessage, admin, ann, anUpdate, BOT, bot, GROUP } from './updates.js';

type Fields = Readonly<Record<string, unknown>>;

export interface Line extends Fields {
  readonly level: number;
  readonly msg: string;
}

export interface HandlerOptions {
  readonly mode?: Mode;
  readonly adminChat?: string | null;
  readonly policy?: Partial<Omit<Policy, 'thresholds'>>;
  readonly administrators?: Partial<Administrators>;
  readonly logLevel?: string;
}

/** The real handler on the real app and a real store; Ada administers the group, and nobody anything else. */
export function createTestHandler(store: Store, options: HandlerOptions = {}) {
  const { mode = 'reply', adminChat = null, logLevel = 'info' } = options;
  const defaultPolicy = () => aPolicy({ mode, adminChat, ...options.policy });
  const actions = {
    telegram: createTelegramActions({ sanctionDays: 30 }),
    sms: sayingActions,
    api: sayingActions,
  };
  const gate = createTestGate(store, mode, { actions, defaultPolicy });
  const lines: Line[] = [];
  const forgotten: string[] = [];
  const counts = createUpdateCounts();
  let answersAnnounced = 0;
  const isAda = (chat: string, user: string) => chat === String(GROUP) && user === String(admin.id);
  const handleUpdate = createHandleUpdate({
    identity: BOT,
    administrators: {
      has: async (chat, user) => isAda(chat, user),
      check: async (chat, user) => (isAda(chat, user) ? 'yes' : 'no'),
      forget: (chat) => void forgotten.push(chat),
      titleOf: async (chat) => (chat === String(GROUP) ? 'Gardeners' : chat),
      nameOf: async (_chat, user) => (user === String(admin.id) ? 'Ada' : user),
      ...options.administrators,
    },
    filter: gate.filter,
    recordCorrection: gate.recordCorrection,
    settings: createSettings(store, defaultPolicy),
    quality: createQualityMeter({ store, defaultPolicy }),
    explain: (text) => ({
      parts: text.split(' ').map((word) => ({ text: word, logOdds: word.length / 10 })),
      normalised: null,
    }),
    sanctionDays: 30,
    models: { placing: createTestPlacing(store), adminChat },
    store,
    keyedHash,
    clock: { now: () => NOW },
    logger: pino({ level: logLevel }, { write: (line) => lines.push(JSON.parse(line) as Line) }),
    counts,
    onTasks: () => (answersAnnounced += 1),
  });
  let messageId = 1000;
  return {
    handleUpdate,
    lines,
    forgotten,
    counts: () => counts.read(),
    answersAnnounced: () => answersAnnounced,
    /** Handles a new message, and gives it as Telegram would show it in an answer. */
    say: async (fields: Fields): Promise<Fields> => {
      messageId += 1;
      const message = aTelegramMessage({ message_id: messageId, ...fields });
      await handleUpdate(anUpdate({ message }));
      return message;
    },
  };
}

export interface Done {
  readonly method: string;
  readonly chatId: string;
  readonly text?: string;
  readonly replyTo?: string | null;
  readonly messageId?: string;
}

/** Carries out all that is due, and tells what it was, lane by lane. */
export async function carryOutAll(store: Store): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (;;) {
    const now = new Date(NOW.getTime() + 60_000).toISOString();
    const tasks = await store.claimTasks({ now, leaseUntil: now, limit: 100 });
    if (tasks.length === 0) return done;
    for (const { id, payload } of tasks) {
      done.push(payload as unknown as Done);
      await store.finishTask(id, now);
    }
  }
}

/** The newest message of a conversation. */
export async function newest(store: MessageStore, conversation = GROUP): Promise<StoredMessage> {
  const query = { channel: 'telegram', conversation: String(conversation), limit: 1 } as const;
  const [message] = (await store.listMessages(query)).items;
  if (message === undefined) throw new Error('no message is stored');
  return message;
}

/** A handler, a spam message of Ann in the group that was dealt with, and a way to see what is said to a command. */
export async function setUpGroup(store: Store, options: HandlerOptions = {}) {
  const handler = createTestHandler(store, options);
  const spam = await handler.say({ text: 'Win at the casino', from: ann });
  const stored = await newest(store);
  const notices = await carryOutAll(store);
  const ask = async (fields: Readonly<Record<string, unknown>>) => {
    await handler.say(fields);
    return carryOutAll(store);
  };
  const answerTo = async (fields: Readonly<Record<string, unknown>>) => (await ask(fields)).at(-1)?.text;
  return { ...handler, spam, stored, notices, ask, answerTo };
}

/** What the bot has posted, as an answer to it shows it. */
export const botPost = (text: string | undefined) => aTelegramMessage({ message_id: 555, from: bot, text });
