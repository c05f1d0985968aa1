import { isHashed } from '../../src/domain/privacy.js';
import type { ChannelActions } from '../../src/domain/channel-actions.js';
import type { Store } from '../../src/domain/store.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { createTestGate, dueTasks, sayingActions, wordScorer } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});
afterEach(() => opened.cleanUp());

describe('createFilter()', () => {
  test('filter() keeps message, verdict and tasks together', async () => {
    const gate = createTestGate(store);
    const { isRepeat, message } = await gate.filter(aMessage({ text: 'casino tonight' }));
    expect(isRepeat).toBe(false);
    expect(message).toMatchObject({
      id: 'M000000001',
      status: 'quarantined',
      isWithheld: true,
      verdict: { band: 'spam', action: 'quarantine', model: 'words@1.0.0', reasons: ['above-threshold'] },
    });
    expect(await store.findMessage('M000000001')).toEqual(message);
    expect((await dueTasks(store)).map((task) => task.payload)).toEqual(['verdict']);
    expect(gate.announced()).toBe(1);
  });

  test('filter() answers a repeat with the verdict of the first time and acts once', async () => {
    const gate = createTestGate(store);
    const first = await gate.filter(aMessage({ text: 'casino tonight' }));
    const again = await gate.filter(aMessage({ text: 'casino tonight' }));
    expect(again).toEqual({ ...first, isRepeat: true });
    expect(await dueTasks(store)).toHaveLength(1);
    expect(gate.announced()).toBe(1);
  });

  test('filter() scores an edit as a new revision', async () => {
    const gate = createTestGate(store);
    await gate.filter(aMessage({ text: 'hello all' }));
    const { message } = await gate.filter(aMessage({ text: 'casino tonight', revision: 1_767_323_045 }));
    expect(message.verdict.action).toBe('quarantine');
  });

  test.each(['observe', 'reply'] as const)(
    'filter() leaves the message where it is in mode %s',
    async (mode) => {
      const { message } = await createTestGate(store, mode).filter(aMessage({ text: 'casino tonight' }));
      expect(message).toMatchObject({ status: 'accepted', isWithheld: false, verdict: { action: mode } });
    },
  );

  test('filter() obeys the settings of the conversation', async () => {
    await store.changeSettings({ channel: 'telegram', id: '-1001' }, { mode: 'observe', threshold: 0.55 });
    const gate = createTestGate(store);
    const here = await gate.filter(aMessage({ text: 'a faint hope' }));
    const elsewhere = await gate.filter(aMessage({ text: 'a faint hope', conversation: '-1002' }));
    expect(here.message.verdict).toMatchObject({ band: 'spam', action: 'observe' });
    expect(elsewhere.message.verdict).toMatchObject({ band: 'unsure', action: 'accept' });
  });

  test('filter() lets the message stand and hands over the fault when the scorer throws', async () => {
    const { message, fault } = await createTestGate(store).filter(aMessage({ text: 'broken casino' }));
    expect(message).toMatchObject({
      status: 'accepted',
      verdict: { score: null, band: 'unsure', action: 'observe', reasons: ['scorer-failed'] },
    });
    expect(fault).toEqual(new Error('the scorer broke'));
  });

  test('filter() hands over a fault when the scorer gives no probability', async () => {
    const currentScorer = () => ({ model: 'words@1.0.0', score: () => Float32Array.of(NaN) });
    const gate = createTestGate(store, 'quarantine', { currentScorer });
    const { message, fault } = await gate.filter(aMessage({ text: 'casino tonight' }));
    expect(message.verdict).toMatchObject({ score: null, action: 'observe', reasons: ['scorer-failed'] });
    expect(fault).toEqual(new RangeError('The scorer gave NaN'));
  });

  test.each(['', ' \n\t'])('filter() does not score %j', async (text) => {
    const { message } = await createTestGate(store).filter(aMessage({ text }));
    expect(message.verdict).toMatchObject({ score: null, action: 'accept', reasons: ['no-text'] });
  });

  test('filter() keeps texts of 100,000 characters and texts with broken surrogates', async () => {
    const gate = createTestGate(store);
    const long = await gate.filter(aMessage({ text: 'casino '.repeat(14_286) }));
    const broken = await gate.filter(aMessage({ text: 'casino \ud83d\u0000', messageId: '18' }));
    expect(await store.findMessage(long.message.id)).toEqual(long.message);
    expect(await store.findMessage(broken.message.id)).toMatchObject({
      surfaces: [{ kind: 'body', text: 'casino \ufffd\ufffd' }],
    });
  });

  test('filter() takes the thresholds of the very model that scores, when it is swapped meanwhile', async () => {
    let isSwapped = false;
    const gate = createTestGate(
      {
        ...store,
        readSender: (...of) => {
          isSwapped = true;
          return store.readSender(...of);
        },
      },
      'quarantine',
      {
        currentScorer: () => (isSwapped ? { ...wordScorer, model: 'words@2.0.0' } : wordScorer),
        defaultPolicy: () => aPolicy({}, { spam: isSwapped ? 0.99 : 0.8 }),
      },
    );
    const { message } = await gate.filter(aMessage({ text: 'casino tonight' }));
    expect(message.verdict).toMatchObject({ model: 'words@2.0.0', band: 'unsure', action: 'accept' });
  });

  test('filter() keeps nothing when the store fails', async () => {
    const gate = createTestGate({
      ...store,
      saveArrival: () => Promise.reject(new Error('disk full')),
    });
    await expect(gate.filter(aMessage({ text: 'casino tonight' }))).rejects.toThrow('disk full');
    expect(gate.announced()).toBe(0);
    expect((await store.listMessages({ limit: 10 })).items).toEqual([]);
  });

  test.each([
    { text: 'lunch at noon', channel: 'telegram', mode: 'quarantine', isHash: true },
    { text: 'a faint hope', channel: 'telegram', mode: 'quarantine', isHash: false },
    { text: 'casino tonight', channel: 'telegram', mode: 'observe', isHash: false },
    { text: 'lunch at noon', channel: 'telegram', mode: 'ban', isHash: false },
    { text: 'lunch at noon', channel: 'telegram', mode: 'restrict', isHash: false },
    { text: 'lunch at noon', channel: 'sms', mode: 'quarantine', isHash: true },
  ] as const)(
    'filter() of "$text" in $channel and mode $mode keeps the hash alone: $isHash',
    async ({ text, channel, mode, isHash }) => {
      const { message } = await createTestGate(store, mode).filter(aMessage({ text, channel }));
      const kept = (await store.findMessage(message.id))?.sender.id ?? '';
      expect([message.sender.id, isHashed(kept)]).toEqual(['42', isHash]);
    },
  );

  test('filter() keeps the number of a sender whose message waits to be forwarded', async () => {
    const actions: ChannelActions = {
      ...sayingActions,
      tasksForVerdict: (message, { policy }) => sayingActions.tasksForRelease(message, policy),
    };
    const gate = createTestGate(store, 'quarantine', {
      actions: { telegram: actions, sms: actions, api: actions },
    });
    const { message } = await gate.filter(aMessage({ channel: 'sms' }));
    expect((await store.findMessage(message.id))?.sender.id).toBe('42');
  });
});
