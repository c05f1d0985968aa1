import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { type Results, resultsSchema } from '../../src/training/compare/results.js';
import { type CliResult, runCli } from './run-cli.js';

const DATA = 'test/fixtures/messages.tsv';
/** A training takes its time on a busy machine. */
const PATIENCE_MS = 120_000;

/** One small comparison for all tests. */
let dir = '';
let compared: CliResult;
const at = (name: string) => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hamgate-compare-'));
  compared = await runCli(SMALL('small'));
}, PATIENCE_MS);

afterEach(() => rm(at('refused'), { recursive: true, force: true }));

afterAll(() => rm(dir, { recursive: true, force: true }));

const SMALL = (out: string) => [
  ...['compare', '--data', DATA, '--arch', 'dense,gru', '--mask', '--runs', '2', '--epochs', '2'],
  ...['--out', at(out)],
];

const RUNS = [
  ...['dense', 'gru', 'gru-mask'].flatMap((name) => [`${name}, seed 1`, `${name}, seed 2`]),
  ...['oversample', 'class-weights', 'none'].flatMap((method) => [
    `dense, seed 1, balance ${method}`,
    `dense, seed 2, balance ${method}`,
  ]),
];

const dense = (out: string, ...more: string[]) => [
  ...['compare', '--data', DATA, '--arch', 'dense', '--epochs', '1', '--out', at(out), ...more],
];

async function readResults(out: string): Promise<Results> {
  return resultsSchema.parse(JSON.parse(await readFile(join(at(out), 'results.json'), 'utf8')));
}

/** What a second run of the same command must give again. */
function withoutClock(results: Results): unknown {
  const text = JSON.stringify(results, (key, value: unknown) =>
    ['createdAt', 'millisecondsPerMessage'].includes(key) ? undefined : value,
  );
  return JSON.parse(text);
}

const exists = async (out: string): Promise<boolean> => (await readdir(dir)).includes(out);

describe('hamgate compare', () => {
  test('writes results of every network, run and validation message', async () => {
    expect(compared).toMatchObject({ code: 0, stdout: `Wrote ${at('small/report.html')}\n` });
    const { isComplete, networks, measuredIsSpam, data, split, newMessages } = await readResults('small');
    expect(isComplete).toBe(true);
    expect([data.name, data.rows, data.spam.unique, data.ham.unique]).toEqual([
      'messages.tsv',
      200,
      100,
      100,
    ]);
    expect(split.validation).toEqual({ spam: 20, ham: 20 });
    expect(networks.map((network) => [network.architecture, network.mask, network.parameters])).toEqual([
      ['dense', false, 8433],
      ['gru', false, 63_809],
      ['gru', true, 63_809],
    ]);
    for (const { runs } of networks) expect(runs.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(measuredIsSpam).toHaveLength(40);
    for (const { scores, history } of networks.flatMap(({ runs }) => runs)) {
      expect(scores).toHaveLength(40);
      expect(history).toHaveLength(2);
    }
    expect(newMessages.map(({ text, scores }) => [text.slice(0, 7), scores.length])).toEqual([
      ['Have fr', 3],
      ['Call me', 3],
    ]);
  });

  test('tells which run and which epoch it is in', () => {
    const lines = compared.stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/: loss .*|; about .*/, ''))).toEqual(
      RUNS.flatMap((run, i) => [
        `run ${i + 1} of 12: ${run}`,
        'epoch 1 of at most 2',
        'epoch 2 of at most 2',
      ]),
    );
    const first = lines.filter((line) => line.startsWith('run ')).map((line) => line.split('; ')[1]);
    expect(first[0]).toBeUndefined();
    for (const left of first.slice(1)) expect(left).toMatch(/^about \d+ (s|min) left$/);
  });

  test('writes every picture of the report as SVG and as PNG', async () => {
    const names = await readdir(at('small/plots'));
    const pictures = names.filter((name) => name.endsWith('.svg')).map((name) => name.slice(0, -4));
    expect(names.sort()).toEqual(pictures.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort());
    const page = await readFile(at('small/report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<svg\b/g)).toHaveLength(pictures.length);
    for (const name of pictures) {
      const svg = await readFile(at(`small/plots/${name}.svg`), 'utf8');
      expect(page).toContain(svg);
      const png = await readFile(at(`small/plots/${name}.png`));
      expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    }
  });

  test.each(['dense', 'gru', 'gru-mask'])(
    'writes a bundle of %s that scores as its best run did',
    async (name) => {
      const { networks, newMessages } = await readResults('small');
      const scorer = await openScorer(at(`small/models/${name}`));
      const [score] = scorer.score(['Call me']);
      scorer.close();
      const column = newMessages[1]?.scores.find((item) => item.name === name);
      expect(score).toBeCloseTo(column?.score ?? NaN, 6);
      const manifest = await readFile(at(`small/models/${name}/manifest.json`), 'utf8');
      const runs =
        networks.find(({ architecture, mask }) => `${architecture}${mask ? '-mask' : ''}` === name)?.runs ??
        [];
      const best = Math.max(...runs.map(({ metrics }) => metrics.accuracy ?? 0));
      const variants = networks.filter(({ architecture }) => architecture === name.split('-')[0]);
      expect(JSON.parse(manifest)).toMatchObject({
        metrics: { validation: { accuracy: best } },
        comparison: { seeds: [1, 2], variants: variants.map(({ mask }) => ({ mask, runs: 2 })) },
      });
      expect(await readFile(at(`small/models/${name}/CARD.md`), 'utf8')).toContain('the seeds 1, 2');
    },
  );

  test(
    'trains nothing when the same command is given again',
    async () => {
      await cp(at('small'), at('again'), { recursive: true });
      const { code, stderr } = await runCli(SMALL('again'));
      expect([code, stderr.trimEnd().split('\n')]).toEqual([
        0,
        RUNS.map((run, i) => `run ${i + 1} of 12: ${run}, finished before`),
      ]);
      expect(withoutClock(await readResults('again'))).toEqual(withoutClock(await readResults('small')));
      expect((await readdir(at('again/models'))).sort()).toEqual(['dense', 'gru', 'gru-mask']);
    },
    PATIENCE_MS,
  );

  test(
    'uses no run that was made with other options, and scores the messages of a file',
    async () => {
      await cp(at('small/runs'), at('changed/runs'), { recursive: true });
      await writeFile(at('more.txt'), 'Free entry\r\n\r\nSee you\n');
      const { code, stderr } = await runCli(dense('changed', '--epochs', '3', '--messages', at('more.txt')));
      expect([code, stderr.includes('finished before')]).toEqual([0, false]);
      const { networks, newMessages } = await readResults('changed');
      expect(networks.map(({ runs }) => runs.map(({ history }) => history.length))).toEqual([[3]]);
      expect(newMessages.slice(2).map(({ text }) => text)).toEqual(['Free entry', 'See you']);
    },
    PATIENCE_MS,
  );

  test(
    'stops when asked to, leaves a report of what is finished, and goes on from there',
    async () => {
      const args = dense('stopped', '--runs', '2');
      const { code, stdout, stderr } = await runCli(args, { stopAt: 'run 2 of 8' });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
        expect.stringMatching(/^run 2 of 8: dense, seed 2; about \d+ s left$/),
        `error: Stopped: ${at('stopped')} has a report of what is finished; the same command goes on`,
      ]);
      const before = await readResults('stopped');
      expect([before.isComplete, before.networks[0]?.runs.length]).toEqual([false, 1]);
      expect(await readFile(at('stopped/report.html'), 'utf8')).toContain('This run was stopped before');

      const second = await runCli(args);
      expect(second.code).toBe(0);
      expect(second.stderr).toMatch(
        /^run 1 of 8: dense, seed 1, finished before\nrun 2 of 8: .*left\nepoch 1 /,
      );
      const after = await readResults('stopped');
      expect([after.isComplete, after.networks[0]?.runs.length]).toEqual([true, 2]);
      expect(after.networks[0]?.runs[0]).toEqual(before.networks[0]?.runs[0]);
      expect(await readFile(at('stopped/report.html'), 'utf8')).not.toContain('This run was stopped before');
    },
    PATIENCE_MS,
  );

  test(
    'leaves a report without networks when it is stopped in its first run',
    async () => {
      const { code } = await runCli(dense('early'), { stopAt: 'run 1 of 4' });
      expect(code).toBe(1);
      expect(await readResults('early')).toMatchObject({ isComplete: false, networks: [] });
      expect(await readdir(at('early'))).toEqual(['plots', 'report.html', 'results.json']);
    },
    PATIENCE_MS,
  );

  test(
    'balances as it is told to, and measures on messages that were kept away',
    async () => {
      const { code } = await runCli(dense('kept', '--balance', 'oversample', '--holdout'));
      expect(code).toBe(0);
      const { split, networks, balancing, measuredIsSpam } = await readResults('kept');
      expect(split).toEqual({
        method: 'seeded',
        undersampled: false,
        balance: 'oversample',
        train: { spam: 64, ham: 64 },
        validation: { spam: 16, ham: 16 },
        holdout: { spam: 20, ham: 20 },
      });
      expect(measuredIsSpam).toHaveLength(40);
      const [run] = networks.flatMap(({ runs }) => runs);
      if (run === undefined) throw new Error('no run');
      expect([run.metrics, run.validation?.metrics]).toMatchObject([
        { spam: 20, ham: 20 },
        { spam: 16, ham: 16 },
      ]);
      expect(balancing.map(({ method, metrics }) => [method, metrics.length])).toEqual(
        ['undersample', 'oversample', 'class-weights', 'threshold', 'none'].map((method) => [method, 1]),
      );
      expect(balancing.find(({ method }) => method === 'oversample')?.metrics).toEqual([run.metrics]);
      const manifest = await readFile(at('kept/models/dense/manifest.json'), 'utf8');
      expect(JSON.parse(manifest)).toMatchObject({
        metrics: { validation: run.validation?.metrics, holdout: run.metrics },
        training: { split },
      });
    },
    PATIENCE_MS,
  );

  test.each([
    ['without the columns', 'kind\ttext\nspam\tWin\n', /^error: Cannot read the data in ".*", line 1: .*\n$/],
    [
      'with one class only',
      'label\ttext\nham\tHi\nham\tBye\nham\tWell\n',
      /^error: Cannot train on ".*": it has 0 spam and 3 ham\n$/,
    ],
    ['with no rows', 'label\ttext\n', /^error: Cannot read the data in ".*": it has no rows\n$/],
  ])('refuses data %s', async (_what, data, problem) => {
    await writeFile(at('bad.tsv'), data);
    const { code, stdout, stderr } = await runCli(dense('refused', '--data', at('bad.tsv')));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(problem);
    expect(await exists('refused')).toBe(false);
  });

  test.each([
    ['nothing', '[]', 'no message is spam'],
    ['one class', '[4, 6]', 'no message is ham'],
  ])('refuses a split that leaves %s to validate on', async (_what, rows, problem) => {
    await writeFile(at('split.json'), `{ "train": [0, 1, 2, 3], "test": ${rows} }`);
    const { code, stderr } = await runCli(dense('refused', '--split', at('split.json')));
    expect(code).toBe(1);
    expect(stderr).toBe(`error: Cannot measure on the validation part of "${DATA}": ${problem}\n`);
    expect(await exists('refused')).toBe(false);
  });

  test.each([
    ['an unknown network', ['--arch', 'dense,cnn']],
    ['no network', ['--arch', '']],
    ['no run', ['--runs', '0']],
    ['half an epoch', ['--epochs', '0.5']],
    ['a negative seed', ['--seed', '-1']],
    ['an unknown way of balancing', ['--balance', 'half']],
  ])('takes %s for wrong usage', async (_what, options) => {
    const { code, stdout, stderr } = await runCli(dense('refused', ...options));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: option .* is invalid\. (Expected|Allowed choices are) .*\n$/);
    expect(await exists('refused')).toBe(false);
  });

  test.each([
    ['messages that are missing', 'no/such.txt', 'it does not exist'],
    ['a folder for messages', '.', 'it is a folder'],
  ])('refuses %s before it trains', async (_what, file, reason) => {
    const { code, stderr } = await runCli(dense('refused', '--messages', at(file)));
    expect([code, stderr]).toEqual([1, `error: Cannot read the messages in "${at(file)}": ${reason}\n`]);
    expect(await exists('refused')).toBe(false);
  });

  test.each([
    ['a file', 'taken', 'a file is in the way'],
    ['a place below a file', 'taken/below', 'a part of the path is a file'],
  ])('refuses %s for its folder before it trains', async (_what, out, reason) => {
    await writeFile(at('taken'), 'mine');
    const { code, stderr } = await runCli(dense(out));
    expect([code, stderr]).toEqual([1, `error: Cannot write the comparison to "${at(out)}": ${reason}\n`]);
    expect(await readFile(at('taken'), 'utf8')).toBe('mine');
  });
});
