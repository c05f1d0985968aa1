import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComparisonEnvironment } from '../../../src/training/compare/carry-out-runs.js';
import { crossValidate } from '../../../src/training/compare/cross-validate.js';
import { createRunCounter } from '../../../src/training/compare/run-counter.js';
import { type ComparisonPlan, planRunSets } from '../../../src/training/compare/run-sets.js';
import { readLabelledFile } from '../../../src/training/labelled-data.js';
import { drawSplit } from '../../../src/training/split.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-folds-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function aPlan(parts: Partial<ComparisonPlan> = {}): Promise<ComparisonPlan> {
  const { rows } = await readLabelledFile('test/fixtures/messages.tsv');
  const [first] = rows;
  return {
    variants: [{ architecture: 'dense', mask: false }],
    seeds: [3, 4],
    epochs: 1,
    // Said twice, in another case: a near-duplicate counts once.
    rows: first === undefined ? rows : [...rows, { ...first, text: `${first.text.toUpperCase()}!` }],
    split: drawSplit(rows, 1),
    holdout: null,
    balance: 'none',
    splitMethod: { method: 'seeded', undersampled: false },
    source: { name: 'messages.tsv', licence: null, sha256: 'a'.repeat(64), spam: 100, ham: 100 },
    messages: [],
    folds: 2,
    runsDir: folder,
    program: 'hamgate test',
    ...parts,
  };
}

function carryOut(plan: ComparisonPlan, parts: Partial<ComparisonEnvironment> = {}) {
  const environment = {
    signal: new AbortController().signal,
    now: () => new Date(0),
    timer: () => 0,
    onRun: () => {},
    onProgress: () => {},
    ...parts,
  };
  const { folds } = planRunSets(plan);
  return crossValidate(folds, { plan, backend: 'wasm', counter: createRunCounter(folds), environment });
}

describe('crossValidate()', () => {
  test('crossValidate() scores each different message once, by networks and baselines', async () => {
    const result = await carryOut(await aPlan());
    expect(result).toMatchObject({ folds: 2, messages: 200 });
    expect(result?.contenders.map(({ name, metrics }) => [name, metrics.length])).toEqual([
      ['dense', 2],
      ['naive-bayes', 2],
      ['linear-model', 2],
      ['ngram-model', 2],
      ['ngram-tfidf', 2],
    ]);
    for (const { metrics } of result?.contenders ?? [])
      expect(metrics.reduce((sum, { spam, ham }) => sum + spam + ham, 0)).toBe(200);
  }, 60_000);

  test('crossValidate() goes on with the folds that are finished', async () => {
    const plan = await aPlan();
    const first = await carryOut(plan);
    const kept: [string, boolean][] = [];
    const again = await carryOut(plan, { onRun: ({ note, isKept }) => kept.push([note, isKept]) });
    expect(kept).toEqual([
      ['fold 1 of 2', true],
      ['fold 2 of 2', true],
    ]);
    expect(again).toEqual(first);
  }, 60_000);

  test('crossValidate() trains again what has lost its bundle', async () => {
    const plan = await aPlan();
    await carryOut(plan);
    await rm(join(folder, 'fold-1-of-2', 'dense-3', 'bundle'), { recursive: true });
    const kept: boolean[] = [];
    await carryOut(plan, { onRun: ({ isKept }) => kept.push(isKept) });
    expect(kept).toEqual([false, true]);
  }, 60_000);

  test('crossValidate() gives nothing when it was not asked for, or was stopped', async () => {
    expect(await carryOut(await aPlan({ folds: null }))).toBeNull();
    expect(await carryOut(await aPlan(), { signal: AbortSignal.abort() })).toBeNull();
  }, 60_000);

  test('planRunSets() refuses more folds than there are different messages of a class', async () => {
    const plan = await aPlan({ folds: 101 });
    expect(() => planRunSets(plan)).toThrow('Cannot divide the data into 101 folds: it has 100 different');
  });
});
