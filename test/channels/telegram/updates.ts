import type { FakeUser } from '../../support/fake-telegram-state.js';

/** Builders of updates as Telegram sends them. */
export const BOT = { id: '7000001', username: 'hamgate_test_bot' } as const;
export const GROUP = -1001234567890;

export const ann: FakeUser = { id: 42, is_bot: false, first_name: 'Ann', last_name: 'Lee' };
export const bob: FakeUser = { id: 43, is_bot: false, first_name: 'Bob' };
export const admin: FakeUser = { id: 77, is_bot: false, first_name: 'Ada' };
export const bot: FakeUser = { id: 7000001, is_bot: true, first_name: 'Hamgate', username: BOT.username };

export const group = { id: GROUP, type: 'supergroup', title: 'Gardeners' } as const;
export const privateChat = (user: FakeUser) => ({
  id: user.id,
  type: 'private',
  first_name: user.first_name,
});

type Fields = Readonly<Record<string, unknown>>;

let updateIds = 900;

export function aTelegramMessage(fields: Fields = {}): Fields {
  return { message_id: 17, date: 1_767_323_045, chat: group, from: ann, ...fields };
}

export function anUpdate(content: Fields): Fields {
  updateIds += 1;
  return { update_id: updateIds, ...content };
}

export const messageUpdate = (fields: Fields = {}): Fields => anUpdate({ message: aTelegramMessage(fields) });
