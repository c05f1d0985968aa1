import type { StoredMessage } from '../../src/domain/store.js';
import { StoreError } from '../../src/store/store-error.js';
import { aMessage, anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aTask, at, inTurn } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

const idsOf = (messages: readonly StoredMessage[]): readonly string[] => messages.map(({ id }) => id);

export function messageStoreContract(bench: StoreBench): void {
  saveArrivalContract(bench);
  findContract(bench);
  listContract(bench);
  countContract(bench);
}

const EVERYTHING: StoredMessage = {
  ...aMessage({ channel: 'sms', conversation: '+4930123', messageId: 'SM1', revision: 1_767_322_800 }),
  sender: { id: '+4917', name: 'Zoë 👩‍👩‍👧 "O\'Neil"', role: 'exempt' },
  surfaces: [
    { kind: 'body', text: 'one\ntwo\\' },
    { kind: 'caption', text: '' },
  ],
  unscored: ['photo', 'voice'],
  attachments: [{ kind: 'media', content: 'https://m.example/ä?\\' }],
  gateway: 'twilio/acme',
  id: 'Mfull',
  verdict: aVerdict({
    score: 0.123_456_789_012_345,
    band: 'spam',
    action: 'quarantine',
    reasons: ['above-threshold', 'one-time-code'],
  }),
  status: 'quarantined',
  isWithheld: true,
};

function saveArrivalContract({ store, another }: StoreBench): void {
  test('saveArrival() keeps every field', async () => {
    const saved = await store().saveArrival(anArrival(EVERYTHING));
    expect(saved).toEqual({ isRepeat: false, message: EVERYTHING });
    expect(await store().findMessage('Mfull')).toEqual(EVERYTHING);
  });

  test.each([
    [
      'nothing scored',
      aStoredMessage({ text: '', verdict: aVerdict({ score: null, reasons: ['no-text'] }) }),
    ],
    ['a score of 0', aStoredMessage({ verdict: aVerdict({ score: 0 }) })],
    ['a score of 1', aStoredMessage({ verdict: aVerdict({ score: 1 }) })],
    ['emoji', aStoredMessage({ text: '🎁👩‍👩‍👧‍👦🇩🇪 Ⓕⓡⓔⓔ' })],
    ['scripts of every direction', aStoredMessage({ text: 'مجاني عرض, הצעה, 免费, อิสระ, ﷽' })],
    ['control characters', aStoredMessage({ text: '\u0001\u001f\u007f\r\n\t\u2028\uFEFF\uFFFD\uFFFF' })],
    ['quotes and SQL', aStoredMessage({ text: `'; drop table messages; -- "\\' $1 ? :a` })],
    ['100,000 characters', aStoredMessage({ text: 'ä🎁'.repeat(33_334) })],
  ])('saveArrival() gives back %s as it came', async (_, message) => {
    await store().saveArrival(anArrival(message));
    expect(await store().findMessage(message.id)).toEqual(message);
  });

  test('saveArrival() writes nothing when the key is there already', async () => {
    const first = aStoredMessage({ id: 'M1', text: 'first' });
    await store().saveArrival(anArrival(first, { tasks: [aTask({ dedupeKey: 'a' })] }));
    const second = aStoredMessage({ id: 'M2', text: 'second', status: 'quarantined', isWithheld: true });
    for (const tasks of [[], [aTask({ dedupeKey: 'b' })]])
      expect(await store().saveArrival(anArrival(second, { tasks }))).toEqual({
        isRepeat: true,
        message: first,
      });
    expect(await store().findMessage('M2')).toBeNull();
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
  });

  test.each([
    ['channel', { channel: 'api' }],
    ['conversation', { conversation: '-1002' }],
    ['message id', { messageId: '18' }],
    ['revision', { revision: 1_767_322_800 }],
  ] as const)('saveArrival() keeps a message that differs in its %s only', async (_, difference) => {
    await store().saveArrival(anArrival());
    const saved = await store().saveArrival(anArrival(aStoredMessage({ id: 'M2', ...difference })));
    expect(saved.isRepeat).toBe(false);
    expect((await store().listMessages({ limit: 9 })).items).toHaveLength(2);
  });

  test('saveArrival() writes once when many callers bring one message at once', async () => {
    const stores = [store(), await another(), await another()] as const;
    const saves = Array.from({ length: 12 }, (_, index) => {
      const message = aStoredMessage({ id: `M${index}` });
      const tasks = index % 2 === 0 ? [] : [aTask({ dedupeKey: `reply:${index}` })];
      return inTurn(stores, index).saveArrival(anArrival(message, { tasks }));
    });
    const results = await Promise.all(saves);
    const firsts = results.filter((result) => !result.isRepeat);
    expect(firsts).toHaveLength(1);
    expect(new Set(results.map((result) => result.message.id)).size).toBe(1);
    expect((await store().listMessages({ limit: 99 })).items).toHaveLength(1);
  });

  test('saveArrival() keeps many messages that arrive at once, each with its task', async () => {
    const stores = [store(), await another()] as const;
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const message = aStoredMessage({ id: `M${index}`, messageId: String(index) });
        const tasks = [aTask({ dedupeKey: `reply:${index}` })];
        return inTurn(stores, index).saveArrival(anArrival(message, { tasks }));
      }),
    );
    expect((await store().countMessages({ channel: 'telegram', id: '-1001' })).messages).toBe(60);
    expect(await store().countTasks()).toEqual({ pending: 60, dead: 0 });
  });

  test('saveArrival() writes nothing at all when a part of it fails', async () => {
    // BigInt is no JSON: the message is written by then, its tasks are not.
    const tasks = [aTask({ dedupeKey: 'a' }), aTask({ dedupeKey: 'b', payload: 1n as never })];
    await expect(store().saveArrival(anArrival(aStoredMessage(), { tasks }))).rejects.toThrow(TypeError);
    expect(await store().findMessage('M0000000001')).toBeNull();
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
    expect((await store().saveArrival(anArrival())).isRepeat).toBe(false);
  });

  test('saveArrival() rejects an id that another message has', async () => {
    await store().saveArrival(anArrival(aStoredMessage()));
    const other = anArrival(aStoredMessage({ messageId: '18' }), { tasks: [aTask()] });
    await expect(store().saveArrival(other)).rejects.toThrow(StoreError);
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
    expect(await store().findLatest({ ...other.message })).toBeNull();
  });
}

function findContract({ store }: StoreBench): void {
  test.each(['', 'nobody', '\u0000', 'M\ud800', 'x'.repeat(100_000), "' or 1=1 --", '🎁'])(
    'findMessage() is null for an unknown id (case %#)',
    async (id) => {
      await store().saveArrival(anArrival());
      expect(await store().findMessage(id)).toBeNull();
    },
  );

  test('findLatest() finds the highest revision, in whatever order they came', async () => {
    for (const revision of [0, 1_767_322_802, 1_767_322_801])
      await store().saveArrival(anArrival(aStoredMessage({ id: `M${revision}`, revision })));
    const key = { channel: 'telegram', conversation: '-1001', messageId: '17' } as const;
    expect((await store().findLatest(key))?.revision).toBe(1_767_322_802);
    expect(await store().findLatest({ ...key, channel: 'api' })).toBeNull();
    expect(await store().findLatest({ ...key, conversation: '-1002' })).toBeNull();
    expect(await store().findLatest({ ...key, messageId: '1\u0000' })).toBeNull();
  });
}

function listContract({ store }: StoreBench): void {
  /** In this order, although the channels' clocks say the opposite. */
  const keep = async (from: number, to: number): Promise<void> => {
    for (let n = from; n <= to; n++)
      await store().saveArrival(
        anArrival(aStoredMessage({ id: `M${n}`, messageId: String(n), receivedAt: at(-n) })),
      );
  };

  test('listMessages() has the newest first, page after page, without gap or repeat', async () => {
    await keep(1, 5);
    const first = await store().listMessages({ limit: 2 });
    expect(idsOf(first.items)).toEqual(['M5', 'M4']);
    await keep(6, 7);
    const second = await store().listMessages({ limit: 2, after: first.next ?? '' });
    expect(idsOf(second.items)).toEqual(['M3', 'M2']);
    const last = await store().listMessages({ limit: 2, after: second.next ?? '' });
    expect(idsOf(last.items)).toEqual(['M1']);
    expect(last.next).toBeNull();
  });

  test('listMessages() says that a page which is just full is the last', async () => {
    expect(await store().listMessages({ limit: 2 })).toEqual({ items: [], next: null });
    await keep(1, 2);
    expect((await store().listMessages({ limit: 2 })).next).toBeNull();
    expect((await store().listMessages({ limit: 1 })).next).not.toBeNull();
  });

  test('listMessages() keeps to channel, conversation and status', async () => {
    const rows = [
      { id: 'A', channel: 'telegram', conversation: '1', status: 'quarantined' },
      { id: 'B', channel: 'telegram', conversation: '1', messageId: '18', status: 'accepted' },
      { id: 'C', channel: 'telegram', conversation: '2', status: 'quarantined' },
      { id: 'D', channel: 'sms', conversation: '1', status: 'quarantined' },
    ] as const;
    for (const row of rows) await store().saveArrival(anArrival(aStoredMessage(row)));
    const list = async (query: object) => idsOf((await store().listMessages({ limit: 9, ...query })).items);
    expect(await list({})).toEqual(['D', 'C', 'B', 'A']);
    expect(await list({ channel: 'telegram' })).toEqual(['C', 'B', 'A']);
    expect(await list({ conversation: '1' })).toEqual(['D', 'B', 'A']);
    expect(await list({ status: 'quarantined' })).toEqual(['D', 'C', 'A']);
    expect(await list({ channel: 'telegram', conversation: '1', status: 'quarantined' })).toEqual(['A']);
    expect(await list({ conversation: '\u0000' })).toEqual([]);
  });

  test.each([
    '',
    'x',
    '0',
    'YmVmb3Jl',
    'YmVmb3JlIDA',
    'YmVmb3JlIC0x',
    'YmVmb3JlIDE=',
    '\u0000',
    'x'.repeat(1e5),
  ])('listMessages() throws a RangeError for a made-up page token (case %#)', async (after) => {
    await expect(store().listMessages({ limit: 2, after })).rejects.toThrow(RangeError);
  });

  test.each([0, -1, 1.5, NaN, Infinity])('listMessages() throws a RangeError for %p items', async (limit) => {
    await expect(store().listMessages({ limit })).rejects.toThrow(RangeError);
  });
}

function countContract({ store }: StoreBench): void {
  test('countMessages() counts one conversation by band, status and what could not be read', async () => {
    const none = { messages: 0, spam: 0, unsure: 0, quarantined: 0, released: 0, confirmed: 0, unscored: 0 };
    const rows = [
      { verdict: aVerdict({ band: 'spam' }), status: 'quarantined' },
      { verdict: aVerdict({ band: 'spam' }), status: 'released' },
      { verdict: aVerdict({ band: 'spam' }), status: 'confirmed' },
      { verdict: aVerdict({ band: 'unsure' }), status: 'accepted', unscored: ['photo', 'voice'] },
      { verdict: aVerdict({ band: 'ham' }), status: 'confirmed' },
      {
        verdict: aVerdict({ band: 'spam' }),
        status: 'quarantined',
        conversation: '-1002',
        unscored: ['photo'],
      },
    ] as const;
    for (const [index, row] of rows.entries())
      await store().saveArrival(
        anArrival(aStoredMessage({ id: `M${index}`, messageId: String(index), ...row })),
      );
    expect(await store().countMessages({ channel: 'telegram', id: '-1001' })).toEqual({
      messages: 5,
      spam: 3,
      unsure: 1,
      quarantined: 1,
      released: 1,
      confirmed: 2,
      unscored: 1,
    });
    expect(await store().countMessages({ channel: 'sms', id: '-1001' })).toEqual(none);
  });
}
