import type { Correction } from '../../src/domain/correction.js';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aLease, aModel, aResult, aTerm } from '../support/learning-builders.js';
import { aChange, aTask, at, by, inTurn } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

export function retrainingStoreContract(bench: StoreBench): void {
  lessonsContract(bench);
  trafficContract(bench);
  leaseContract(bench);
  saveRetrainingContract(bench);
}

function lessonsContract({ store }: StoreBench): void {
  const say = (id: string, parts: Partial<Correction> = {}) =>
    store().saveCorrection(aChange({ id, text: `text of ${id}`, ...parts }, { fingerprint: `f of ${id}` }));
  const sayMany = async (): Promise<void> => {
    await say('C1', { createdAt: at(60), label: 'spam' });
    await say('C2', { role: 'appeal' });
    await say('C3', { role: 'report' });
    await say('C4', { conversation: null, createdAt: at(0) });
    await say('C5');
    await say('C6', { text: '' });
    await say('C7', { conversation: { channel: 'sms', id: '+49' } });
    await store().withdrawCorrection('C5', by(1));
  };

  test('readLessons() has the standing labels of administrators with a text, in the order of their keeping', async () => {
    expect(await store().readLessons()).toEqual([]);
    await sayMany();
    const lessons = await store().readLessons();
    expect(lessons.map(({ id }) => id)).toEqual(['C1', 'C4', 'C7']);
    expect(lessons[0]).toMatchObject({
      text: 'text of C1',
      label: 'spam',
      author: 'Bea',
      createdAt: at(60),
      conversation: { channel: 'telegram', id: '-1001' },
    });
    const seqs = lessons.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  test('countCorrectionsAfter() counts the lessons that came later, and knows the last one', async () => {
    expect(await store().countCorrectionsAfter(0)).toEqual({ count: 0, last: 0 });
    await sayMany();
    const [first, second, third] = (await store().readLessons()).map(({ seq }) => seq);
    expect(await store().countCorrectionsAfter(0)).toEqual({ count: 3, last: third });
    expect(await store().countCorrectionsAfter(first ?? NaN)).toEqual({ count: 2, last: third });
    expect(await store().countCorrectionsAfter(second ?? NaN)).toEqual({ count: 1, last: third });
    expect(await store().countCorrectionsAfter(third ?? NaN)).toEqual({ count: 0, last: third });
  });
}

function trafficContract({ store }: StoreBench): void {
  test('readRecentTexts() has the last messages that were scored, newest first', async () => {
    const texts = ['one', 'two', 'three 🎁', ''];
    for (const [n, text] of texts.entries()) {
      const parts = { id: `M${n}`, messageId: String(n), text, receivedAt: at(10 - n) };
      const verdict = aVerdict({ score: n === 1 ? null : 0.5 });
      await store().saveArrival(anArrival(aStoredMessage({ ...parts, verdict })));
    }
    const two = [
      { kind: 'body', text: 'body' },
      { kind: 'button', text: 'press' },
    ] as const;
    await store().saveArrival(
      anArrival({ ...aStoredMessage({ id: 'M9', channel: 'sms', receivedAt: at(9) }), surfaces: two }),
    );
    const traffic = await store().readRecentTexts(3);
    expect(traffic).toEqual([
      { id: 'M9', channel: 'sms', text: 'body\npress', receivedAt: at(9) },
      { id: 'M3', channel: 'telegram', text: '', receivedAt: at(7) },
      { id: 'M2', channel: 'telegram', text: 'three 🎁', receivedAt: at(8) },
    ]);
    expect((await store().readRecentTexts(99)).map(({ id }) => id)).toEqual(['M9', 'M3', 'M2', 'M0']);
  });
}

function leaseContract({ store, another }: StoreBench): void {
  test('takeLease() gives a lease to the first, and to another only when it has run out', async () => {
    const other = await another();
    expect(await store().readLease('retrain')).toBeNull();
    expect(await store().takeLease(aLease('one'), aTerm(0, 60))).toBe(true);
    expect(await other.takeLease(aLease('two'), aTerm(59, 119))).toBe(false);
    expect(await other.readLease('retrain')).toEqual({ holder: 'one', until: at(60) });
    expect(await other.takeLease(aLease('two'), aTerm(60, 120))).toBe(true);
    expect(await store().takeLease(aLease('one'), aTerm(61, 121))).toBe(false);
    expect(await store().readLease('retrain')).toEqual({ holder: 'two', until: at(120) });
  });

  test('takeLease() renews the lease of its holder', async () => {
    await store().takeLease(aLease('one'), aTerm(0, 60));
    expect(await store().takeLease(aLease('one'), aTerm(30, 90))).toBe(true);
    expect(await store().readLease('retrain')).toEqual({ holder: 'one', until: at(90) });
    expect(await (await another()).takeLease(aLease('two'), aTerm(61, 121))).toBe(false);
  });

  test('takeLease() keeps leases of different jobs apart', async () => {
    await store().takeLease(aLease('one'), aTerm(0, 60));
    expect(await store().takeLease(aLease('two', 'privacy'), aTerm(0, 60))).toBe(true);
    expect(await store().readLease('retrain')).toMatchObject({ holder: 'one' });
  });

  test('releaseLease() frees the lease of its holder, and nobody else’s', async () => {
    await store().takeLease(aLease('one'), aTerm(0, 60));
    await store().releaseLease(aLease('two'));
    await store().releaseLease(aLease('one', 'privacy'));
    expect(await store().readLease('retrain')).toMatchObject({ holder: 'one' });
    await store().releaseLease(aLease('one'));
    expect(await store().readLease('retrain')).toBeNull();
    expect(await store().takeLease(aLease('two'), aTerm(1, 61))).toBe(true);
  });

  test.each([
    ['free', null],
    ['run out', aTerm(-60, 0)],
  ])('takeLease() gives a lease that is %s to one of many that ask at once', async (_, before) => {
    if (before !== null) await store().takeLease(aLease('dead'), before);
    const stores = [store(), await another(), await another()] as const;
    const holders = Array.from({ length: 12 }, (_unused, i) => `holder ${i}`);
    const taken = await Promise.all(
      holders.map((holder, i) => inTurn(stores, i).takeLease(aLease(holder), aTerm(1, 61))),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store().readLease('retrain')).toMatchObject({ holder: holders[taken.indexOf(true)] });
  });
}

function saveRetrainingContract({ store, another }: StoreBench): void {
  const decision = { isPromotable: true, reasons: ['well'], alarms: ['look'] };
  const outcome = { kind: 'candidate', model: 'default@1.0.1', decision } as const;
  const aCandidate = () =>
    aResult({
      retraining: { ...aResult().retraining, trigger: 'schedule', sawThrough: 2 ** 40, outcome },
      candidate: aModel(),
      isPromoted: true,
      tasks: [aTask()],
    });
  const nothingIsKept = async (): Promise<void> => {
    expect(await store().listRetrainings(9)).toEqual([]);
    expect(await store().listModels()).toEqual([]);
    expect(await store().readModelFiles('default@1.0.1')).toBeNull();
    expect(await store().listModelEvents(9)).toEqual([]);
    expect(await store().countTasks()).toEqual({ pending: 0, dead: 0 });
  };

  test('saveRetraining() keeps run, candidate, promotion and tasks together', async () => {
    await store().takeLease(aLease(), aTerm(0, 60));
    expect(await store().saveRetraining(aCandidate(), aLease())).toBe(true);
    const { files, report, ...record } = aModel();
    expect(await store().listRetrainings(9)).toEqual([{ seq: 1, ...aCandidate().retraining }]);
    expect(await store().findModel('default@1.0.1')).toEqual(record);
    expect(await store().readModelFiles('default@1.0.1')).toEqual(files);
    expect(await store().readModelReport('default@1.0.1')).toEqual(report);
    expect(await store().listModelEvents(9)).toEqual([
      {
        ...{ seq: 1, place: 'current', model: 'default@1.0.1' },
        ...{ kind: 'promote', author: 'retrain', at: at(60) },
      },
    ]);
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
    // It is the holder's still.
    expect(await store().readLease('retrain')).toEqual({ holder: 'one', until: at(60) });
  });

  test('saveRetraining() promotes nothing that it is not told to', async () => {
    await store().takeLease(aLease(), aTerm(0, 60));
    await store().saveRetraining({ ...aCandidate(), isPromoted: false }, aLease());
    expect(await store().readModelPlaces()).toEqual({ current: null, shadow: null });
    expect(await store().findModel('default@1.0.1')).not.toBeNull();
  });

  test('saveRetraining() writes nothing at all under a lease that is somebody else’s', async () => {
    await store().takeLease(aLease('two'), aTerm(0, 60));
    expect(await store().saveRetraining(aCandidate(), aLease('one'))).toBe(false);
    await nothingIsKept();
    expect(await store().readLease('retrain')).toEqual({ holder: 'two', until: at(60) });
  });

  test('saveRetraining() writes nothing at all without a lease', async () => {
    expect(await store().saveRetraining(aCandidate(), aLease('one'))).toBe(false);
    await nothingIsKept();
  });

  test.each([
    ['a task that is no JSON', { tasks: [aTask({ payload: 1n as never })] }],
    ['a candidate whose report is no JSON', { candidate: aModel({ report: 1n as never }) }],
  ])('saveRetraining() undoes everything for %s', async (_, broken) => {
    await store().takeLease(aLease(), aTerm(0, 60));
    await expect(store().saveRetraining({ ...aCandidate(), ...broken }, aLease())).rejects.toThrow(TypeError);
    await nothingIsKept();
  });

  test('saveRetraining() undoes everything when there is a model with this id', async () => {
    await store().addModel(aModel({ bytes: 9 }));
    await store().takeLease(aLease(), aTerm(0, 60));
    await expect(store().saveRetraining(aCandidate(), aLease())).rejects.toThrow(
      'Cannot keep model "default@1.0.1": there is another one with this id',
    );
    expect(await store().listRetrainings(9)).toEqual([]);
    expect(await store().listModelEvents(9)).toEqual([]);
    expect(await store().findModel('default@1.0.1')).toMatchObject({ bytes: 9 });
  });

  test('saveRetraining() and who takes the lease over at the same time: one of them', async () => {
    const other = await another();
    await store().takeLease(aLease('one'), aTerm(0, 60));
    const [isKept] = await Promise.all([
      store().saveRetraining(aCandidate(), aLease('one')),
      other.takeLease(aLease('two'), aTerm(61, 121)),
    ]);
    expect(await store().listRetrainings(9)).toHaveLength(isKept ? 1 : 0);
    expect(await store().listModels()).toHaveLength(isKept ? 1 : 0);
    expect(await store().readLease('retrain')).toEqual({ holder: 'two', until: at(121) });
  });

  test('listRetrainings() has the last runs, newest first, whatever came of them', async () => {
    await store().takeLease(aLease(), aTerm(0, 60));
    const failed = { kind: 'failed', reasons: ['it broke: "ä🎁"'] } as const;
    const retraining = { ...aResult().retraining, trigger: 'corrections', outcome: failed } as const;
    await store().saveRetraining(aResult(), aLease());
    await store().saveRetraining({ ...aResult(), retraining }, aLease());
    await store().saveRetraining(aCandidate(), aLease());
    const runs = await store().listRetrainings(9);
    expect(runs.map((run) => run.outcome.kind)).toEqual(['candidate', 'failed', 'missing']);
    expect(runs[1]).toEqual({ seq: 2, ...retraining });
    expect(await store().listRetrainings(1)).toHaveLength(1);
  });
}
