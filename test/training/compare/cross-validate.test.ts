import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComparisonEnvironment, ComparisonPlan } from '../../../src/training/compare/carry-out-runs.js';
import { crossValidate } from '../../../src/training/compare/cross-validate.js';
import { readLabelledFile } from '../../../src/training/labelled-data.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-folds-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function aPlan(parts: Partial<ComparisonPlan> = {}): Promise<ComparisonPlan> {
  const { rows } = await readLabelledFile('test/fixtures/messages.tsv');
  const [first] = rows;
  return {
    architectures: ['dense'],
    seeds: [3, 4],
    mask: false,
    epochs: 1,
    // Said twice, in another case: a near-duplicate counts once.
    rows: first === undefined ? rows : [...rows, { ...first, text: `${first.text.toUpperCase()}!` }],
    split: { train: [], validation: [] },
    splitMethod: { method: 'seeded', undersampled: false },
    source: { name: 'messages.tsv', licence: null, sha256: 'a'.repeat(64), spam: 100, ham: 100 },
    messages: [],
    folds: 2,
    runsDir: folder,
    program: 'hamgate test',
    ...parts,
  };
}

function anEnvironment(parts: Partial<ComparisonEnvironment> = {}): ComparisonEnvironment {
  return {
    signal: new AbortController().signal,
    now: () => new Date(0),
    timer: () => 0,
    onRun: () => {},
    onProgress: () => {},
    ...parts,
  };
}

describe('crossValidate()', () => {
  test('crossValidate() scores each different message once, by networks and baselines', async () => {
    const result = await crossValidate(await aPlan(), 'wasm', anEnvironment());
    expect(result).toMatchObject({ folds: 2, messages: 200 });
    expect(result?.contenders.map(({ name, metrics }) => [name, metrics.length])).toEqual([
      ['dense', 2],
      ['naive-bayes', 2],
      ['linear-model', 2],
    ]);
    for (const { metrics } of result?.contenders ?? [])
      expect(metrics.reduce((sum, { spam, ham }) => sum + spam + ham, 0)).toBe(200);
  }, 60_000);

  test('crossValidate() goes on with the folds that are finished', async () => {
    const plan = await aPlan();
    const first = await crossValidate(plan, 'wasm', anEnvironment());
    const kept: boolean[] = [];
    const again = await crossValidate(
      plan,
      'wasm',
      anEnvironment({ onRun: ({ isKept }) => kept.push(isKept) }),
    );
    expect(kept).toEqual([true, true]);
    expect(again).toEqual(first);
  }, 60_000);

  test('crossValidate() gives nothing when it was not asked for, or was stopped', async () => {
    expect(await crossValidate(await aPlan({ folds: null }), 'wasm', anEnvironment())).toBeNull();
    const stopped = anEnvironment({ signal: AbortSignal.abort() });
    expect(await crossValidate(await aPlan(), 'wasm', stopped)).toBeNull();
  }, 60_000);

  test('crossValidate() refuses more folds than there are different messages of a class', async () => {
    const plan = await aPlan({ folds: 101 });
    await expect(crossValidate(plan, 'wasm', anEnvironment())).rejects.toThrow(
      'Cannot divide the data into 101 folds: it has 100 different',
    );
  });
});
