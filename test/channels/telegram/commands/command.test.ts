import fc from 'fast-check';
import { parseCommand, parseThreshold } from '../../../../src/channels/telegram/commands/command.js';

const parse = (text: string) => parseCommand(text, 'Hamgate_Test_Bot');

describe('parseCommand()', () => {
  test.each([
    ['/help', { name: 'help', argument: '', isPlain: true }],
    ['/notspam', { name: 'notspam', argument: '', isPlain: true }],
    ['/NotSpam', { name: 'notspam', argument: '', isPlain: true }],
    [' /spam ', { name: 'spam', argument: '', isPlain: true }],
    ['/spam@hamgate_test_bot', { name: 'spam', argument: '', isPlain: true }],
    ['/notspam 7K3QX9ABCD', { name: 'notspam', argument: '7K3QX9ABCD', isPlain: true }],
    ['/notspam ID 7K3QX9ABCD', { name: 'notspam', argument: '7K3QX9ABCD', isPlain: true }],
    ['/mode quarantine', { name: 'mode', argument: 'quarantine', isPlain: true }],
    ['/mode@HAMGATE_TEST_BOT\n reply', { name: 'mode', argument: 'reply', isPlain: true }],
    ['/threshold 0.9', { name: 'threshold', argument: '0.9', isPlain: true }],
    ['/threshold 0,95', { name: 'threshold', argument: '0,95', isPlain: true }],
    ['/threshold .5', { name: 'threshold', argument: '.5', isPlain: true }],
    ['/threshold 90 %', { name: 'threshold', argument: '90 %', isPlain: true }],
    ['/threshold default', { name: 'threshold', argument: 'default', isPlain: true }],
    ['/start ref_1-2', { name: 'start', argument: 'ref_1-2', isPlain: true }],
    ['/help win at casino', { name: 'help', argument: 'win at casino', isPlain: false }],
    ['/help spam.example', { name: 'help', argument: 'spam.example', isPlain: false }],
    ['/help https://spam.example', { name: 'help', argument: 'https://spam.example', isPlain: false }],
    ['/spam @casino', { name: 'spam', argument: '@casino', isPlain: false }],
    [`/spam ${'x'.repeat(65)}`, { name: 'spam', argument: 'x'.repeat(65), isPlain: false }],
  ])('reads %j', (text, command) => {
    expect(parse(text)).toEqual(command);
  });

  test.each([
    ['hello'],
    [''],
    ['/'],
    ['/spam@other_bot'],
    ['/spam@'],
    ['/kick'],
    ['/spammer'],
    ['/spam!'],
    ['//spam'],
    ['say /spam'],
    ['/spam@hamgate_test_bot@x'],
    ['/spam\u200b'],
  ])('leaves %j alone', (text) => {
    expect(parse(text)).toBeNull();
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parse(`/spam ${text}`)).not.toThrow();
        expect(() => parse(text)).not.toThrow();
      }),
    );
  });

  test('reads a text of 100,000 characters', () => {
    expect(parse(`/spam ${' '.repeat(50_000)}${'x '.repeat(25_000)}`)).toMatchObject({ isPlain: false });
  });
});

describe('parseThreshold()', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['0,75', 0.75],
    ['90%', 0.9],
    ['90 %', 0.9],
    ['100%', 1],
  ])('reads %j', (argument, threshold) => {
    expect(parseThreshold(argument)).toBeCloseTo(threshold, 12);
  });

  test.each([['1.01'], ['-0.1'], ['101%'], ['1e-3'], ['NaN'], ['high'], [''], ['%'], ['0.5.5'], ['0x1']])(
    'refuses %j',
    (argument) => {
      expect(parseThreshold(argument)).toBeNull();
    },
  );
});
