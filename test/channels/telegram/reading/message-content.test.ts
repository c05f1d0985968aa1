import { readContent } from '../../../../src/channels/telegram/reading/message-content.js';
import { aTelegramMessage, ann } from '../updates.js';

const photo = [{ file_id: 'f1', file_unique_id: 'u1', width: 90, height: 90 }];

describe('readContent()', () => {
  test.each([
    ['a text', { text: 'Hello' }, [{ kind: 'body', text: 'Hello' }], []],
    [
      'a text with entities',
      {
        text: 'see here',
        entities: [{ type: 'text_link', offset: 4, length: 4, url: 'https://spam.example' }],
      },
      [
        { kind: 'body', text: 'see here' },
        { kind: 'link', text: 'https://spam.example' },
      ],
      [],
    ],
    [
      'a photo with a caption',
      { photo, caption: 'My garden', caption_entities: [], has_media_spoiler: true },
      [{ kind: 'caption', text: 'My garden' }],
      ['photo'],
    ],
    ['a photo', { photo }, [], ['photo']],
    ['a sticker', { sticker: { emoji: 'x' } }, [], ['sticker']],
    ['a poll', { poll: { question: 'casino?' } }, [{ kind: 'poll', text: 'casino?' }], []],
    ['a die', { dice: { emoji: 'x', value: 3 } }, [], []],
    ['a voice message', { voice: { duration: 2 } }, [], ['voice']],
    [
      'an animation, which Telegram calls a document, too',
      { animation: {}, document: {} },
      [],
      ['animation', 'document'],
    ],
    [
      'a quote',
      { text: 'yes', quote: { text: 'casino' } },
      [
        { kind: 'body', text: 'yes' },
        { kind: 'quote', text: 'casino' },
      ],
      [],
    ],
    ['no buttons', { text: 'x', reply_markup: {} }, [{ kind: 'body', text: 'x' }], []],
    ['what Telegram invents tomorrow', { hologram: { text: 'casino' } }, [], ['hologram']],
    [
      'a forwarded answer in a topic, with everything Telegram says about it',
      {
        text: 'x',
        message_thread_id: 3,
        is_topic_message: true,
        forward_origin: { type: 'hidden_user', sender_user_name: 'n', date: 1 },
        reply_to_message: aTelegramMessage({ text: 'casino' }),
        via_bot: ann,
        media_group_id: '9',
        link_preview_options: { is_disabled: true },
        edit_date: 5,
      },
      [
        { kind: 'body', text: 'x' },
        { kind: 'forward', text: 'n' },
      ],
      [],
    ],
    ['an empty text', { text: '' }, [], []],
    ['fields that are null', { text: null, photo: null }, [], []],
  ])('reads %s', (_what, fields, ...[surfaces, unscored]) => {
    expect(readContent(aTelegramMessage(fields))).toEqual({ surfaces, unscored, service: null });
  });

  test.each([
    ['new_chat_members', { new_chat_members: [ann], new_chat_member: ann }],
    ['left_chat_member', { left_chat_member: ann }],
    ['pinned_message', { pinned_message: aTelegramMessage({ text: 'casino' }) }],
    ['migrate_to_chat_id', { migrate_to_chat_id: -1009 }],
    ['forum_topic_created', { forum_topic_created: { name: 'casino' } }],
    ['video_chat_started', { video_chat_started: {} }],
  ])('knows %s as a note of Telegram', (service, fields) => {
    expect(readContent(aTelegramMessage(fields))).toMatchObject({ service, surfaces: [] });
  });

  test('reads the text that comes with a note of Telegram', () => {
    expect(readContent(aTelegramMessage({ text: 'casino', gift: {} }))).toMatchObject({
      service: null,
      surfaces: [{ kind: 'body', text: 'casino' }],
    });
  });

  test('cuts the name of an unknown kind', () => {
    expect(readContent({ ['x'.repeat(500)]: 1 }).unscored).toEqual(['x'.repeat(64)]);
  });
});
