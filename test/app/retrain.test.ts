import { nextVersion, retrain, type RetrainDependencies } from '../../src/app/retrain.js';
import { EVENTS, NO_EVENTS } from '../../src/domain/events.js';
import type { ModelDecision } from '../../src/domain/model.js';
import type { LearnRequest, LearnResult } from '../../src/domain/retraining.js';
import type { Store } from '../../src/domain/store.js';
import { anArrival, aStoredMessage } from '../support/builders.js';
import { aGivenModel, aLease, aModel, anEvent, aTerm } from '../support/learning-builders.js';
import { aChange, aTask, at, by } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

const BASE = 'default@1.0.0';
const GOOD: ModelDecision = { isPromotable: true, reasons: ['all is well'], alarms: [] };
const ALARMING: ModelDecision = { ...GOOD, alarms: ['Bea alone moves 9 of 10 verdicts'] };
const BAD: ModelDecision = { isPromotable: false, reasons: ['it calls a greeting spam'], alarms: [] };

let opened: TestStore;
let store: Store;
/** Seconds after the beginning. */
let now: number;
let steps: string[];
beforeEach(async () => {
  [now, steps] = [0, []];
  opened = await openTestStore();
  store = opened.store;
  await store.addModel(aGivenModel(BASE));
});
afterEach(() => opened.cleanUp());

const filesNamed = (id: string) => ({ 'manifest.json': new TextEncoder().encode(id) });

function candidateOf({ version }: LearnRequest, decision: ModelDecision = GOOD): LearnResult {
  return { kind: 'candidate', files: filesNamed(`default@${version}`), decision, report: { version } };
}

function dependenciesOf(parts: Partial<RetrainDependencies> = {}): RetrainDependencies {
  return {
    store,
    learn: async (request) => candidateOf(request),
    promotion: 'ask',
    base: BASE,
    describe: (files) => ({
      id: new TextDecoder().decode(files['manifest.json']),
      architecture: 'ngram',
      digest: 'd'.repeat(64),
      bytes: 13,
    }),
    events: NO_EVENTS,
    tasksForCandidate: (id) => [aTask({ dedupeKey: `candidate:${id}` })],
    clock: { now: () => new Date(at(now)) },
    holder: 'one',
    hasEnded: () => false,
    onStep: (what) => steps.push(what),
    ...parts,
  };
}

const run = (parts?: Partial<RetrainDependencies>) => retrain(dependenciesOf(parts), 'hand');
const isFree = async () => (await store.readLease('retrain')) === null;
const pending = async () => (await store.countTasks()).pending;

describe('retrain()', () => {
  test('keeps run, candidate and report, and gives the lease back', async () => {
    await store.saveCorrection(aChange({ id: 'C1' }));
    const outcome = { kind: 'candidate', model: 'default@1.0.1', decision: GOOD } as const;
    expect(await run()).toEqual({ kind: 'done', outcome, isPromoted: false });
    expect(await store.findModel('default@1.0.1')).toEqual({
      id: 'default@1.0.1',
      origin: 'learnt',
      architecture: 'ngram',
      parent: BASE,
      measuredAgainst: BASE,
      digest: 'd'.repeat(64),
      bytes: 13,
      learntThrough: 1,
      decision: GOOD,
      createdAt: at(0),
    });
    expect(await store.readModelFiles('default@1.0.1')).toEqual(filesNamed('default@1.0.1'));
    expect(await store.readModelReport('default@1.0.1')).toEqual({ version: '1.0.1' });
    expect(await store.listRetrainings(9)).toEqual([
      { seq: 1, trigger: 'hand', startedAt: at(0), endedAt: at(0), sawThrough: 1, outcome },
    ]);
    expect(await isFree()).toBe(true);
  });

  test('hands over what people said, what came, and the models to start from and to be measured against', async () => {
    await store.saveCorrection(aChange({ id: 'C1', label: 'spam' }));
    await store.saveCorrection(aChange({ id: 'C2', role: 'appeal' }));
    await store.saveArrival(anArrival(aStoredMessage({ id: 'M1', text: 'the one that came' })));
    await store.addModel(aModel({ id: 'default@1.0.5', learntThrough: 1 }));
    await store.addModelEvent(anEvent({ model: 'default@1.0.5' }));
    const asked: LearnRequest[] = [];
    await run({
      learn: async (request) => {
        asked.push(request);
        return candidateOf(request);
      },
    });
    expect(asked).toMatchObject([
      {
        start: { id: 'default@1.0.5', files: aModel().files },
        given: { id: BASE, files: aGivenModel().files },
        current: { id: 'default@1.0.5', files: aModel().files, learntThrough: 1 },
        corrections: [{ id: 'C1', seq: 1 }],
        traffic: [{ id: 'M1', text: 'the one that came' }],
        version: '1.0.6',
      },
    ]);
    expect(await store.findModel('default@1.0.6')).toMatchObject({
      parent: 'default@1.0.5',
      measuredAgainst: 'default@1.0.5',
    });
  });

  test('starts before the model that has learnt what was withdrawn since', async () => {
    await store.saveCorrection(aChange({ id: 'C1' }));
    await store.addModel(aModel({ id: 'default@1.0.5', learntThrough: 1, createdAt: at(1) }));
    await store.addModel(
      aModel({ id: 'default@1.0.6', parent: 'default@1.0.5', learntThrough: 1, createdAt: at(3) }),
    );
    await store.addModelEvent(anEvent({ model: 'default@1.0.6' }));
    const startOf = async () => {
      const asked: LearnRequest[] = [];
      await run({
        learn: async (request) => {
          asked.push(request);
          return { kind: 'missing', reasons: [] };
        },
      });
      return asked[0]?.start.id;
    };
    expect(await startOf()).toBe('default@1.0.6');
    await store.withdrawCorrection('C1', by(2));
    // Before the last one was made: it was made without.
    expect(await startOf()).toBe('default@1.0.6');
    await store.saveCorrection(aChange({ id: 'C2' }));
    await store.addModel(
      aModel({ id: 'default@1.0.7', parent: 'default@1.0.6', learntThrough: 2, createdAt: at(4) }),
    );
    await store.addModelEvent(anEvent({ model: 'default@1.0.7' }));
    await store.withdrawCorrection('C2', by(5));
    expect(await startOf()).toBe('default@1.0.6');
  });

  test.each([
    ['ask', GOOD, { isPromoted: false, tasks: 1 }],
    ['ask', ALARMING, { isPromoted: false, tasks: 1 }],
    ['ask', BAD, { isPromoted: false, tasks: 0 }],
    ['auto', GOOD, { isPromoted: true, tasks: 0 }],
    // What a person should look at is not decided without one.
    ['auto', ALARMING, { isPromoted: false, tasks: 1 }],
    ['auto', BAD, { isPromoted: false, tasks: 0 }],
    ['never', GOOD, { isPromoted: false, tasks: 0 }],
    ['never', ALARMING, { isPromoted: false, tasks: 0 }],
    ['never', BAD, { isPromoted: false, tasks: 0 }],
  ] as const)('with %s and the decision %j: %j', async (promotion, decision, { isPromoted, tasks }) => {
    const outcome = await run({ promotion, learn: async (request) => candidateOf(request, decision) });
    expect(outcome).toMatchObject({ kind: 'done', isPromoted });
    expect((await store.readModelPlaces()).current).toBe(isPromoted ? 'default@1.0.1' : null);
    expect(await pending()).toBe(tasks);
  });

  test('tells of a model that it has promoted, in the same transaction', async () => {
    await run({ promotion: 'auto', events: EVENTS });
    const [task] = await store.claimTasks({ now: at(999), leaseUntil: at(999), limit: 9 });
    const data = { model: 'default@1.0.1', before: BASE, kind: 'promote', author: 'retrain' };
    expect(task).toMatchObject({ target: 'event', payload: { type: 'model.promoted', data } });
  });

  test('keeps that something is missing, and says what', async () => {
    const missing = { kind: 'missing', reasons: ['at least 20 are needed'] } as const;
    expect(await run({ learn: async () => missing })).toEqual({
      kind: 'done',
      outcome: missing,
      isPromoted: false,
    });
    expect(await store.listRetrainings(9)).toMatchObject([{ outcome: missing }]);
    expect(await store.listModels()).toHaveLength(1);
    expect(await isFree()).toBe(true);
  });

  test('rejects when the learning fails, and keeps that as a run', async () => {
    const learn = () => Promise.reject(new Error('no memory left'));
    await expect(run({ learn })).rejects.toThrow('no memory left');
    expect(await store.listRetrainings(9)).toMatchObject([
      { outcome: { kind: 'failed', reasons: ['no memory left'] } },
    ]);
    expect(await store.listModels()).toHaveLength(1);
    expect(await isFree()).toBe(true);
  });

  test('tells the first fault when the failure cannot be kept, either', async () => {
    const broken = { ...store, saveRetraining: () => Promise.reject(new Error('disk full')) };
    const learn = () => Promise.reject(new Error('no memory left'));
    await expect(run({ store: broken, learn })).rejects.toThrow('no memory left');
    await expect(run({ store: broken })).rejects.toThrow('disk full');
    expect(await isFree()).toBe(true);
  });

  test.each([
    [
      'an unknown model',
      async () => store.addModelEvent(anEvent({ model: 'nobody@1.0.0' })),
      'does not know',
    ],
    [
      'a model whose files are gone',
      async () => {
        await store.addModel(aModel({ id: 'default@1.0.1' }));
        await store.addModel(aModel({ id: 'default@1.0.2' }));
        await store.pruneModels(1);
        await store.addModelEvent(anEvent({ model: 'default@1.0.1' }));
      },
      'are gone',
    ],
  ])('rejects where the current one is %s', async (_, arrange, reason) => {
    await arrange();
    await expect(run()).rejects.toThrow(reason);
    expect(await store.listRetrainings(9)).toMatchObject([{ outcome: { kind: 'failed' } }]);
  });

  test('keeps the newest ten candidates that nobody uses', async () => {
    for (let n = 1; n <= 10; n++) await store.addModel(aModel({ id: `default@1.0.${n}` }));
    await run();
    expect(await store.readModelFiles('default@1.0.1')).toBeNull();
    expect(await store.readModelFiles('default@1.0.2')).not.toBeNull();
    expect(await store.readModelFiles('default@1.0.11')).not.toBeNull();
  });
});

describe('retrain() and other processes', () => {
  test('is busy while another process has the lease', async () => {
    await store.takeLease(aLease('two'), aTerm(0, 60));
    expect(await run()).toEqual({ kind: 'busy', holder: 'two', until: at(60) });
    expect(await store.readLease('retrain')).toMatchObject({ holder: 'two' });
    expect(await store.listRetrainings(9)).toEqual([]);
  });

  test('lets one of two learn that begin at once', async () => {
    const outcomes = await Promise.all([run({ holder: 'one' }), run({ holder: 'two' })]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['busy', 'done']);
    expect(await store.listRetrainings(9)).toHaveLength(1);
  });

  test('takes over the lease of a process that has ended, and one that has run out', async () => {
    await store.takeLease(aLease('dead'), aTerm(0, 60));
    expect(await run({ hasEnded: (holder) => holder === 'dead' })).toMatchObject({ kind: 'done' });
    await store.takeLease(aLease('hung'), aTerm(0, 60));
    now = 60;
    expect(await run()).toMatchObject({ kind: 'done' });
    expect(await isFree()).toBe(true);
  });

  test('renews its lease with every step', async () => {
    await run({
      learn: async (request) => {
        now = 540;
        await request.onStep('half of it');
        expect(await store.readLease('retrain')).toEqual({ holder: 'one', until: at(1140) });
        return candidateOf(request);
      },
    });
    expect(steps).toEqual(['half of it']);
  });

  test('keeps nothing when another process took over meanwhile', async () => {
    const overtake = async (request: LearnRequest): Promise<LearnResult> => {
      now = 601;
      await store.takeLease(aLease('two'), aTerm(601, 1201));
      return candidateOf(request);
    };
    expect(await run({ promotion: 'auto', learn: overtake })).toEqual({ kind: 'overtaken' });
    expect(await store.listRetrainings(9)).toEqual([]);
    expect(await store.listModels()).toHaveLength(1);
    expect(await store.listModelEvents(9)).toEqual([]);
    expect(await store.readLease('retrain')).toEqual({ holder: 'two', until: at(1201) });
  });
});

test.each([
  [BASE, [], '1.0.1'],
  [BASE, [BASE, 'default@1.0.1', 'default@1.0.9', 'default@1.0.10'], '1.0.11'],
  [BASE, ['default@1.1.7', 'default@2.0.7', 'other@1.0.7', 'my-default@1.0.7'], '1.0.1'],
  ['default@1.2.3', ['default@1.2.1'], '1.2.4'],
  ['dense@0.9.12', [], '0.9.13'],
])('nextVersion() of %s beside %j is %s', (root, ids, version) => {
  expect(
    nextVersion(
      root,
      ids.map((id) => ({ id })),
    ),
  ).toBe(version);
});
