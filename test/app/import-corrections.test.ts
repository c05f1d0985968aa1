import { createHash } from 'node:crypto';
import { createImportCorrections, type ForeignCorrection } from '../../src/app/import-corrections.js';
import { NOW } from '../support/gate.js';
import { at, by } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const importAll = (corrections: readonly ForeignCorrection[], onProgress?: (done: number) => void) =>
  createImportCorrections({
    store: testStore.store,
    fingerprint: (text) => text.toLowerCase(),
    nearText: { bandsOf: () => [] },
    digest,
    clock: { now: () => NOW },
  })(corrections, onProgress);
const stored = async () => (await testStore.store.listCorrections({ limit: 99, oldestFirst: true })).items;

const aForeign = (parts: Partial<ForeignCorrection> = {}): ForeignCorrection => ({
  id: null,
  text: 'Free casino',
  label: 'spam',
  author: 'Bea',
  role: 'admin',
  source: 'import',
  conversation: null,
  score: null,
  model: null,
  createdAt: null,
  withdrawnAt: null,
  ...parts,
});

describe('createImportCorrections()', () => {
  test('adds what is new, and nothing the second time', async () => {
    const two = [aForeign(), aForeign({ text: 'Lunch?', label: 'ham' })];
    expect(await importAll(two)).toEqual({ added: 2, known: 0, contradictory: 0 });
    expect(await importAll(two)).toEqual({ added: 0, known: 2, contradictory: 0 });
    const [first] = await stored();
    expect(first).toEqual({ ...aForeign(), id: first?.id, messageId: null, createdAt: NOW.toISOString() });
    expect(first?.id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('takes id and time over where they are given', async () => {
    const foreign = aForeign({ id: 'C77', createdAt: at(0), withdrawnAt: at(1), score: 0.5, model: 'm@1' });
    await importAll([foreign]);
    expect(await stored()).toEqual([{ ...foreign, messageId: null }]);
  });

  test.each([
    ['label', { label: 'ham' }],
    ['text', { text: 'Free casinos' }],
    ['author', { author: 'Cem' }],
    ['role', { role: 'report' }],
    ['conversation', { conversation: { channel: 'sms', id: '+1555' } }],
    ['time', { createdAt: at(0) }],
  ] as const)('takes another %s for another correction', async (_, parts) => {
    expect(await importAll([aForeign(), aForeign(), aForeign(parts)])).toMatchObject({ added: 2, known: 1 });
  });

  test('leaves withdrawn what was withdrawn here', async () => {
    await importAll([aForeign()]);
    const [first] = await stored();
    await testStore.store.withdrawCorrection(first?.id ?? '', by(1));
    expect(await importAll([aForeign()])).toMatchObject({ added: 0, known: 1 });
    expect(await stored()).toMatchObject([{ withdrawnAt: at(1) }]);
  });

  test('counts texts whose labels contradict each other, in the file or with what was there', async () => {
    await importAll([aForeign({ text: 'Lunch?', label: 'ham' })]);
    const outcome = await importAll([
      aForeign({ text: 'LUNCH?' }),
      aForeign(),
      aForeign({ label: 'ham' }),
      aForeign({ text: 'Agreed' }),
      aForeign({ text: 'Agreed', label: 'ham', role: 'report' }),
    ]);
    expect(outcome).toEqual({ added: 5, known: 0, contradictory: 2 });
  });

  test('is in force in its conversation, the last one of the file', async () => {
    const conversation = { channel: 'sms', id: '+1555' } as const;
    await importAll([aForeign({ conversation }), aForeign({ conversation, label: 'ham' })]);
    expect(await testStore.store.recallLabel(conversation, 'free casino')).toBe('ham');
  });

  test('cleans lone surrogates and NUL, and knows the result again', async () => {
    const strange = aForeign({
      id: 'a\u0000',
      text: 'a\ud800',
      author: '\u0000',
      conversation: { channel: 'api', id: '\u0000' },
    });
    await importAll([strange]);
    expect(await stored()).toMatchObject([
      { id: 'a\uFFFD', text: 'a\uFFFD', author: '\uFFFD', conversation: { id: '\uFFFD' } },
    ]);
    expect(await importAll([strange])).toMatchObject({ added: 0, known: 1 });
  });

  test('goes step by step, and tells how far it is', async () => {
    const done: number[] = [];
    const many = Array.from({ length: 2_100 }, (_, i) => aForeign({ text: `text ${i}` }));
    expect(await importAll(many, (count) => done.push(count))).toMatchObject({ added: 2_100 });
    expect(done).toEqual([1_000, 2_000, 2_100]);
  });
});
