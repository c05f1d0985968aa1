import { createModelPlacing, type ModelPlacing } from '../../src/app/place-model.js';
import { NO_EVENTS } from '../../src/domain/events.js';
import type { Store } from '../../src/domain/store.js';
import { NOW } from '../support/gate.js';
import { aGivenModel, aModel } from '../support/learning-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

const BASE = 'default@1.0.0';
let opened: TestStore;
let store: Store;
let placing: ModelPlacing;
let placed = 0;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  placed = 0;
  placing = createModelPlacing({
    store,
    events: NO_EVENTS,
    clock: { now: () => NOW },
    base: BASE,
    onPlaced: () => (placed += 1),
  });
  await store.addModel(aGivenModel(BASE));
  for (const id of ['a@1.0.0', 'b@1.0.0', 'c@1.0.0']) await store.addModel(aModel({ id }));
});
afterEach(() => opened.cleanUp());

const promote = (id: string, isForced = false) => placing.promote(id, { author: 'Bea', isForced });
const current = async () => (await store.readModelPlaces()).current;
const REFUSAL = { isPromotable: false, reasons: ['it calls a greeting spam'], alarms: [] };

describe('promote()', () => {
  test('puts a model in its place, and says what stood there', async () => {
    expect(await promote('a@1.0.0')).toEqual({ kind: 'placed', model: 'a@1.0.0', before: BASE });
    expect(await promote('b@1.0.0')).toEqual({ kind: 'placed', model: 'b@1.0.0', before: 'a@1.0.0' });
    expect(await promote('b@1.0.0')).toEqual({ kind: 'unchanged', model: 'b@1.0.0' });
    expect(await store.listModelEvents(1)).toEqual([
      {
        ...{ seq: 2, place: 'current', model: 'b@1.0.0', kind: 'promote', author: 'Bea' },
        at: NOW.toISOString(),
      },
    ]);
    expect(placed).toBe(2);
  });

  test('of the model that is current by the settings changes nothing', async () => {
    expect(await promote(BASE)).toEqual({ kind: 'unchanged', model: BASE });
    expect(await store.listModelEvents(9)).toEqual([]);
  });

  test('refuses what the gate refused, unless it is forced', async () => {
    await store.addModel(aModel({ id: 'bad@1.0.0', decision: REFUSAL }));
    expect(await promote('bad@1.0.0')).toEqual({ kind: 'refused', reasons: REFUSAL.reasons });
    expect([await current(), placed]).toEqual([null, 0]);
    expect(await promote('bad@1.0.0', true)).toEqual({ kind: 'placed', model: 'bad@1.0.0', before: BASE });
    expect(await current()).toBe('bad@1.0.0');
  });

  test('takes a given model, which no gate has seen', async () => {
    await promote('a@1.0.0');
    expect(await promote(BASE)).toEqual({ kind: 'placed', model: BASE, before: 'a@1.0.0' });
  });

  test.each([false, true])('refuses an unknown model and a pruned one (forced: %s)', async (isForced) => {
    await store.pruneModels(1);
    expect(await promote('nobody@1.0.0', isForced)).toEqual({ kind: 'unknown-model' });
    expect(await promote('a@1.0.0', isForced)).toEqual({ kind: 'pruned' });
    expect(await store.listModelEvents(9)).toEqual([]);
  });
});

describe('rollBack()', () => {
  const back = () => placing.rollBack('Zoë');

  test('goes back step by step to the model of the settings, and no further', async () => {
    await promote('a@1.0.0');
    await promote('b@1.0.0');
    expect(await back()).toEqual({ kind: 'placed', model: 'a@1.0.0', before: 'b@1.0.0' });
    expect(await current()).toBe('a@1.0.0');
    expect(await back()).toEqual({ kind: 'placed', model: BASE, before: 'a@1.0.0' });
    expect(await current()).toBeNull();
    expect(await back()).toEqual({ kind: 'nothing-before' });
    expect(await store.listModelEvents(1)).toMatchObject([{ kind: 'rollback', model: null, author: 'Zoë' }]);
    expect(placed).toBe(4);
  });

  test('forgets what was rolled back when another is promoted afterwards', async () => {
    await promote('a@1.0.0');
    await promote('b@1.0.0');
    await back();
    await promote('c@1.0.0');
    expect(await back()).toEqual({ kind: 'placed', model: 'a@1.0.0', before: 'c@1.0.0' });
    await promote('b@1.0.0');
    expect(await back()).toEqual({ kind: 'placed', model: 'a@1.0.0', before: 'b@1.0.0' });
    expect(await back()).toEqual({ kind: 'placed', model: BASE, before: 'a@1.0.0' });
  });

  test('has nothing to go back to where nobody promoted anything', async () => {
    await placing.cast('a@1.0.0', 'Bea');
    expect(await back()).toEqual({ kind: 'nothing-before' });
    expect(await current()).toBeNull();
  });

  test('is not led astray by what was cast in the shadow meanwhile', async () => {
    await promote('a@1.0.0');
    await placing.cast('c@1.0.0', 'Bea');
    await promote('b@1.0.0');
    await placing.cast(null, 'Bea');
    expect(await back()).toMatchObject({ model: 'a@1.0.0' });
  });
});

describe('cast()', () => {
  const cast = (id: string | null) => placing.cast(id, 'Bea');

  test('puts a model in the shadow, even one that the gate refused, and takes it from there', async () => {
    await store.addModel(aModel({ id: 'bad@1.0.0', decision: REFUSAL }));
    expect(await cast('bad@1.0.0')).toEqual({ kind: 'placed', model: 'bad@1.0.0', before: null });
    expect(await cast('bad@1.0.0')).toEqual({ kind: 'unchanged', model: 'bad@1.0.0' });
    expect(await cast('a@1.0.0')).toEqual({ kind: 'placed', model: 'a@1.0.0', before: 'bad@1.0.0' });
    expect(await store.readModelPlaces()).toEqual({ current: null, shadow: 'a@1.0.0' });
    expect(await cast(null)).toEqual({ kind: 'placed', model: null, before: 'a@1.0.0' });
    expect(await cast(null)).toEqual({ kind: 'unchanged', model: null });
  });

  test('refuses an unknown model and a pruned one', async () => {
    await store.pruneModels(1);
    expect(await cast('nobody@1.0.0')).toEqual({ kind: 'unknown-model' });
    expect(await cast('a@1.0.0')).toEqual({ kind: 'pruned' });
  });
});
