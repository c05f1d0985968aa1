import { aPolicy } from '../support/builders.js';
import { decide, type Evidence, isScore } from '../../src/domain/decide.js';
import type { Policy } from '../../src/domain/policy.js';

const POLICY: Policy = aPolicy();

function decideOn(evidence: Partial<Evidence>, mode: Policy['mode'] = 'quarantine') {
  return decide(
    {
      channel: 'telegram',
      isCarrierKeyword: false,
      text: 'Earn money from home',
      senderRole: 'member',
      isTrusted: false,
      signals: [],
      memory: null,
      nearMemory: null,
      score: 0.9,
      model: 'test@1.0.0',
      ...evidence,
    },
    { ...POLICY, mode },
  );
}

const CODE = 'Your verification code is 482913';

describe('decide()', () => {
  test.each([
    [0.8, { band: 'spam', action: 'quarantine', reasons: ['above-threshold'] }],
    [0.7999, { band: 'unsure', action: 'accept', reasons: ['above-review-threshold'] }],
    [0.5, { band: 'unsure', action: 'accept', reasons: ['above-review-threshold'] }],
    [0.4999, { band: 'ham', action: 'accept', reasons: ['below-threshold'] }],
    [0, { band: 'ham', action: 'accept', reasons: ['below-threshold'] }],
    [1, { band: 'spam', action: 'quarantine', reasons: ['above-threshold'] }],
  ] as const)('decide() acts on a score exactly at the threshold: %d is %j', (score, ruling) => {
    expect(decideOn({ score })).toEqual({ score, ...ruling, model: 'test@1.0.0' });
  });

  test.each(['observe', 'reply', 'quarantine'] as const)(
    'decide() does with spam what the mode %s says',
    (mode) => {
      expect(decideOn({}, mode)).toMatchObject({ band: 'spam', action: mode });
    },
  );

  test.each([NaN, Infinity, -Infinity, 1.01, -0.01])(
    'decide() observes when the scorer fails with %d, and never calls that ham',
    (score) => {
      expect(decideOn({ score })).toMatchObject({
        score: null,
        band: 'unsure',
        action: 'observe',
        reasons: ['scorer-failed'],
      });
    },
  );

  test.each([
    ['an admin', { senderRole: 'admin' }, { action: 'accept', reasons: ['admin-sender'] }],
    [
      'an admin, though confirmed',
      { senderRole: 'admin', memory: 'spam' },
      { action: 'accept', reasons: ['admin-sender'] },
    ],
    ['an exempt sender', { senderRole: 'exempt' }, { action: 'accept', reasons: ['exempt-sender'] }],
    ['a released text', { memory: 'ham' }, { action: 'accept', reasons: ['released-before'] }],
    [
      'a confirmed text',
      { memory: 'spam', score: 0.01 },
      { action: 'quarantine', reasons: ['confirmed-before'] },
    ],
    [
      'nearly a released text',
      { nearMemory: 'ham' },
      { band: 'ham', action: 'accept', reasons: ['released-nearly'] },
    ],
    [
      'nearly a confirmed text',
      { nearMemory: 'spam', score: 0.01 },
      { band: 'spam', action: 'quarantine', reasons: ['confirmed-nearly'] },
    ],
    [
      'a released text that is nearly a confirmed one',
      { memory: 'ham', nearMemory: 'spam' },
      { action: 'accept', reasons: ['released-before'] },
    ],
    [
      'a confirmed text that is nearly a released one',
      { memory: 'spam', nearMemory: 'ham' },
      { action: 'quarantine', reasons: ['confirmed-before'] },
    ],
    [
      'a carrier keyword',
      { channel: 'sms', text: 'STOP' },
      { action: 'accept', reasons: ['carrier-keyword'] },
    ],
    ['no text', { text: ' \n', score: null }, { action: 'accept', reasons: ['no-text'] }],
  ] as const)('decide() lets %s decide before the score', (_, evidence, ruling) => {
    expect(decideOn(evidence)).toMatchObject(ruling);
  });

  test('decide() knows carrier keywords in text messages only', () => {
    expect(decideOn({ channel: 'telegram', text: 'STOP' }).action).toBe('quarantine');
  });

  test.each([
    [0.94, { band: 'unsure', action: 'accept', reasons: ['above-review-threshold', 'one-time-code'] }],
    [0.95, { band: 'spam', action: 'quarantine', reasons: ['above-threshold', 'one-time-code'] }],
  ] as const)('decide() needs a higher score for a one-time code: %d is %j', (score, ruling) => {
    expect(decideOn({ text: CODE, score })).toMatchObject(ruling);
  });
});

test.each([
  [0, true],
  [1, true],
  [null, false],
  [NaN, false],
  [1.0001, false],
])('isScore(%s) is %s', (score, expected) => {
  expect(isScore(score)).toBe(expected);
});

describe('decide() with signals and trust', () => {
  test('decide() lets no single signal make a message spam, and two of them do', () => {
    expect(decideOn({ score: 0.79, signals: ['campaign'] })).toMatchObject({
      score: 0.79,
      band: 'unsure',
      reasons: ['above-review-threshold', 'signals'],
    });
    expect(decideOn({ score: 0.79, signals: ['campaign', 'campaign'] })).toMatchObject({ band: 'unsure' });
    expect(decideOn({ score: 0.79, signals: ['forwarded', 'media'] })).toMatchObject({
      band: 'spam',
      reasons: ['above-threshold', 'signals'],
    });
  });

  test('decide() is not moved far by all signals at once', () => {
    const signals = ['hidden-link', 'many-links', 'campaign', 'buttons', 'via-bot'] as const;
    expect(decideOn({ score: 0.55, signals })).toMatchObject({ band: 'unsure' });
    expect(decideOn({ score: 0.01, signals })).toMatchObject({ band: 'ham' });
    expect(decideOn({ score: 0.9, signals })).toMatchObject({ band: 'spam', reasons: ['above-threshold'] });
  });

  test('decide() asks more of who has been here for a while, and checks him all the same', () => {
    expect(decideOn({ score: 0.9, isTrusted: true })).toMatchObject({
      band: 'unsure',
      action: 'accept',
      reasons: ['above-review-threshold', 'trusted-sender'],
    });
    expect(decideOn({ score: 0.95, isTrusted: true })).toMatchObject({
      band: 'spam',
      reasons: ['above-threshold', 'trusted-sender'],
    });
  });
});

test.each([
  ['the word', { text: 'STOP' }],
  ['what the gateway takes for one', { text: 'genug davon', isCarrierKeyword: true }],
])('decide() lets %s through, though a person has called it spam', (_name, evidence) => {
  const stop = { ...evidence, channel: 'sms', memory: 'spam', score: 1 } as const;
  expect(decideOn(stop)).toMatchObject({ action: 'accept', reasons: ['carrier-keyword'] });
  expect(decideOn({ ...stop, channel: 'telegram' })).toMatchObject({ reasons: ['confirmed-before'] });
});
