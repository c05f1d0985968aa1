import fc from 'fast-check';
import { contactsOf } from '../../../src/classifier/near/contacts.js';

const listOf = (text: string) => [...(contactsOf(text) ?? ['too long'])].sort();

test.each([
  ['a link', 'see https://www.Evil.example/Path?a=1/', ['evil.example/path?a=1']],
  ['a bare link', 'see evil.example.', ['evil.example']],
  ['a chat', 'join t.me/+AbC12', ['t.me/+abc12']],
  ['a link with blanks', 'join t . me / evil now', ['t.me/evil']],
  ['a masked dot', 'see evil[.]com now', ['evil[.]com']],
  ['a dot in words', 'see evil (dot) com now', ['evil(dot)com']],
  ['invisible characters', 'see ev\u200bil.c\u00adom now', ['evil.com']],
  ['full-width letters', 'see ｅｖｉｌ．ｃｏｍ now', ['evil.com']],
  ['a handle', 'write to @Evil_Bot', ['@evil_bot']],
  ['a handle behind a word', 'write tome@evil', ['@evil']],
  ['an e-mail address', 'to me@evil.example', ['@evil', 'me@evil.example']],
  ['a host of a new ending', 'see (evil.newworld), now', ['evil.newworld']],
  ['a phone number', 'call +7 (999) 123-45-67', ['79991234567']],
  ['a phone number with dots', 'call 202.555.0100', ['2025550100']],
  ['a short phone number', 'call 555-01 00', ['5550100']],
  ['a solid number', 'call 5550100', ['5550100']],
  ['a dial code', 'dial *123*45#', ['12345']],
  ['a card', 'pay to 4000 1234 5678 9010', ['4000123456789010']],
  [
    'a wallet',
    'pay to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
  ],
])('contactsOf() sees %s', (_, text, expected) => {
  expect(listOf(text)).toEqual(expected);
});

test.each([
  'Your order 48213 comes on 2026-01-02, or on 12-05-2026, between 10:30 and 12:45',
  'It is 20.5 degrees and costs 1,500 dollars or 12.50',
  'Your code is 482913. Card **1234',
  'One two three. Four five, six: seven!',
  'Donaudampfschifffahrtsgesellschaft',
  'At 7 a.m. or 9 p.m., e.g. in the U.S.A. …',
])('contactsOf() sees none in %j', (text) => {
  expect(listOf(text)).toEqual([]);
});

test.each([
  ['a long text', `${'word '.repeat(300)}evil.example`],
  ['many signs', `${', '.repeat(1200)}evil.example`],
  ['many pictures', `${'🎈🎁'.repeat(130)} evil.example`],
  ['what becomes long', `${'\ufdfa'.repeat(130)} evil.example`],
])('contactsOf() is null for %s, whose end it does not see', (_, text) => {
  expect(contactsOf(text)).toBeNull();
});

test('contactsOf() takes any string, and says the same of it in capitals', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(() => contactsOf(text)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), (link) => {
      const contacts = contactsOf(`see ${link} now`);
      expect(contacts?.size).not.toBe(0);
    }),
  );
});
