import type { Forgettable } from '../../src/domain/privacy.js';
import type { StoredMessage } from '../../src/domain/store.js';
import { aStoredMessage, anArrival, aVerdict } from '../support/builders.js';
import { keyedHash } from '../support/privacy.js';
import { aChange, aTask, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const ANN = { channel: 'telegram', conversation: '-1001', id: '42' } as const;
const HASHED = keyedHash('telegram:42');
const SPAM = { verdict: aVerdict({ band: 'spam' }), status: 'quarantined', isWithheld: true } as const;
const ORIGINAL = { method: 'POST', query: '', headers: {}, body: 'AA==' } as const;

const DUE = { before: at(100), keysBefore: at(50), limit: 99 };

export function retentionContract({ store, another }: StoreBench): void {
  const keep = (id: string, parts: Parameters<typeof aStoredMessage>[0] = {}, keepsSenderId = true) =>
    store().saveArrival(
      anArrival(aStoredMessage({ id, messageId: id, ...parts }), { keepsSenderId, originals: [ORIGINAL] }),
    );
  const kept = async (): Promise<readonly string[]> =>
    (await store().listMessages({ limit: 99 })).items.map(({ id }) => id).toReversed();
  const find = async (id: string): Promise<StoredMessage | null> => store().findMessage(id);

  test('saveArrival() keeps the hash alone of a sender whom no action needs', async () => {
    const sms = { channel: 'sms', sender: { id: '+49', name: '+49', role: 'member' } } as const;
    await keep('A1', {}, false);
    await keep('A2', sms, false);
    expect((await find('A1'))?.sender).toEqual({ id: HASHED, name: 'Ann', role: 'member' });
    expect((await find('A2'))?.sender).toMatchObject({
      id: keyedHash('sms:+49'),
      name: keyedHash('sms:+49'),
    });
    expect(await store().readSender(ANN, 9)).toMatchObject({ accepted: 1 });
    expect(await store().readSender({ ...ANN, id: HASHED }, 9)).toMatchObject({ accepted: 1 });
  });

  test('nameSender() gives a message its sender back, and nobody else', async () => {
    await keep('A1', {}, false);
    await store().nameSender('A1', '43');
    expect((await find('A1'))?.sender.id).toBe(HASHED);
    await store().nameSender('A1', '42');
    expect((await find('A1'))?.sender.id).toBe('42');
    await store().nameSender('NOBODY', '42');
  });

  test('forgetMessages() takes what is due of a kind, with originals and cards, up to a limit', async () => {
    await keep('H1', { receivedAt: at(1) });
    await keep('H2', { receivedAt: at(2) });
    await keep('NEW', { receivedAt: at(100) });
    await keep('SPAM', { receivedAt: at(3), ...SPAM });
    await keep('UNSURE', { receivedAt: at(4), verdict: aVerdict({ band: 'unsure' }) });
    await keep('RELEASED', { receivedAt: at(5), status: 'released' });
    await store().saveCard('H1', { chat: '-1', cardId: '5' });
    expect(await store().forgetMessages('ham', { ...DUE, limit: 1 })).toBe(1);
    expect(await store().forgetMessages('ham', DUE)).toBe(1);
    expect(await store().forgetMessages('ham', DUE)).toBe(0);
    expect(await kept()).toEqual(['NEW', 'SPAM', 'UNSURE', 'RELEASED']);
    expect(await store().readOriginals('H1')).toEqual([]);
    expect(await store().readCard('H1')).toBeNull();
    expect(await store().readOriginals('NEW')).toEqual([ORIGINAL]);
    expect(await store().forgetMessages('others', DUE)).toBe(3);
    expect(await kept()).toEqual(['NEW']);
  });

  test('forgetMessages() keeps what a sender has earned, and when he came', async () => {
    await keep('H1', { receivedAt: at(5) });
    await keep('U1', { receivedAt: at(3), verdict: aVerdict({ band: 'unsure' }) });
    await keep('R1', { receivedAt: at(4), ...SPAM, status: 'released' });
    await keep('NEW', { receivedAt: at(100) });
    const before = await store().readSender(ANN, 9);
    expect(before).toMatchObject({ accepted: 3, firstSeenAt: at(5) });
    await store().forgetMessages('ham', DUE);
    expect(await store().readSender(ANN, 9)).toMatchObject({ accepted: 3, firstSeenAt: at(3) });
    await store().forgetMessages('others', DUE);
    expect(await store().readSender(ANN, 9)).toMatchObject({ accepted: 3, firstSeenAt: at(3) });
    expect(await store().readSender(ANN, 2)).toMatchObject({ accepted: 2 });
    expect(await store().readSenderData({ channel: 'sms', id: '42' })).toEqual({});
  });

  test('moveConversation() adds up what a sender has earned in the old one and the new one', async () => {
    const next = { ...ANN, conversation: '-1002' };
    await keep('H1', { receivedAt: at(1) });
    await keep('H2', { receivedAt: at(2), conversation: '-1002' });
    await store().forgetMessages('ham', DUE);
    await store().changeStanding(next, 'untrusted');
    await store().moveConversation({ channel: 'telegram', id: '-1001' }, '-1002');
    expect(await store().readSender(next, 9)).toMatchObject({
      standing: 'untrusted',
      accepted: 2,
      firstSeenAt: at(1),
    });
  });

  test('forgetMessages() leaves the key of a young one: it comes again in vain, and is found nowhere', async () => {
    await keep('Y1', { receivedAt: at(60), ...SPAM });
    expect(await store().forgetMessages('others', DUE)).toBe(1);
    expect(await store().forgetMessages('others', DUE)).toBe(0);
    expect(await find('Y1')).toBeNull();
    expect(await kept()).toEqual([]);
    const key = { channel: 'telegram', conversation: '-1001', messageId: 'Y1' } as const;
    expect(await store().findLatest(key)).toBeNull();
    const again = await keep('Y2', { messageId: 'Y1', ...SPAM });
    expect(again).toMatchObject({ isRepeat: true, message: { surfaces: [], sender: { id: '', name: '' } } });
    expect(await store().forget('key', { before: at(60), limit: 9 })).toBe(0);
    expect(await store().forget('key', { before: at(61), limit: 9 })).toBe(1);
    expect(await keep('Y3', { messageId: 'Y1', ...SPAM })).toMatchObject({ isRepeat: false });
  });

  test('forgetMessages() leaves a message whose task waits, or was given up', async () => {
    for (const id of ['W1', 'D1', 'F1'])
      await store().saveArrival(
        anArrival(aStoredMessage({ id, messageId: id }), { tasks: [aTask({ dedupeKey: id, lane: id })] }),
      );
    const tasks = await store().claimTasks({ now: at(1), leaseUntil: at(60), limit: 9 });
    const idOf = (key: string) => tasks.find(({ dedupeKey }) => dedupeKey === key)?.id ?? 0;
    await store().buryTask(idOf('D1'), { at: at(2), reason: 'no' });
    await store().finishTask(idOf('F1'), at(2));
    expect(await store().forgetMessages('ham', DUE)).toBe(1);
    expect(await kept()).toEqual(['W1', 'D1']);
  });

  test('forgetMessages() of several processes at once counts each message once', async () => {
    for (let i = 0; i < 40; i++) await keep(`M${i}`, { receivedAt: at(i % 50) });
    const stores = [store(), await another(), await another()];
    const counts = await Promise.all(
      [...stores, ...stores].map(async (one) => {
        let all = 0;
        for (let count = 1; count > 0; all += count)
          count = await one.forgetMessages('ham', { ...DUE, limit: 7 });
        return all;
      }),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
    expect(await store().readSender(ANN, 99)).toMatchObject({ accepted: 40, firstSeenAt: at(0) });
  });

  test('hideSenders() hides who is needed no more: decided before then, or forwarded', async () => {
    const sms = { channel: 'sms', sender: { id: '+49', name: '+49', role: 'member' } } as const;
    await keep('WAITS', SPAM);
    await keep('DECIDED', { ...SPAM, status: 'confirmed' });
    await keep('LATELY', { ...SPAM, status: 'released' });
    await keep('STRICT');
    await keep('SENT', sms);
    const arrival = { tasks: [aTask({ dedupeKey: 'SENDING' })], keepsSenderId: true };
    await store().saveArrival(anArrival(aStoredMessage({ ...sms, id: 'SENDING', messageId: '9' }), arrival));
    await store().saveCorrection(aChange({ messageId: 'DECIDED', createdAt: at(9) }));
    await store().saveCorrection(aChange({ id: 'C2', messageId: 'LATELY', createdAt: at(10) }));
    expect(await store().hideSenders({ before: at(10), limit: 9 })).toBe(2);
    expect(await store().hideSenders({ before: at(10), limit: 9 })).toBe(0);
    const ids = await Promise.all(
      ['WAITS', 'DECIDED', 'LATELY', 'STRICT', 'SENT', 'SENDING'].map(
        async (id) => (await find(id))?.sender.id,
      ),
    );
    expect(ids).toEqual(['42', HASHED, '42', '42', keyedHash('sms:+49'), '+49']);
    expect((await find('SENT'))?.sender.name).toBe(keyedHash('sms:+49'));
    expect(await store().readOriginals('SENT')).toEqual([]);
    expect(await store().readOriginals('WAITS')).toEqual([ORIGINAL]);
  });

  test('finishTask() keeps the key of a task alone', async () => {
    await store().addTasks([aTask({ payload: { text: 'personal' } })], at(0));
    const [task] = await store().claimTasks({ now: at(1), leaseUntil: at(60), limit: 1 });
    await store().finishTask(task?.id ?? 0, at(2));
    await store().addTasks([aTask({ payload: { text: 'again' } })], at(3));
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
  });

  const MAKE: Readonly<Record<Exclude<Forgettable, 'key'>, () => Promise<unknown>>> = {
    'done-task': async () => {
      await store().addTasks([aTask()], at(0));
      const [task] = await store().claimTasks({ now: at(1), leaseUntil: at(60), limit: 1 });
      await store().finishTask(task?.id ?? 0, at(10));
    },
    'dead-task': async () => {
      await store().addTasks([aTask()], at(0));
      const [task] = await store().claimTasks({ now: at(1), leaseUntil: at(60), limit: 1 });
      await store().buryTask(task?.id ?? 0, { at: at(10), reason: 'no' });
    },
    'withdrawn-correction': async () => {
      await store().saveCorrection(aChange({ id: 'C1' }));
      await store().saveCorrection(aChange({ id: 'STANDS' }));
      await store().withdrawCorrection('C1', by(10));
    },
    'parked-update': () =>
      store().parkUpdate({ channel: 'telegram', updateId: '1', body: '{}', reason: '', at: at(10) }),
    reply: () => store().claimReply({ sender: '49', messageId: 'M1', now: at(10), since: at(0) }),
  };

  test.each(Object.keys(MAKE) as (keyof typeof MAKE)[])('forget() takes a %s that is old', async (what) => {
    await MAKE[what]();
    expect(await store().forget(what, { before: at(10), limit: 9 })).toBe(0);
    expect(await store().forget(what, { before: at(11), limit: 9 })).toBe(1);
    expect(await store().forget(what, { before: at(11), limit: 9 })).toBe(0);
    const left = (await store().listCorrections({ limit: 9 })).items.map(({ id, text }) => [id, text === '']);
    const emptied = [
      ['STANDS', false],
      ['C1', true],
    ];
    expect(left).toEqual(what === 'withdrawn-correction' ? emptied : []);
  });

  test('listConversations() names one of which no message is left', async () => {
    await keep('H1', { receivedAt: at(1) });
    await store().forgetMessages('ham', DUE);
    expect(await store().listConversations('telegram', 9)).toEqual(['-1001']);
  });
}
