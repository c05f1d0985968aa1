import { createModelFollower, type ModelFollower } from '../../src/app/follow-models.js';
import type { LiveModel } from '../../src/domain/live-model.js';
import type { Store } from '../../src/domain/store.js';
import { aMessage, aPolicy } from '../support/builders.js';
import { createTestGate } from '../support/gate.js';
import { anEvent } from '../support/learning-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});
afterEach(() => opened.cleanUp());

interface TestModel extends LiveModel {
  /** How often it was closed. */
  readonly closed: () => number;
  readonly scored: () => readonly string[];
}

/** Gives every text the score; throws when it is asked after it was closed. */
function aModel(id: string, { score = 0.5, spam = 0.8 } = {}): TestModel {
  let closed = 0;
  const scored: string[] = [];
  return {
    scorer: {
      model: id,
      score: (texts) => {
        if (closed > 0) throw new Error(`${id} is closed`);
        scored.push(...texts);
        return Float32Array.from(texts, () => score);
      },
    },
    defaultPolicy: () => aPolicy({}, { spam }),
    close: () => (closed += 1),
    closed: () => closed,
    scored: () => scored,
  };
}

interface Bench {
  readonly follower: ModelFollower<TestModel>;
  readonly base: TestModel;
  /** In the order in which they were opened. */
  readonly models: readonly TestModel[];
  readonly said: readonly string[];
  readonly put: (model: string | null, place?: 'current' | 'shadow') => Promise<void>;
}

function aBench(open = async (id: string) => aModel(id)): Bench {
  const [models, said]: [TestModel[], string[]] = [[], []];
  const base = aModel('base@1.0.0');
  const follower = createModelFollower<TestModel>({
    store,
    base,
    open: async (id) => {
      const model = await open(id);
      models.push(model);
      return model;
    },
    onChange: (place, model) => said.push(`${place}: ${model?.scorer.model ?? 'none'}`),
    onFault: (place, fault) => said.push(`${place}: ${String(fault)}`),
  });
  const put = async (model: string | null, place: 'current' | 'shadow' = 'current') => {
    await store.addModelEvent(anEvent({ place, model, kind: place === 'shadow' ? 'shadow' : 'promote' }));
    await follower.refresh();
  };
  return { follower, base, models, said, put };
}

const namesOf = ({ follower }: Bench) => [
  follower.current().scorer.model,
  follower.shadow()?.scorer.model ?? null,
];

describe('createModelFollower()', () => {
  test('refresh() takes over what the store names, and goes back to the model of the settings', async () => {
    const bench = aBench();
    await bench.follower.refresh();
    expect(namesOf(bench)).toEqual(['base@1.0.0', null]);
    await bench.put('a@1.0.0');
    await bench.put('b@1.0.0');
    expect(namesOf(bench)).toEqual(['b@1.0.0', null]);
    await bench.put(null);
    expect(namesOf(bench)).toEqual(['base@1.0.0', null]);
    expect(bench.said).toEqual(['current: a@1.0.0', 'current: b@1.0.0', 'current: base@1.0.0']);
    expect(bench.models.map(({ closed }) => closed())).toEqual([1, 1]);
    expect(bench.base.closed()).toBe(0);
  });

  test('refresh() opens nothing while the store names what stands already', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0');
    await bench.put('b@1.0.0', 'shadow');
    await bench.follower.refresh();
    await Promise.all([bench.follower.refresh(), bench.follower.refresh()]);
    expect(bench.models).toHaveLength(2);
    expect(bench.said).toHaveLength(2);
  });

  test('refresh() puts a model in the shadow and takes it from there', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0', 'shadow');
    expect(namesOf(bench)).toEqual(['base@1.0.0', 'a@1.0.0']);
    await bench.put('b@1.0.0', 'shadow');
    expect(namesOf(bench)).toEqual(['base@1.0.0', 'b@1.0.0']);
    await bench.put(null, 'shadow');
    expect(namesOf(bench)).toEqual(['base@1.0.0', null]);
    expect(bench.models.map(({ closed }) => closed())).toEqual([1, 1]);
  });

  test('refresh() casts no shadow of the current model, and lets the model of the settings be one', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0', 'shadow');
    await bench.put('a@1.0.0');
    expect(namesOf(bench)).toEqual(['a@1.0.0', null]);
    await bench.put('base@1.0.0', 'shadow');
    expect(namesOf(bench)).toEqual(['a@1.0.0', 'base@1.0.0']);
    await bench.put(null);
    expect(namesOf(bench)).toEqual(['base@1.0.0', null]);
    expect(bench.base.closed()).toBe(0);
    expect(bench.base.scorer.score(['still open'])).toHaveLength(1);
  });

  test.each(['current', 'shadow'] as const)(
    'refresh() keeps the model before where one cannot be opened, and says so once (%s)',
    async (place) => {
      const bench = aBench((id) =>
        id === 'bad@1.0.0' ? Promise.reject(new Error('torn')) : Promise.resolve(aModel(id)),
      );
      const index = place === 'current' ? 0 : 1;
      await bench.put('good@1.0.0', place);
      await bench.put('bad@1.0.0', place);
      await bench.follower.refresh();
      await bench.follower.refresh();
      expect(namesOf(bench)[index]).toBe('good@1.0.0');
      expect(bench.said).toEqual([`${place}: good@1.0.0`, `${place}: Error: torn`]);
      expect(bench.models[0]?.closed()).toBe(0);
      await bench.put('other@1.0.0', place);
      expect(namesOf(bench)[index]).toBe('other@1.0.0');
    },
  );

  test.each(['current', 'shadow'] as const)(
    'refresh() tries a model that it refused again when the store names it anew (%s)',
    async (place) => {
      let isBroken = true;
      const bench = aBench(async (id) => {
        if (isBroken) throw new Error('torn');
        return aModel(id);
      });
      await bench.put('a@1.0.0', place);
      await bench.put(null, place);
      isBroken = false;
      await bench.put('a@1.0.0', place);
      expect(namesOf(bench)[place === 'current' ? 0 : 1]).toBe('a@1.0.0');
    },
  );

  test('refresh() rejects when the store cannot be asked, and changes nothing', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0');
    await store.close();
    await expect(bench.follower.refresh()).rejects.toThrow(Error);
    expect(namesOf(bench)).toEqual(['a@1.0.0', null]);
  });

  test('close() closes every model once', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0');
    await bench.put('b@1.0.0', 'shadow');
    bench.follower.close();
    expect([bench.base, ...bench.models].map(({ closed }) => closed())).toEqual([1, 1, 1]);
    const untouched = aBench();
    untouched.follower.close();
    expect(untouched.base.closed()).toBe(1);
  });

  test('close() leaves no model open that was being opened', async () => {
    let goOn = (): void => undefined;
    const gone = new Promise<void>((resolve) => (goOn = resolve));
    const bench = aBench(async (id) => {
      await gone;
      return aModel(id);
    });
    const putting = bench.put('a@1.0.0');
    await store.ping();
    bench.follower.close();
    goOn();
    await putting;
    expect([bench.base, ...bench.models].map(({ closed }) => closed())).toEqual([1, 1]);
  });
});

/** What each kind of model makes of every text, by its own threshold. */
const EXPECTED: Readonly<Record<string, string>> = {
  base: 'base 0.5 unsure',
  low: 'low 0.4 spam',
  high: 'high 0.9 unsure',
};

describe('createFilter() and models that are swapped', () => {
  test('every message is scored once, by one model and with the thresholds of that model', async () => {
    // What one calls spam by its own threshold the other would not, and the other way round.
    const made: TestModel[] = [];
    const bench = aBench(async (id) => {
      const model = id.startsWith('low')
        ? aModel(id, { score: 0.4, spam: 0.3 })
        : aModel(id, { score: 0.9, spam: 0.95 });
      made.push(model);
      return model;
    });
    const { follower, put } = bench;
    const gate = createTestGate(store, 'quarantine', {
      currentScorer: () => follower.current().scorer,
      shadowModel: () => follower.shadow(),
      defaultPolicy: (channel) => follower.current().defaultPolicy(channel),
    });
    const texts = Array.from({ length: 60 }, (_, i) => `message number ${i}`);
    const filtering = texts.map((text, i) => gate.filter(aMessage({ text, messageId: String(i) })));
    for (let n = 0; n < 6; n++) await put(n % 2 === 0 ? `low@1.0.${n}` : `high@1.0.${n}`);
    const outcomes = await Promise.all(filtering);
    // And some that come one at a time between two swaps.
    for (let n = 6; n < 10; n++) {
      await put(n % 2 === 0 ? `low@1.0.${n}` : `high@1.0.${n}`);
      const text = `message number ${54 + n}`;
      texts.push(text);
      outcomes.push(await gate.filter(aMessage({ text, messageId: text })));
    }
    expect(outcomes.map(({ fault }) => fault)).toEqual(outcomes.map(() => null));
    expect([bench.base, ...made].flatMap(({ scored }) => scored()).toSorted()).toEqual(texts.toSorted());
    const judged = outcomes.map(({ message: { verdict } }) => verdict);
    expect(
      judged.map(
        ({ model, score, band }) => `${model.split('@')[0] ?? ''} ${score?.toFixed(1) ?? ''} ${band}`,
      ),
    ).toEqual(judged.map(({ model }) => EXPECTED[model.split('@')[0] ?? '']));
    expect(new Set(outcomes.map(({ message }) => message.verdict.model)).size).toBeGreaterThan(3);
  });

  test('the model in the shadow is asked, and decides nothing', async () => {
    const bench = aBench(async (id) => aModel(id, { score: 0.9, spam: 0.8 }));
    await bench.put('a@1.0.0', 'shadow');
    const gate = createTestGate(store, 'quarantine', {
      currentScorer: () => bench.follower.current().scorer,
      shadowModel: () => bench.follower.shadow(),
    });
    const { message } = await gate.filter(aMessage({ text: 'Lunch at noon?' }));
    expect(message.verdict).toMatchObject({ score: 0.5, model: 'base@1.0.0', action: 'accept' });
    expect(await store.listDisagreements('a@1.0.0', 9)).toMatchObject([
      { message: { id: message.id }, shadow: { model: 'a@1.0.0', band: 'spam', isOther: true } },
    ]);
    await gate.filter(aMessage({ text: '', messageId: '18' }));
    expect(bench.models[0]?.scored()).toEqual(['Lunch at noon?']);
  });

  test('a fault of the model in the shadow is its own', async () => {
    const bench = aBench();
    await bench.put('a@1.0.0', 'shadow');
    const [shadow] = bench.models;
    shadow?.close();
    const gate = createTestGate(store, 'quarantine', { shadowModel: () => bench.follower.shadow() });
    const { message, fault } = await gate.filter(aMessage({ text: 'casino tonight' }));
    expect(fault).toBeNull();
    expect(message.verdict).toMatchObject({ band: 'spam', action: 'quarantine' });
    expect(await store.countShadow('a@1.0.0')).toEqual({ scored: 1, toSpam: 0, toHam: 1 });
    expect((await store.listDisagreements('a@1.0.0', 9))[0]?.shadow).toMatchObject({ score: null, gap: 0 });
  });
});
