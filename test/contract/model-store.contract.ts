import type { ModelFiles, ModelRecord, NewModel } from '../../src/domain/model.js';
import { aGivenModel, aModel, anEvent } from '../support/learning-builders.js';
import { aTask, at, inTurn } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

export function modelStoreContract(bench: StoreBench): void {
  addModelContract(bench);
  placesContract(bench);
  eventTasksContract(bench);
  pruneContract(bench);
}

function recordOf(model: NewModel): ModelRecord {
  return Object.fromEntries(
    Object.entries(model).filter(([name]) => name !== 'files' && name !== 'report'),
  ) as unknown as ModelRecord;
}

function addModelContract({ store, another }: StoreBench): void {
  test('addModel() keeps every field of a given model and of a learnt one', async () => {
    const given = aGivenModel();
    const learnt = aModel({
      bytes: 2 ** 33,
      learntThrough: 2 ** 40,
      decision: { isPromotable: false, reasons: ['Fällt: "a\\b"', '🎁'], alarms: ['look'] },
      report: { numbers: [0, 0.1, null, true], text: '<ä🎁>' },
    });
    expect([await store().addModel(given), await store().addModel(learnt)]).toEqual([true, true]);
    expect(await store().findModel(given.id)).toEqual(recordOf(given));
    expect(await store().findModel(learnt.id)).toEqual(recordOf(learnt));
    expect(await store().listModels()).toEqual([recordOf(learnt), recordOf(given)]);
    expect(await store().readModelReport(given.id)).toBeNull();
    expect(await store().readModelReport(learnt.id)).toEqual(learnt.report);
  });

  test('addModel() answers false for an id that is there, and changes nothing of it', async () => {
    await store().addModel(aModel());
    const files = { 'manifest.json': Uint8Array.of(9), 'weights.bin': Uint8Array.of(9) };
    const other = aModel({ origin: 'given', digest: 'e'.repeat(64), report: { formatVersion: 2 }, files });
    expect(await store().addModel(other)).toBe(false);
    expect(await store().listModels()).toEqual([recordOf(aModel())]);
    expect(await store().readModelFiles('default@1.0.1')).toEqual(aModel().files);
    expect(await store().readModelReport('default@1.0.1')).toEqual({ formatVersion: 1 });
  });

  test('addModel() lets one of many that come at once write, files and all', async () => {
    const stores = [store(), await another(), await another()] as const;
    const added = await Promise.all(
      Array.from({ length: 9 }, (_, i) =>
        inTurn(stores, i).addModel(aModel({ bytes: i, files: { 'weights.bin': Uint8Array.of(i) } })),
      ),
    );
    expect(added.filter(Boolean)).toHaveLength(1);
    const winner = added.indexOf(true);
    expect(await store().findModel('default@1.0.1')).toMatchObject({ bytes: winner });
    expect(await store().readModelFiles('default@1.0.1')).toEqual({ 'weights.bin': Uint8Array.of(winner) });
  });

  test('readModelFiles() gives back files byte for byte: every byte, none at all, 3 MB', async () => {
    const files: ModelFiles = {
      'every.bin': Uint8Array.from({ length: 256 }, (_, i) => i),
      'empty.bin': new Uint8Array(),
      'large.bin': Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 2_654_435_761) >>> 24),
    };
    await store().addModel(aModel({ files }));
    await store().addModel(aModel({ id: 'default@1.0.2' }));
    const read = (await (await another()).readModelFiles('default@1.0.1')) ?? {};
    expect(Object.keys(read).toSorted()).toEqual(['empty.bin', 'every.bin', 'large.bin']);
    for (const [name, bytes] of Object.entries(files))
      expect(Buffer.compare(read[name] ?? Buffer.from('none'), bytes)).toBe(0);
  });

  test('an unknown model is null', async () => {
    expect(await store().findModel('nobody@1.0.0')).toBeNull();
    expect(await store().readModelFiles('nobody@1.0.0')).toBeNull();
    expect(await store().readModelReport('nobody@1.0.0')).toBeNull();
    expect(await store().listModels()).toEqual([]);
  });
}

function placesContract({ store, another }: StoreBench): void {
  test('readModelPlaces() is what the last event of each place says, whatever the clocks say', async () => {
    expect(await store().readModelPlaces()).toEqual({ current: null, shadow: null });
    await store().addModelEvent(anEvent({ model: 'a@1.0.0', at: at(60) }));
    await store().addModelEvent(anEvent({ place: 'shadow', kind: 'shadow', model: 'b@1.0.0' }));
    const other = await another();
    expect(await other.readModelPlaces()).toEqual({ current: 'a@1.0.0', shadow: 'b@1.0.0' });
    await other.addModelEvent(anEvent({ model: 'c@1.0.0', at: at(0) }));
    expect(await store().readModelPlaces()).toEqual({ current: 'c@1.0.0', shadow: 'b@1.0.0' });
    await store().addModelEvent(anEvent({ place: 'shadow', kind: 'shadow', model: null }));
    await store().addModelEvent(anEvent({ kind: 'rollback', model: null }));
    expect(await other.readModelPlaces()).toEqual({ current: null, shadow: null });
  });

  test('listModelEvents() has the last ones, newest first, with every field', async () => {
    const events = [
      anEvent({ model: 'a@1.0.0', at: at(9) }),
      anEvent({ place: 'shadow', kind: 'shadow', model: 'b@1.0.0', author: 'Zoë "🎁"', at: at(1) }),
      anEvent({ kind: 'rollback', model: null, at: at(0) }),
    ];
    for (const event of events) await store().addModelEvent(event);
    const listed = await store().listModelEvents(9);
    expect(listed).toMatchObject(events.toReversed());
    const seqs = listed.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    expect(await store().listModelEvents(1)).toMatchObject([events[2] ?? {}]);
  });
}

function eventTasksContract({ store }: StoreBench): void {
  test('addModelEvent() keeps what tells of it, or neither', async () => {
    await store().addModelEvent(anEvent({ model: 'a@1.0.0' }), [aTask({ dedupeKey: 'told' })]);
    expect(await store().countTasks()).toEqual({ pending: 1, dead: 0 });
    const broken = aTask({ dedupeKey: 'broken', lane: null as never });
    await expect(store().addModelEvent(anEvent({ model: 'b@1.0.0' }), [broken])).rejects.toThrow();
    expect(await store().readModelPlaces()).toMatchObject({ current: 'a@1.0.0' });
  });
}

function pruneContract({ store }: StoreBench): void {
  const idOf = (n: number): string => `default@1.0.${n}`;
  const addMany = async (count: number): Promise<void> => {
    await store().addModel(aGivenModel());
    for (let n = 1; n <= count; n++) await store().addModel(aModel({ id: idOf(n) }));
  };
  const kept = async (count: number): Promise<readonly number[]> => {
    const numbers = Array.from({ length: count + 1 }, (_, n) => n);
    const files = await Promise.all(numbers.map((n) => store().readModelFiles(idOf(n))));
    return numbers.filter((n) => files[n] !== null);
  };

  test('pruneModels() takes the files of the oldest candidates that were never used, and nothing else', async () => {
    await addMany(7);
    await store().addModelEvent(anEvent({ model: idOf(1) }));
    await store().addModelEvent(anEvent({ model: idOf(2), place: 'shadow', kind: 'shadow' }));
    await store().addModelEvent(anEvent({ model: null, place: 'shadow', kind: 'shadow' }));
    await store().addModelEvent(anEvent({ model: idOf(4) }));
    expect(await store().pruneModels(2)).toBe(2);
    // 0 was given, 1 and 2 stood in a place, 4 stands in one, 6 and 7 are the newest.
    expect(await kept(7)).toEqual([0, 1, 2, 4, 6, 7]);
    expect(await store().listModels()).toHaveLength(8);
    expect(await store().readModelReport(idOf(3))).toEqual({ formatVersion: 1 });
  });

  test('pruneModels() says how many it took this time', async () => {
    await addMany(3);
    expect(await store().pruneModels(3)).toBe(0);
    expect(await store().pruneModels(2)).toBe(1);
    expect(await store().pruneModels(2)).toBe(0);
    await store().addModel(aModel({ id: idOf(4) }));
    expect(await store().pruneModels(2)).toBe(1);
    expect(await kept(4)).toEqual([0, 3, 4]);
  });

  test('a model whose files were pruned keeps its id: it cannot be added anew', async () => {
    await addMany(2);
    await store().pruneModels(1);
    expect(await store().addModel(aModel({ id: idOf(1) }))).toBe(false);
    expect(await kept(2)).toEqual([0, 2]);
  });
}
