import fc from 'fast-check';
import { surfacesOf } from '../../../../src/channels/telegram/reading/surfaces.js';
import { aTelegramMessage, ann } from '../updates.js';

const button = (text: string, more: object = {}) => ({ text, ...more });
const link = (offset: number, length: number, url: string) => ({ type: 'text_link', offset, length, url });
const chat = { id: -1009, type: 'channel', title: 'Rich by Friday' };

/** One message for each place where Telegram shows text, as Telegram sends it, and all that has to be read of it. */
test.each([
  ['a text', { text: 'Hello all' }, ['body: Hello all']],
  [
    'links that hide their targets, in text and caption',
    {
      photo: [{ file_id: 'f' }],
      caption: 'my garden, more photos',
      caption_entities: [link(11, 11, 'https://win.example/now')],
    },
    ['caption: my garden, more photos', 'link: https://win.example/now'],
  ],
  [
    'a link once that is in the body as well as in the preview',
    { text: 'see https://a.example/x', link_preview_options: { url: 'https://a.example/x' } },
    ['body: see https://a.example/x'],
  ],
  [
    'a preview of another page than the text speaks of',
    { text: 'good morning', link_preview_options: { url: 'https://casino.example' } },
    ['body: good morning', 'page: https://casino.example'],
  ],
  [
    'somebody who is mentioned without a name of his own',
    {
      text: 'ask him',
      entities: [
        {
          type: 'text_mention',
          offset: 4,
          length: 3,
          user: { ...ann, first_name: 'Fast', last_name: 'Loans' },
        },
      ],
    },
    ['body: ask him', 'mention: Fast', 'mention: Loans'],
  ],
  [
    'what is quoted from another chat, and whose it is',
    {
      text: 'wow',
      quote: { text: 'I earn 500 a day', position: 0, entities: [link(0, 1, 'https://earn.example')] },
      external_reply: { origin: { type: 'channel', chat, date: 1, author_signature: 'Boss' }, chat },
    },
    [
      'body: wow',
      'link: https://earn.example',
      'quote: I earn 500 a day',
      'forward: Rich by Friday',
      'forward: Boss',
    ],
  ],
  [
    'buttons of an inline bot',
    {
      text: 'Look',
      via_bot: { ...ann, is_bot: true },
      reply_markup: {
        inline_keyboard: [
          [
            button('Open', { url: 'https://t.me/+abc' }),
            button('App', { web_app: { url: 'https://app.example' } }),
          ],
          [button('Sign in', { login_url: { url: 'https://login.example' } })],
        ],
      },
    },
    [
      'body: Look',
      'button: Open',
      'button: App',
      'button: Sign in',
      'button: https://t.me/+abc',
      'button: https://login.example',
      'button: https://app.example',
    ],
  ],
  [
    'a poll',
    {
      poll: {
        id: '1',
        question: 'Want income?',
        options: [{ text: 'Yes, dm me' }, { text: 'No' }],
        explanation: 'see bio',
      },
    },
    ['poll: Want income?', 'poll: Yes, dm me', 'poll: No', 'poll: see bio'],
  ],
  [
    'a list of things to do',
    {
      checklist: {
        title: 'To do',
        tasks: [{ id: 1, text: 'join us', text_entities: [link(0, 4, 'https://t.me/+x')] }],
      },
    },
    ['checklist: To do', 'checklist: join us', 'link: https://t.me/+x'],
  ],
  [
    'a contact',
    { contact: { phone_number: '+4915112345678', first_name: 'Credit', last_name: 'Today' } },
    ['contact: Credit', 'contact: Today', 'contact: +4915112345678'],
  ],
  [
    'a venue',
    { location: { latitude: 1, longitude: 2 }, venue: { title: 'Casino Royal', address: 'Main street 1' } },
    ['venue: Casino Royal', 'venue: Main street 1'],
  ],
  [
    'a game',
    { game: { title: 'Slots', description: 'Win big', text: 'top 10' } },
    ['game: Slots', 'game: Win big', 'game: top 10'],
  ],
  [
    'an invoice',
    { invoice: { title: 'VIP', description: 'Signals for a month', currency: 'USD' } },
    ['invoice: VIP', 'invoice: Signals for a month'],
  ],
  ['a giveaway', { giveaway: { chats: [chat], prize_description: 'iPhones' } }, ['giveaway: iPhones']],
  ['the winners of one', { giveaway_winners: { chat, prize_description: 'iPhones' } }, ['giveaway: iPhones']],
  ['the name of a file', { document: { file_name: 'bank-login.apk' } }, ['file: bank-login.apk']],
  [
    'a piece of music',
    { audio: { file_name: 'a.mp3', title: 'Free money', performer: 'dm me' } },
    ['file: a.mp3', 'file: Free money', 'file: dm me'],
  ],
  ['a film', { video: { file_name: 'leak.mp4' } }, ['file: leak.mp4']],
  ['a story', { story: { id: 4, chat } }, ['story: Rich by Friday']],
  [
    'a caption of paid media',
    { paid_media: { star_count: 5, paid_media: [{ type: 'preview' }] }, caption: 'hot' },
    ['caption: hot'],
  ],
  [
    'who wrote what was forwarded',
    { text: 'x', forward_origin: { type: 'hidden_user', sender_user_name: 'Earn with Leo', date: 1 } },
    ['body: x', 'forward: Earn with Leo'],
  ],
  [
    'text of a shape that Telegram may change',
    {
      rich_message: {
        blocks: [{ type: 'p', text: { type: 'bold', text: 'earn' } }, { url: 'https://x.example' }],
      },
    },
    ['body: earn', 'body: https://x.example'],
  ],
])('surfacesOf() reads %s', (_what, fields, expected) => {
  expect(surfacesOf(aTelegramMessage(fields)).map(({ kind, text }) => `${kind}: ${text}`)).toEqual(expected);
});

test("surfacesOf() does not take the answered message for the sender's words", () => {
  const message = aTelegramMessage({ text: 'no', reply_to_message: aTelegramMessage({ text: 'casino' }) });
  expect(surfacesOf(message)).toEqual([{ kind: 'body', text: 'no' }]);
});

test('surfacesOf() stops at 200 pieces, and at the twelfth level of what it does not know', () => {
  const inline_keyboard = [Array.from({ length: 900 }, (_, i) => button(`button ${i} here`))];
  expect(surfacesOf({ reply_markup: { inline_keyboard } })).toHaveLength(200);
  const deep = Array.from({ length: 5000 }).reduce<object>((inner) => ({ inner }), { text: 'x' });
  expect(surfacesOf({ rich_message: deep })).toEqual([]);
});

test('surfacesOf() takes whatever JSON comes', () => {
  const names = fc.constantFrom(
    'text',
    'entities',
    'poll',
    'options',
    'url',
    'quote',
    '__proto__',
    'reply_markup',
  );
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.dictionary(names, tie('value')),
      fc.array(tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(tree, (value) => {
      for (const { text } of surfacesOf(value)) expect(text).not.toBe('');
    }),
  );
});
