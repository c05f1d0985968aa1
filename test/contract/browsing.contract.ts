import type { MessageFilter } from '../../src/domain/store.js';
import { aVerdict } from '../support/builders.js';
import { keyedHash } from '../support/privacy.js';
import { aChange, at } from '../support/store-builders.js';
import { benchTools, SPAM, UNSURE } from './browsing-tools.js';
import { searchContract } from './search.contract.js';
import type { StoreBench } from './store.contract.js';
import { waitingContract } from './waiting.contract.js';

export function browsingContract(bench: StoreBench): void {
  // With messages of their own.
  describe('filters', () => {
    filterContract(bench);
  });
  describe('search', () => {
    searchContract(bench);
  });
  pagingContract(bench);
  waitingContract(bench);
}

function filterContract(bench: StoreBench): void {
  const { keep, list } = benchTools(bench);

  beforeEach(async () => {
    const bob = { id: '77', name: 'Bob', role: 'member' } as const;
    const phone = { id: '+4917', name: '+4917', role: 'member' } as const;
    await keep('A', { receivedAt: at(0) });
    await keep('B', {
      verdict: SPAM,
      status: 'quarantined',
      isWithheld: true,
      sender: bob,
      receivedAt: at(3600),
    });
    await keep('C', { verdict: UNSURE, receivedAt: at(7200) });
    await keep('D', { verdict: SPAM, conversation: '-1002', sender: bob, receivedAt: at(7201) });
    await keep('E', {
      channel: 'sms',
      conversation: '+1',
      sender: phone,
      verdict: UNSURE,
      status: 'released',
    });
    await keep('F', { channel: 'sms', conversation: '-1001', verdict: aVerdict({ score: null }) });
    await keep('G', { verdict: aVerdict({ score: 0.2 }), status: 'confirmed' });
  });

  // One test: each would make a database.
  const FILTERS: readonly (readonly [string, MessageFilter, string])[] = [
    ['nothing', {}, 'G F E D C B A'],
    ['a channel', { channel: 'sms' }, 'F E'],
    ['a conversation', { conversation: '-1002' }, 'D'],
    ['a conversation of two channels', { conversation: '-1001' }, 'G F C B A'],
    ['a conversation of one of them', { conversation: '-1001', channel: 'sms' }, 'F'],
    ['a status', { status: 'quarantined' }, 'B'],
    ['what was accepted', { status: 'accepted' }, 'F D C A'],
    ['spam', { band: 'spam' }, 'D B'],
    ['spam that was accepted', { band: 'spam', status: 'accepted' }, 'D'],
    ['unsure', { band: 'unsure' }, 'E C'],
    ['unsure in one channel', { band: 'unsure', channel: 'telegram' }, 'C'],
    ['ham', { band: 'ham' }, 'G F A'],
    ['ham that was confirmed', { band: 'ham', status: 'confirmed' }, 'G'],
    ['spam of a conversation', { band: 'spam', conversation: '-1001' }, 'B'],
    ['a score and more', { fromScore: 0.6 }, 'E D C B'],
    ['up to a score', { toScore: 0.2 }, 'G A'],
    ['one score', { fromScore: 0.2, toScore: 0.2 }, 'G'],
    ['a sender', { sender: '77' }, 'D B'],
    ['a sender by his hash', { sender: keyedHash('telegram:77') }, 'D B'],
    ['a sender of one conversation', { sender: '77', conversation: '-1002' }, 'D'],
    ['a number without its plus', { sender: '4917' }, 'E'],
    ['nobody', { sender: '78' }, ''],
    ['from a time', { from: at(7200) }, 'D C'],
    ['up to a time', { to: at(1) }, 'G F E A'],
    ['between two times', { from: at(3600), to: at(7201) }, 'C B'],
    ['a time of another zone', { from: '2026-01-02T07:04:05+03:00', to: '2026-01-02T07:04:06+03:00' }, 'B'],
    [
      'everything at once',
      {
        channel: 'telegram',
        conversation: '-1001',
        status: 'quarantined',
        band: 'spam',
        fromScore: 0.9,
        toScore: 1,
        search: 'lunch',
        sender: '77',
        from: at(0),
        to: at(9999),
      },
      'B',
    ],
  ];
  test('listMessages() keeps to each filter', async () => {
    const found: [string, string][] = [];
    for (const [name, filter] of FILTERS) found.push([name, await list(filter)]);
    expect(found).toEqual(FILTERS.map(([name, , ids]) => [name, ids]));
  });

  test.each([{ from: 'yesterday' }, { to: '' }])(
    'listMessages() throws a RangeError for %j',
    async (filter) => {
      await expect(bench.store().listMessages({ limit: 9, ...filter })).rejects.toThrow(RangeError);
    },
  );

  test('listMessages() finds by time what was rolled up, what was not, and what came late', async () => {
    const rollUp = (seconds: number) => bench.store().rollUpTraffic({ now: at(seconds), limit: 99 });
    await rollUp(0);
    expect(await rollUp(61)).toBe(7);
    expect(await list({ from: at(3600), to: at(7201) })).toBe('C B');
    await keep('LATE', { receivedAt: at(3601) });
    expect(await list({ from: at(3600), to: at(7201) })).toBe('LATE C B');
    await rollUp(200);
    expect(await rollUp(300)).toBe(1);
    expect(await list({ from: at(3600), to: at(7201) })).toBe('LATE C B');
    expect(await list({ from: at(3600), to: at(3601), channel: 'telegram' })).toBe('B');
    expect(await list({ from: at(99_999) })).toBe('');
  });

  test('listMessages() follows a message through what people decide', async () => {
    const change = {
      from: { status: 'quarantined', isWithheld: true },
      to: { status: 'released', isWithheld: false },
    } as const;
    await bench.store().saveCorrection(aChange({ id: 'C1', messageId: 'B' }, { transition: change }));
    expect(await list({ status: 'quarantined' })).toBe('');
    expect(await list({ status: 'released' })).toBe('E B');
    expect(await list({ status: 'released', conversation: '-1001' })).toBe('B');
  });
}

function pagingContract(bench: StoreBench): void {
  const { keep, list } = benchTools(bench);
  const many = 4_500;
  /** More than a page looks through, and more than a block of the index. */
  const keepMany = (text: string) =>
    Promise.all(Array.from({ length: many }, (_, n) => keep(`M${n}`, { text })));

  test('listMessages() stops after some thousands of rows, and goes on where it stopped', async () => {
    await keep('OLD', { text: 'persimmon', verdict: aVerdict({ score: 0.9 }) });
    await keepMany('rhubarb');
    const first = await bench.store().listMessages({ limit: 9, fromScore: 0.9 });
    expect(first.items).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(await list({ fromScore: 0.9 })).toBe('OLD');
    expect(await list({ search: 'rhu', fromScore: 0.9 })).toBe('');
    expect(await list({ search: 'persimmon' })).toBe('OLD');
    const found = (await list({ search: 'rhu' })).split(' ');
    expect(new Set(found).size).toBe(many);
    const { items } = await bench.store().listMessages({ limit: 2, search: 'rhu' });
    expect(items.map(({ id }) => id)).toEqual(found.slice(0, 2));
  }, 60_000);
}
