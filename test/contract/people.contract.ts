import type { Correction } from '../../src/domain/correction.js';
import type { CorrectionQuery, NewCorrection } from '../../src/domain/store.js';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aChange, aContextQuery, aCorrection, at, by } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

/** What people said: added by the thousand, looked through, contradictory, and as a measure of the gate. */
export function peopleContract(bench: StoreBench): void {
  addContract(bench);
  queryContract(bench);
  contradictionContract(bench);
  decidedContract(bench);
  conversationPagesContract(bench);
}

const aNew = (correction: Partial<Correction> = {}, fingerprint = 'f1'): NewCorrection => ({
  correction: aCorrection(correction),
  fingerprint,
  bands: [],
});

function addContract({ store, another }: StoreBench): void {
  const many = Array.from({ length: 1_201 }, (_, i) => aNew({ id: `C${i}`, text: `text ${i}` }, `f${i}`));

  test('addCorrections() has labels of administrators remembered by their bands', async () => {
    const bands = [1, 2, 3, 4, 5, 6, 7, 8];
    const conversation = { channel: 'telegram', id: '-1001' } as const;
    await store().addCorrections([
      { ...aNew({ id: 'C1', text: 'first', conversation }, 'f1'), bands },
      { ...aNew({ id: 'C2', text: 'appeal', conversation, role: 'appeal' }, 'f2'), bands },
      { ...aNew({ id: 'C3', text: 'gone', conversation, withdrawnAt: at(9) }, 'f3'), bands },
    ]);
    const { remembered } = await store().readContext(aContextQuery({ bands, fingerprint: 'other' }));
    expect(remembered.map(({ text }) => text)).toEqual(['first']);
  });

  test('addCorrections() writes those that are new, in their order, and says how many', async () => {
    expect(await store().addCorrections([])).toBe(0);
    expect(await store().addCorrections([aNew({ id: 'C1' }), aNew({ id: 'C1', label: 'spam' })])).toBe(1);
    expect(await store().addCorrections(many)).toBe(1_200);
    expect(await store().addCorrections(many)).toBe(0);
    const { items } = await store().listCorrections({ limit: 3, oldestFirst: true });
    expect(items.map(({ id, label }) => [id, label])).toEqual([
      ['C1', 'ham'],
      ['C0', 'ham'],
      ['C2', 'ham'],
    ]);
  });

  test('addCorrections() keeps every field, and what is recalled is what was added last', async () => {
    const conversation = { channel: 'sms', id: '+1555' } as const;
    const all = [
      aNew({ id: 'C1', conversation, source: 'import', label: 'ham', withdrawnAt: at(1) }),
      aNew({ id: 'C2', conversation: null, source: 'console', score: null, model: null, role: 'report' }),
      aNew({ id: 'C3', conversation, label: 'spam', text: '🎁\n\t' }),
    ];
    await store().addCorrections(all);
    const { items } = await store().listCorrections({ limit: 9, oldestFirst: true });
    expect(items).toEqual(all.map(({ correction }) => correction));
    expect(await store().recallLabel(conversation, 'f1')).toBe('spam');
  });

  test('addCorrections() writes nothing when one of them cannot be written', async () => {
    const broken = aNew({ id: 'C9', text: null as never });
    await expect(store().addCorrections([...many, broken])).rejects.toThrow();
    expect((await store().listCorrections({ limit: 1 })).items).toEqual([]);
  });

  test('addCorrections() writes each once when two add the same at once', async () => {
    const other = await another();
    const added = await Promise.all([store().addCorrections(many), other.addCorrections(many)]);
    expect(added.toSorted((a, b) => a - b)).toEqual([0, many.length]);
  });
}

function queryContract({ store }: StoreBench): void {
  const ids = async (query: Partial<CorrectionQuery>) =>
    (await store().listCorrections({ limit: 9, ...query })).items.map(({ id }) => id);

  test('listCorrections() picks by author, label and what stands, in either order', async () => {
    await store().addCorrections([
      aNew({ id: 'C1', author: 'Bea', label: 'spam' }),
      aNew({ id: 'C2', author: 'Cem' }),
      aNew({ id: 'C3', author: 'Bea', role: 'report' }),
      aNew({ id: 'C4', author: 'Bea', withdrawnAt: at(1) }),
    ]);
    expect(await ids({})).toEqual(['C4', 'C3', 'C2', 'C1']);
    expect(await ids({ oldestFirst: true })).toEqual(['C1', 'C2', 'C3', 'C4']);
    expect(await ids({ author: 'Bea', label: 'ham' })).toEqual(['C4', 'C3']);
    expect(await ids({ isLabel: true })).toEqual(['C2', 'C1']);
    expect(await ids({ author: '\u0000' })).toEqual([]);
    const first = await store().listCorrections({ limit: 3, oldestFirst: true });
    expect(await ids({ oldestFirst: true, after: first.next ?? '' })).toEqual(['C4']);
  });
}

function contradictionContract({ store }: StoreBench): void {
  const here = { channel: 'telegram', id: '-1001' } as const;
  const there = { channel: 'sms', id: '+1555' } as const;
  const found = async () => (await store().listContradictions({ limit: 9 })).items;

  test('listContradictions() has each text with both labels, and which is in force where', async () => {
    await store().addCorrections([
      aNew({ id: 'C1', label: 'spam', conversation: here }),
      aNew({ id: 'C2', label: 'ham', conversation: here, text: 'LUNCH at noon' }),
      aNew({ id: 'C3', label: 'spam', conversation: there }),
      aNew({ id: 'C4', label: 'ham', conversation: null }),
      aNew({ id: 'C5', label: 'ham' }, 'agreed'),
      aNew({ id: 'C6', label: 'ham' }, 'agreed'),
    ]);
    const [contradiction, ...others] = await found();
    expect(others).toEqual([]);
    expect(contradiction).toMatchObject({ fingerprint: 'f1', text: 'Lunch at noon?' });
    expect(contradiction?.corrections.map(({ id }) => id)).toEqual(['C4', 'C3', 'C2', 'C1']);
    expect(contradiction?.inForce).toEqual([
      { conversation: null, label: 'ham', correctionId: 'C4' },
      { conversation: there, label: 'spam', correctionId: 'C3' },
      { conversation: here, label: 'ham', correctionId: 'C2' },
    ]);
  });

  test.each([
    ['a withdrawn one', { withdrawnAt: at(1) }],
    ['an appeal', { role: 'appeal' }],
    ['a report', { role: 'report' }],
  ] as const)('listContradictions() does not listen to %s', async (_, parts) => {
    await store().addCorrections([aNew({ id: 'C1', label: 'spam', ...parts }), aNew({ id: 'C2' })]);
    expect(await found()).toEqual([]);
    expect(await store().countContradictions(['f1'])).toBe(0);
  });

  test('listContradictions() has the latest first, page after page, and settles with a withdrawal', async () => {
    for (const text of ['f1', 'f2', 'f3'])
      await store().addCorrections([
        aNew({ id: `${text}-spam`, label: 'spam' }, text),
        aNew({ id: `${text}-ham`, label: 'ham' }, text),
      ]);
    await store().addCorrections([aNew({ id: 'again', label: 'spam' }, 'f1')]);
    const first = await store().listContradictions({ limit: 2 });
    expect(first.items.map(({ fingerprint }) => fingerprint)).toEqual(['f1', 'f3']);
    const last = await store().listContradictions({ limit: 2, after: first.next ?? '' });
    expect(last).toMatchObject({ items: [{ fingerprint: 'f2' }], next: null });
    expect(await store().countContradictions(['f1', 'f1', 'f3', 'unknown'])).toBe(2);
    await store().withdrawCorrection('f2-ham', by(1));
    expect((await found()).map(({ fingerprint }) => fingerprint)).toEqual(['f1', 'f3']);
    await expect(store().listContradictions({ limit: 2, after: 'x' })).rejects.toThrow(RangeError);
  });
}

function decidedContract({ store }: StoreBench): void {
  const here = { channel: 'telegram', id: '-1001' } as const;
  const decided = (limit = 9) => store().listDecided(here, limit);
  const arrive = (id: string, score: number | null, conversation: string = here.id) => {
    const verdict = aVerdict({ score, band: score !== null && score > 0.8 ? 'spam' : 'ham' });
    const message = aStoredMessage({ id, messageId: id, conversation, verdict });
    return store().saveArrival(anArrival(message));
  };
  const say = (id: string, messageId: string | null, parts: Partial<Correction> = {}) =>
    store().saveCorrection(aChange({ id, messageId, conversation: here, ...parts }));

  test('listDecided() has the label that stands and what the gate had said, latest first', async () => {
    await arrive('M1', 0.9);
    await arrive('M2', 0.1);
    await arrive('M3', null);
    await arrive('M4', 0.9);
    await arrive('M5', 0.9);
    await say('C1', 'M1', { label: 'ham' });
    await say('C2', 'M2', { label: 'spam' });
    await say('C3', 'M3', { label: 'ham' });
    await say('C4', 'M1', { label: 'spam' });
    expect(await decided()).toEqual([
      { label: 'spam', band: 'spam', score: 0.9 },
      { label: 'ham', band: 'ham', score: null },
      { label: 'spam', band: 'ham', score: 0.1 },
    ]);
    expect(await decided(1)).toEqual([{ label: 'spam', band: 'spam', score: 0.9 }]);
    await store().withdrawCorrection('C4', by(1));
    expect(await decided()).toEqual([
      { label: 'ham', band: 'ham', score: null },
      { label: 'spam', band: 'ham', score: 0.1 },
      { label: 'ham', band: 'spam', score: 0.9 },
    ]);
    await store().withdrawCorrection('C1', by(1));
    expect(await decided()).toHaveLength(2);
  });

  test('listDecided() counts no member, no bare text, no other conversation, no message that is gone', async () => {
    await arrive('M1', 0.9);
    await arrive('M2', 0.9, '-1002');
    await say('C1', 'M1', { role: 'appeal' });
    await say('C2', 'M1', { role: 'report' });
    await say('C3', null);
    await say('C4', 'M2', { conversation: { channel: 'telegram', id: '-1002' } });
    await say('C5', 'gone');
    expect(await decided()).toEqual([]);
    await say('C6', 'M1', { label: 'spam' });
    await say('C7', 'M1', { label: 'ham', role: 'appeal' });
    expect(await decided()).toEqual([{ label: 'spam', band: 'spam', score: 0.9 }]);
  });
}

function conversationPagesContract({ store }: StoreBench): void {
  test('pageConversations() has each with messages once, in one order, page after page', async () => {
    const keys = [
      { channel: 'telegram', id: '-1002' },
      { channel: 'sms', id: '+1556' },
      { channel: 'telegram', id: '-1001' },
      { channel: 'sms', id: '+1555' },
    ] as const;
    for (const [i, { channel, id }] of [...keys, ...keys].entries())
      await store().saveArrival(
        anArrival(aStoredMessage({ id: `M${i}`, channel, conversation: id, messageId: String(i) })),
      );
    await store().changeSettings({ channel: 'api', id: 'silent' }, { mode: 'observe' });
    const first = await store().pageConversations({ limit: 3 });
    const rest = await store().pageConversations({ limit: 3, after: first.next ?? '' });
    expect([...first.items, ...rest.items]).toEqual(
      [...keys].sort((a, b) => (`${a.channel}${a.id}` < `${b.channel}${b.id}` ? -1 : 1)),
    );
    expect(rest.next).toBeNull();
    const { items, next } = await store().pageConversations({ channel: 'sms', limit: 2 });
    expect(items).toEqual([
      { channel: 'sms', id: '+1555' },
      { channel: 'sms', id: '+1556' },
    ]);
    expect(next).toBeNull();
    const one = await store().pageConversations({ channel: 'sms', limit: 1 });
    expect(await store().pageConversations({ channel: 'sms', limit: 1, after: one.next ?? '' })).toEqual({
      items: [{ channel: 'sms', id: '+1556' }],
      next: null,
    });
  });

  test.each(['x', '', Buffer.from('["a"]').toString('base64url'), Buffer.from('{').toString('base64url')])(
    'pageConversations() throws a RangeError for the token %j',
    async (after) => {
      await expect(store().pageConversations({ limit: 2, after })).rejects.toThrow(RangeError);
    },
  );
}
