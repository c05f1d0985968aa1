import { keyedHash } from '../../support/privacy.js';
import { createSmsActions } from '../../../src/channels/sms/actions.js';
import { aPolicy, aStoredMessage, aVerdict } from '../../support/builders.js';

const actions = createSmsActions({ isForwarded: () => true, keyedHash });
const arrived = aStoredMessage({
  id: 'M1',
  channel: 'sms',
  conversation: '+15005550006',
  messageId: 'SM1',
  sender: { id: '+14155550123', name: 'Ann', role: 'member' },
  unscored: ['media'],
  attachments: [{ kind: 'media', content: 'https://m.example/0' }],
  gateway: 'twilio/acme',
});
const withheld = {
  ...arrived,
  isWithheld: true,
  status: 'quarantined' as const,
  verdict: aVerdict({ action: 'quarantine', band: 'spam', score: 0.97, reasons: ['above-threshold'] }),
};

const FORWARDED = {
  version: 1,
  type: 'message.received',
  id: 'M1',
  channel: 'sms',
  conversation: '+15005550006',
  messageId: 'SM1',
  sender: { id: '+14155550123', name: 'Ann' },
  text: 'Lunch at noon?',
  unscored: ['media'],
  attachments: [{ kind: 'media', content: 'https://m.example/0' }],
  gateway: 'twilio/acme',
  score: 0.01,
  band: 'ham',
  reasons: ['below-threshold'],
  model: 'test@1.0.0',
  released: false,
  receivedAt: '2026-01-02T03:04:05.000Z',
};

describe('createSmsActions()', () => {
  test('forwards what is accepted, in the order of its sender', () => {
    expect(actions.tasksForVerdict(arrived, { policy: aPolicy(), campaign: null })).toEqual([
      {
        target: 'forward',
        dedupeKey: 'sms:+15005550006:SM1:0:forward',
        lane: `forward:sms:+15005550006:${keyedHash('sms:+14155550123')}`,
        payload: FORWARDED,
      },
    ]);
  });

  test('forwards what is only observed', () => {
    const observed = { ...arrived, verdict: aVerdict({ action: 'observe', band: 'spam' }) };
    expect(actions.tasksForVerdict(observed, { policy: aPolicy(), campaign: null })).toHaveLength(1);
  });

  test('keeps back what is withheld', () => {
    expect(actions.tasksForVerdict(withheld, { policy: aPolicy(), campaign: null })).toEqual([]);
  });

  test('forwards what a person released, under the key of the message, so that it goes out once', () => {
    const [task] = actions.tasksForRelease(withheld, aPolicy());
    expect(task).toMatchObject({
      dedupeKey: 'sms:+15005550006:SM1:0:forward',
      payload: { released: true, band: 'spam', score: 0.97 },
    });
  });

  test('cannot take back what was forwarded', () => {
    expect(actions.tasksForRemoval(arrived, aPolicy())).toEqual([]);
  });

  test('does nothing where nothing is to be forwarded', () => {
    const quiet = createSmsActions({ isForwarded: (number) => number === '+15005550007', keyedHash });
    expect([
      quiet.tasksForVerdict(arrived, { policy: aPolicy(), campaign: null }),
      quiet.tasksForRelease(withheld, aPolicy()),
    ]).toEqual([[], []]);
  });
});
