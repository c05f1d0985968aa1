import fc from 'fast-check';
import { signalsIn } from '../../../../src/channels/telegram/reading/message-signals.js';

const link = (url: string, length: number) => ({ type: 'text_link', offset: 0, length, url });
const times = (count: number, type: string) =>
  Array.from({ length: count }, (_, i) => ({ type, offset: i, length: 1 }));

test.each([
  [
    'a link that shows another address',
    { text: 'paypal.com', entities: [link('https://evil.example/x', 10)] },
    ['hidden-link'],
  ],
  [
    'a link that shows its own address',
    { text: 'https://www.Kernel.org', entities: [link('https://kernel.org/a', 22)] },
    [],
  ],
  ['a link behind a word', { text: 'here', entities: [link('https://kernel.org', 4)] }, []],
  ['two links', { text: 'a b', entities: times(2, 'url') }, []],
  ['three links in a caption', { caption: 'a b c', caption_entities: times(3, 'url') }, ['many-links']],
  ['three mentions', { text: 'a b c', entities: times(3, 'mention') }, ['many-mentions']],
  ['three bought emoji', { text: 'abc', entities: times(3, 'custom_emoji') }, ['custom-emoji']],
  ['a forward', { text: 'a', forward_origin: { type: 'hidden_user' } }, ['forwarded']],
  ['buttons sent through a bot', { text: 'a', reply_markup: {}, via_bot: {} }, ['buttons', 'via-bot']],
  ['a picture', { photo: [{}], caption: 'My garden' }, ['media']],
  ['plain text', { text: 'Lunch at noon?' }, []],
])('signalsIn() of %s', (_, message, signals) => {
  expect(signalsIn(message)).toEqual(signals);
});

test('signalsIn() takes any JSON', () => {
  const field = fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue());
  fc.assert(
    fc.property(fc.record({ text: field, entities: field, caption_entities: field }), (message) => {
      expect(Array.isArray(signalsIn(message))).toBe(true);
    }),
  );
});
