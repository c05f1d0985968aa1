import { replay } from '../../src/app/replay.js';
import type { LiveModel } from '../../src/domain/live-model.js';
import type { MessageStatus, Store } from '../../src/domain/store.js';
import type { Verdict } from '../../src/domain/verdict.js';
import { anArrival, aPolicy, aStoredMessage, aVerdict } from '../support/builders.js';
import { at } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});
afterEach(() => opened.cleanUp());

/** The score stands at the end of the text. */
const model: LiveModel = {
  scorer: {
    model: 'new@1.0.0',
    score: (texts) => Float32Array.from(texts, (text) => Number(text.slice(-4))),
  },
  defaultPolicy: () => aPolicy({}, { spam: 0.8 }),
  close: () => undefined,
};
const SPAM: Partial<Verdict> = { score: 0.9, band: 'spam', reasons: ['above-threshold'] };

interface Past {
  readonly text: string;
  readonly status?: MessageStatus;
  readonly verdict?: Partial<Verdict>;
  readonly seconds?: number;
  readonly conversation?: string;
}

async function arrive(id: string, { text, status, verdict, seconds = 60, conversation = '-1001' }: Past) {
  const about = { id, messageId: id, text, conversation, receivedAt: at(seconds) };
  const message = aStoredMessage({ ...about, status: status ?? 'accepted', verdict: aVerdict(verdict) });
  await store.saveArrival(anArrival(message));
}

const run = (since = at(0)) => replay({ store, model, clock: { now: () => new Date(at(90)) } }, since);
const idsOf = ({ changes }: Awaited<ReturnType<typeof run>>) => changes.map(({ message }) => message.id);

describe('replay()', () => {
  test('has ham that people know of first, then spam that they know of, and within each the largest change', async () => {
    await arrive('M1', { text: 'nobody 0.85' });
    await arrive('M2', { text: 'nobody 0.95' });
    await arrive('M3', { text: 'was confirmed 0.10', status: 'confirmed', verdict: SPAM });
    await arrive('M4', { text: 'was released 0.81', status: 'released' });
    await arrive('M5', { text: 'was released 0.99', status: 'released' });
    await arrive('M6', { text: 'to ham 0.20', status: 'quarantined', verdict: SPAM });
    await arrive('M7', { text: 'stays ham 0.20' });
    await arrive('M8', { text: 'stays spam 0.80', verdict: SPAM });
    const replayed = await run();
    expect(idsOf(replayed)).toEqual(['M5', 'M4', 'M3', 'M2', 'M1', 'M6']);
    expect(replayed.messages).toBe(8);
    expect(replayed.counts).toEqual({
      ham: { toSpam: 2, toHam: 0 },
      spam: { toSpam: 0, toHam: 1 },
      nobody: { toSpam: 2, toHam: 1 },
    });
    expect(replayed.changes[0]?.verdict).toMatchObject({ model: 'new@1.0.0', band: 'spam' });
  });

  test.each([
    ['admin-sender', { reasons: ['admin-sender'] }],
    ['released-before', { reasons: ['released-before'] }],
    ['released-nearly', { reasons: ['released-nearly'] }],
    ['carrier-keyword', { reasons: ['carrier-keyword'] }],
    ['scorer-failed', { score: null, band: 'unsure', reasons: ['scorer-failed'] }],
  ] as const)('changes no verdict that came from something else than the score: %s', async (_, verdict) => {
    await arrive('M1', { text: 'a 0.99', verdict });
    expect(await run()).toMatchObject({ messages: 1, changes: [] });
  });

  test('goes by the settings that the conversation has today, and the model’s own elsewhere', async () => {
    await store.changeSettings({ channel: 'telegram', id: '-1002' }, { threshold: 0.95 });
    await arrive('M1', { text: 'here 0.90' });
    await arrive('M2', { text: 'there 0.90', conversation: '-1002' });
    expect(idsOf(await run())).toEqual(['M1']);
  });

  test('looks at every message since then, however many, and at none before', async () => {
    for (let n = 0; n < 430; n++)
      await arrive(`M${n}`, { text: n % 100 === 0 ? 'a 0.99' : 'a 0.01', seconds: n });
    const replayed = await run(at(15));
    expect(replayed.messages).toBe(415);
    expect(idsOf(replayed).toSorted()).toEqual(['M100', 'M200', 'M300', 'M400']);
  });

  test('changes nothing in the store', async () => {
    await arrive('M1', { text: 'a 0.99' });
    const before = await store.findMessage('M1');
    await run();
    expect(await store.findMessage('M1')).toEqual(before);
    expect(await store.countTasks()).toEqual({ pending: 0, dead: 0 });
  });
});
