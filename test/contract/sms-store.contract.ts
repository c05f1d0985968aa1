import { keyedHash } from '../support/privacy.js';
import type { MessagePart, OriginalRequest } from '../../src/domain/store.js';
import { aMessage, anArrival, aStoredMessage } from '../support/builders.js';
import { aTask, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const ORIGINALS: readonly OriginalRequest[] = [
  { method: 'POST', query: '?a=ä', headers: { 'x-signature': 'a"b', accept: '*/*' }, body: 'AAECAw==' },
  { method: 'GET', query: '', headers: {}, body: '' },
];

function aPart(id: string, number: number, parts: Partial<MessagePart> = {}): MessagePart {
  const message = {
    ...aMessage({
      channel: 'sms',
      messageId: id,
      text: `${id} ä🎁`,
      gateway: 'vonage',
      receivedAt: at(number),
    }),
    attachments: [{ kind: 'binary', content: 'AA==' } as const],
  };
  return { group: 'g', number, total: 2, message, originals: ORIGINALS, ...parts };
}

/** A group has a number in it, and is kept as a hash, which names it as well. */
const kept = (group: string): string => keyedHash(`sms:${group}`);

/** What text messages need of a store. */
export function smsStoreContract({ store, another }: StoreBench): void {
  test('readOriginals() gives back the requests of a message, in their order', async () => {
    const sms = aStoredMessage({ id: 'O1' });
    await store().saveArrival(anArrival(sms, { originals: ORIGINALS, tasks: [aTask()] }));
    await store().saveArrival(anArrival(sms, { originals: ORIGINALS }));
    expect(await store().readOriginals('O1')).toEqual(ORIGINALS);
    expect(await store().readOriginals('O2')).toEqual([]);
  });

  test('readContext() knows nothing of a conversation that nobody has seen', async () => {
    const query = { channel: 'sms', conversation: '\u0000', sender: '', atMost: 1, since: at(0) } as const;
    const prints = { fingerprint: 'f1', nearFingerprint: 'f1', bands: [], scope: 'conversation' } as const;
    expect(await store().readContext({ ...query, ...prints })).toMatchObject({
      settings: await store().readSettings({ channel: 'sms', id: '\u0000' }),
      memory: null,
      remembered: [],
      otherSenders: 0,
    });
  });

  test('listParts() gives the parts of one text by their numbers, each once', async () => {
    const parts = [aPart('two', 2), aPart('one', 1), aPart('other', 1, { group: 'h' })];
    for (const part of parts) expect(await store().savePart(part)).toBe(true);
    expect(await store().savePart(aPart('one', 1))).toBe(false);
    expect(await store().listParts('g')).toEqual([parts[1], parts[0]]);
  });

  test('markJoined() leaves a part known, and listed no more', async () => {
    const [one, two] = [aPart('one', 1), aPart('two', 2)];
    await store().savePart(one);
    await store().savePart(two);
    await store().markJoined([one]);
    expect(await store().listParts('g')).toEqual([two]);
    expect(await store().savePart(one)).toBe(false);
    await store().markJoined([]);
  });

  test('listLateGroups() names the groups that wait since before a time, forgetParts() only what is joined', async () => {
    await store().savePart(aPart('one', 1));
    await store().savePart(aPart('three', 3, { group: 'h' }));
    expect(await store().listLateGroups(at(1), 9)).toEqual([]);
    expect(await store().listLateGroups(at(2), 9)).toEqual([kept('g')]);
    await store().forgetParts(at(9));
    expect([...(await store().listLateGroups(at(9), 9))].sort()).toEqual([kept('g'), kept('h')].sort());
    await store().markJoined([aPart('one', 1)]);
    await store().forgetParts(at(9));
    expect(await store().savePart(aPart('one', 1))).toBe(true);
  });

  test('claimReply() lets one message in a time have it, and says the same again', async () => {
    const claim = { sender: '+1', messageId: 'M1', now: at(10), since: at(0) };
    expect(await store().claimReply(claim)).toBe(true);
    expect(await store().claimReply({ ...claim, now: at(11) })).toBe(true);
    expect(await store().claimReply({ ...claim, messageId: 'M2', now: at(12), since: at(2) })).toBe(false);
    expect(await store().claimReply({ ...claim, messageId: 'M3', now: at(99), since: at(89) })).toBe(true);
    expect(await store().claimReply({ ...claim, sender: '+2', messageId: 'M2' })).toBe(true);
  });

  test('claimReply() is given to one of many who ask at once', async () => {
    const other = await another();
    const claims = Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? store() : other).claimReply({
        sender: '+1',
        messageId: `M${i}`,
        now: at(10),
        since: at(0),
      }),
    );
    expect((await Promise.all(claims)).filter((isGiven) => isGiven)).toHaveLength(1);
  });

  test('listDeadTasks() names what was given up, and reviveTasks() makes it as good as new', async () => {
    await store().addTasks(
      ['a', 'b', 'c'].map((key) => aTask({ dedupeKey: key, lane: key, target: 'forward' })),
      at(0),
    );
    const tasks = await store().claimTasks({ now: at(0), leaseUntil: at(9), limit: 9 });
    for (const { id, dedupeKey } of tasks)
      await store().buryTask(id, { at: at(1), reason: `no ${dedupeKey}` });
    const dead = await store().listDeadTasks(2);
    expect(dead).toMatchObject([
      { dedupeKey: 'c', reason: 'no c', diedAt: at(1) },
      { dedupeKey: 'b', reason: 'no b' },
    ]);
    expect(await store().reviveTasks({ ids: [dead[0]?.id ?? 0, 999_999] }, by(5))).toBe(1);
    expect(await store().reviveTasks({ ids: [] }, by(5))).toBe(0);
    expect(await store().claimTasks({ now: at(5), leaseUntil: at(9), limit: 9 })).toMatchObject([
      { dedupeKey: 'c', attempts: 0, createdAt: at(5) },
    ]);
    expect(await store().reviveTasks({ target: 'telegram' }, by(6))).toBe(0);
    expect(await store().reviveTasks({ target: 'forward' }, by(6))).toBe(2);
    expect((await store().countTasks()).dead).toBe(0);
  });

  test('claimTasks() takes those of one target, where it is said', async () => {
    const tasks = (['forward', 'telegram'] as const).map((target) =>
      aTask({ dedupeKey: target, lane: target, target }),
    );
    await store().addTasks(tasks, at(0));
    const claim = { now: at(0), leaseUntil: at(9), limit: 9 };
    expect(await store().claimTasks({ ...claim, target: 'digest' })).toEqual([]);
    expect(await store().claimTasks({ ...claim, target: 'telegram' })).toMatchObject([
      { dedupeKey: 'telegram' },
    ]);
    expect(await store().claimTasks(claim)).toMatchObject([{ dedupeKey: 'forward' }]);
  });

  test('saveArrival() of many at once keeps each, and one that fails spoils no other', async () => {
    const messages = Array.from({ length: 30 }, (_, i) => aStoredMessage({ id: `G${i}`, messageId: `${i}` }));
    await store().saveArrival(anArrival(aStoredMessage({ id: 'TAKEN', messageId: 'taken' })));
    // Another message under an id that is taken: it cannot be kept.
    const bad = aStoredMessage({ id: 'TAKEN', messageId: 'bad' });
    const all = [...messages.slice(0, 9), bad, ...messages.slice(9)];
    const saved = await Promise.allSettled(all.map((one) => store().saveArrival(anArrival(one))));
    expect(saved.map(({ status }) => status === 'fulfilled').indexOf(false)).toBe(9);
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect((await store().listMessages({ limit: 100 })).items).toHaveLength(31);
  });
}
