import { type Author, authorOf } from '../../../../src/channels/telegram/reading/sender.js';
import { ann, bob, GROUP, group } from '../updates.js';

const anonymousBot = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const channelBot = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };
const telegram = { id: 777_000, is_bot: false, first_name: 'Telegram' };
const channel = { id: -1_009_000_000_001, type: 'channel', title: 'Daily Deals' };

describe('authorOf()', () => {
  test.each<[string, Parameters<typeof authorOf>[0], Author]>([
    ['a user', { from: ann }, { kind: 'user', id: '42', name: 'Ann Lee' }],
    ['a user without a last name', { from: bob }, { kind: 'user', id: '43', name: 'Bob' }],
    ['a user without a name', { from: { id: 9, first_name: ' ' } }, { kind: 'user', id: '9', name: '9' }],
    [
      'an administrator in the name of the group',
      { from: anonymousBot, sender_chat: group },
      { kind: 'anonymous-admin', id: String(GROUP), name: 'Gardeners' },
    ],
    [
      'an administrator in the name of the group, with a title',
      { from: anonymousBot, sender_chat: group, author_signature: 'Head gardener' },
      { kind: 'anonymous-admin', id: String(GROUP), name: 'Head gardener' },
    ],
    [
      'the linked channel',
      { from: telegram, sender_chat: channel, is_automatic_forward: true },
      { kind: 'linked-channel', id: '-1009000000001', name: 'Daily Deals' },
    ],
    [
      'somebody in the name of a channel',
      { from: channelBot, sender_chat: channel },
      { kind: 'channel', id: '-1009000000001', name: 'Daily Deals' },
    ],
    [
      'somebody in the name of a channel with the title of the group',
      { from: channelBot, sender_chat: { ...channel, title: 'Gardeners' } },
      { kind: 'channel', id: '-1009000000001', name: 'Gardeners' },
    ],
    [
      'a user who has the id of the anonymous bot',
      { from: anonymousBot },
      { kind: 'user', id: '1087968824', name: 'Group' },
    ],
    ['nobody', {}, { kind: 'channel', id: String(GROUP), name: 'Gardeners' }],
  ])('recognises %s', (_who, message, author) => {
    expect(authorOf(message, group)).toEqual(author);
  });
});
