import { createQualityMeter } from '../../src/app/measure-quality.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { createTestGate } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

const here = { channel: 'telegram', id: '-1001' } as const;
const meter = () => createQualityMeter({ store: testStore.store, defaultPolicy: () => aPolicy() });

/** Messages with these texts, each decided as given; null: nobody decides. */
async function decide(texts: readonly (readonly [text: string, label: 'spam' | 'ham' | null])[]) {
  const gate = createTestGate(testStore.store);
  for (const [i, [text, label]] of texts.entries()) {
    const { message } = await gate.filter(aMessage({ messageId: String(i), text: `${text} ${i}` }));
    if (label === null) continue;
    await gate.recordCorrection({
      correctionId: `C${i}`,
      label,
      author: 'Bea',
      role: 'admin',
      source: 'api',
      about: { messageId: message.id },
    });
  }
}

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('createQualityMeter()', () => {
  test('read() is null for a conversation without messages', async () => {
    expect(await meter().read(here)).toBeNull();
    expect(await meter().list({ limit: 5 })).toEqual({ items: [], next: null });
  });

  test('read() measures by what people decided, and not by the status alone', async () => {
    await decide([...times(4, ['casino', 'spam'] as const), ['casino', 'ham'], ['hello', null]]);
    expect(await meter().read(here)).toMatchObject({
      ...here,
      counts: { messages: 6, spam: 5, unsure: 0 },
      decided: { spam: 4, ham: 1 },
      precision: { count: 4, of: 5 },
      recall: { count: 4, of: 4 },
      threshold: 0.8,
      suggestion: {
        kind: 'missing',
        missing: 'A threshold can be suggested after 15 more decided messages with a score',
      },
      triedOn: 6,
    });
    // The message stays confirmed, but nobody stands by it any more.
    await testStore.store.withdrawCorrection('C0', { author: 'Bea', at: '2026-01-02T03:04:05.000Z' });
    expect(await meter().read(here)).toMatchObject({ precision: { count: 3, of: 4 }, recall: { of: 3 } });
  });

  test('read() suggests from the threshold that is in force here', async () => {
    await decide([
      ...times(5, ['casino', 'spam'] as const),
      ['faint', 'spam'],
      ...times(15, ['hello', 'ham'] as const),
    ]);
    const suggestion = async () => (await meter().read(here))?.suggestion;
    expect(await suggestion()).toMatchObject({
      kind: 'change',
      now: { threshold: 0.8, spam: 5, unsure: 1, caught: 5 },
      then: { threshold: 0.6, spam: 6, unsure: 0, caught: 6, wronglyCalled: 0 },
    });
    await testStore.store.changeSettings(here, { threshold: 0.6 });
    expect(await suggestion()).toMatchObject({ kind: 'keep', now: { threshold: 0.6, spam: 6 } });
    await testStore.store.changeSettings(here, { threshold: 0.01 });
    expect(await suggestion()).toMatchObject({
      kind: 'change',
      now: { threshold: 0.01, spam: 21, unsure: 0, wronglyCalled: 15 },
      then: { threshold: 0.6, spam: 6, unsure: 0, wronglyCalled: 0 },
    });
  });

  test('list() goes through the conversations, page after page', async () => {
    const gate = createTestGate(testStore.store);
    for (const conversation of ['-1001', '-1002', '-1003'])
      await gate.filter(aMessage({ conversation, text: 'hello' }));
    const first = await meter().list({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(['-1001', '-1002']);
    const last = await meter().list({ limit: 2, after: first.next ?? '' });
    expect(last).toMatchObject({ items: [{ id: '-1003', counts: { messages: 1 } }], next: null });
  });
});
