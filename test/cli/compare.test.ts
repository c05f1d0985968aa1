import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
    const { isComplete, networks, validationIsSpam, data, split, newMessages } = await readResults('small');
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
      ['gru', true, 63_809],
    ]);
    expect(networks.map(({ runs }) => runs.map(({ seed }) => seed))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(validationIsSpam).toHaveLength(40);
    for (const { scores, history } of networks.flatMap(({ runs }) => runs)) {
      expect(scores).toHaveLength(40);
      expect(history).toHaveLength(2);
    }
    expect(newMessages.map(({ text, scores }) => [text.slice(0, 7), scores.length])).toEqual([
      ['Have fr', 2],
      ['Call me', 2],
    ]);
  });

  test('tells which run and which epoch it is in', () => {
    const lines = compared.stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/: loss .*/, ''))).toEqual(
      ['dense, seed 1', 'dense, seed 2', 'gru, seed 1', 'gru, seed 2'].flatMap((run, i) => [
        `run ${i + 1} of 4: ${run}`,
        'epoch 1 of at most 2',
        'epoch 2 of at most 2',
      ]),
    );
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

  test.each(['dense', 'gru'])('writes a bundle of %s that scores as its best run did', async (name) => {
    const { networks, newMessages } = await readResults('small');
    const scorer = await openScorer(at(`small/models/${name}`));
    const [score] = scorer.score(['Call me']);
    scorer.close();
    const column = newMessages[1]?.scores.find((item) => item.name === name);
    expect(score).toBeCloseTo(column?.score ?? NaN, 6);
    const manifest = await readFile(at(`small/models/${name}/manifest.json`), 'utf8');
    const runs = networks.find(({ architecture }) => architecture === name)?.runs ?? [];
    const best = Math.max(...runs.map(({ metrics }) => metrics.accuracy ?? 0));
    expect(JSON.parse(manifest)).toMatchObject({ metrics: { validation: { accuracy: best } } });
  });

  test(
    'trains nothing when the same command is given again',
    async () => {
      await cp(at('small'), at('again'), { recursive: true });
      const { code, stderr } = await runCli(SMALL('again'));
      expect([code, stderr.trimEnd().split('\n')]).toEqual([
        0,
        [
          'run 1 of 4: dense, seed 1, finished before',
          'run 2 of 4: dense, seed 2, finished before',
          'run 3 of 4: gru, seed 1, finished before',
          'run 4 of 4: gru, seed 2, finished before',
        ],
      ]);
      expect(withoutClock(await readResults('again'))).toEqual(withoutClock(await readResults('small')));
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
      const { code, stdout, stderr } = await runCli(args, { stopAt: 'run 2 of 2' });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
        'run 2 of 2: dense, seed 2',
        `error: Stopped: ${at('stopped')} has a report of what is finished; the same command goes on`,
      ]);
      const before = await readResults('stopped');
      expect([before.isComplete, before.networks[0]?.runs.length]).toEqual([false, 1]);
      expect(await readFile(at('stopped/report.html'), 'utf8')).toContain('This run was stopped before');

      const second = await runCli(args);
      expect(second.code).toBe(0);
      expect(second.stderr).toMatch(/^run 1 of 2: dense, seed 1, finished before\nrun 2 of 2: .*2\nepoch 1 /);
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
      const { code } = await runCli(dense('early'), { stopAt: 'run 1 of 1' });
      expect(code).toBe(1);
      expect(await readResults('early')).toMatchObject({ isComplete: false, networks: [] });
      expect(await readdir(at('early'))).toEqual(['plots', 'report.html', 'results.json']);
    },
    PATIENCE_MS,
  );

  test.each([
    ['without the columns', 'kind\ttext\nspam\tWin\n', /^error: Cannot read the data in ".*", line 1: .*\n$/],
    [
      'with one class only',
      'label\ttext\nham\tHi\nham\tBye\nham\tWell\n',
      /^error: Cannot train on ".*": its training part has 0 spam and 2 ham\n$/,
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
  ])('takes %s for wrong usage', async (_what, options) => {
    const { code, stdout, stderr } = await runCli(dense('refused', ...options));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: option .* is invalid\. Expected .*\n$/);
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

describe('hamgate report', () => {
  test(
    'builds the page again, byte for byte, without training',
    async () => {
      await mkdir(at('rebuilt'));
      await cp(at('small/results.json'), at('rebuilt/results.json'));
      const { code, stdout, stderr } = await runCli(['report', at('rebuilt')]);
      expect([code, stdout, stderr]).toEqual([0, `Wrote ${at('rebuilt/report.html')}\n`, '']);
      expect(await readFile(at('rebuilt/report.html'))).toEqual(await readFile(at('small/report.html')));
      expect(await readdir(at('rebuilt/plots'))).toEqual(await readdir(at('small/plots')));
    },
    PATIENCE_MS,
  );

  test('refuses a folder without results', async () => {
    const file = at('nowhere/results.json');
    expect(await runCli(['report', at('nowhere')])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: Cannot read the results in "${file}": it does not exist\n`,
    });
    expect(await exists('nowhere')).toBe(false);
  });

  test.each([
    ['no JSON', '{"formatVersion": 1,'],
    ['of a newer format', '{"formatVersion": 2}'],
    ['of another kind', '[]'],
  ])('refuses results that are %s', async (_what, text) => {
    const folder = await mkdtemp(at('corrupt-'));
    await writeFile(join(folder, 'results.json'), text);
    expect(await runCli(['report', folder])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: Cannot read the results in "${join(folder, 'results.json')}": they are not in this program's format\n`,
    });
    expect(await readdir(folder)).toEqual(['results.json']);
  });
});
