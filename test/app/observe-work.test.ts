import { NO_EVENTS } from '../../src/domain/events.js';
import { createObservedFilter, observeCorrections } from '../../src/app/observe-work.js';
import type { Observer } from '../../src/app/observer.js';
import type { FilterDependencies } from '../../src/app/filter-message.js';
import type { CorrectionOutcome, CorrectionRequest } from '../../src/app/record-correction.js';
import { nearText } from '../../src/classifier/near/near-text.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { NOW, sayingActions, wordScorer } from '../support/gate.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let testStore: TestStore;
beforeEach(async () => {
  testStore = await openTestStore();
});
afterEach(() => testStore.cleanUp());

/** Every look at its clock is a millisecond later. */
function createWitness() {
  const told: unknown[] = [];
  let ms = 0;
  const observer: Observer = {
    timeMs: () => (ms += 1),
    onJudged: (judged) => told.push(judged),
    onRepeat: (channel) => told.push({ repeat: channel }),
    onScored: (took) => told.push({ scored: took }),
    onCommitted: (took) => told.push({ committed: took }),
    onAnswered: (answered) => told.push(answered),
    onCorrected: ({ label, source, role }) => told.push({ label, source, role }),
    onTried: (target, outcome) => told.push({ target, outcome }),
  };
  return { observer, told };
}

function create(observer: Observer, parts: Partial<FilterDependencies> = {}) {
  let ids = 0;
  return createObservedFilter(
    {
      store: testStore.store,
      currentScorer: () => wordScorer,
      shadowModel: () => null,
      fingerprint: (text) => text,
      nearFingerprint: (text) => text,
      nearText,
      correctionScope: 'conversation',
      defaultPolicy: () => aPolicy({ mode: 'quarantine' }),
      actions: { telegram: sayingActions, sms: sayingActions, api: sayingActions },
      events: NO_EVENTS,
      clock: { now: () => NOW },
      newId: () => `M${(ids += 1)}`,
      onTasks: () => undefined,
      ...parts,
    },
    observer,
  );
}

describe('createObservedFilter()', () => {
  test.each([
    ['spam', 'casino', { action: 'quarantine', score: expect.closeTo(0.97) as number, hasFault: false }],
    ['ham', 'lunch', { action: 'accept', score: expect.closeTo(0.02) as number, hasFault: false }],
  ])('tells of %s, of the score and of the commit', async (_, text, judged) => {
    const { observer, told } = createWitness();
    await create(observer)(aMessage({ text, channel: 'sms' }));
    expect(told).toEqual([{ scored: 1 }, { committed: 1 }, { channel: 'sms', ...judged }]);
  });

  test('tells of a scorer that broke', async () => {
    const { observer, told } = createWitness();
    await create(observer)(aMessage({ text: 'broken', channel: 'sms' }));
    expect(told).toEqual([
      { committed: 1 },
      { channel: 'sms', action: 'observe', score: null, hasFault: true },
    ]);
  });

  test('tells of a repeat as a repeat', async () => {
    const { observer, told } = createWitness();
    const filter = create(observer);
    const message = aMessage({ text: 'lunch', channel: 'sms' });
    await filter(message);
    told.length = 0;
    expect((await filter(message)).isRepeat).toBe(true);
    expect(told).toEqual([{ scored: 1 }, { committed: 1 }, { repeat: 'sms' }]);
  });

  test('tells nothing of what could not be kept', async () => {
    const { observer, told } = createWitness();
    const saveArrival = async () => Promise.reject(new Error('the disk is full'));
    const filter = create(observer, { store: { ...testStore.store, saveArrival } });
    await expect(filter(aMessage({ text: 'lunch' }))).rejects.toThrow('the disk is full');
    expect(told).toEqual([{ scored: 1 }]);
  });
});

describe('observeCorrections()', () => {
  const asked: CorrectionRequest = {
    correctionId: 'C1',
    label: 'ham',
    author: 'Ada',
    role: 'admin',
    source: 'api',
    about: { text: 'lunch' },
  };

  test.each<[string, CorrectionOutcome, readonly unknown[]]>([
    [
      'recorded',
      { kind: 'recorded', message: null, isBroughtBack: false } as unknown as CorrectionOutcome,
      [{ label: 'ham', source: 'api', role: 'admin' }],
    ],
    ['unchanged', { kind: 'unchanged', message: null }, []],
    ['about nothing that is known', { kind: 'unknown-message' }, []],
  ])('tells of one that is %s', async (_, outcome, expected) => {
    const { observer, told } = createWitness();
    expect(await observeCorrections(async () => outcome, observer)(asked)).toBe(outcome);
    expect(told).toEqual(expected);
  });
});
