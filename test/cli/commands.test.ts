import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Of } from '../../src/classifier/bundle.js';
import { readBundle } from '../../src/classifier/read-bundle.js';
import { MESSAGES, toTsv } from '../training/messages.js';
import { type CliResult, runCli } from './run-cli.js';

/** One trained model for all tests: 48 messages to train on and 12 to validate. */
let dir = '';
let trained: CliResult;
const at = (name: string) => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hamgate-cli-'));
  await writeFile(at('data.tsv'), toTsv(MESSAGES));
  const rows = [...MESSAGES.keys()];
  await writeFile(at('split.json'), JSON.stringify({ train: rows.slice(0, 48), test: rows.slice(48) }));
  await writeFile(at('ham.tsv'), toTsv(MESSAGES.filter((row) => row.label === 'ham')));
  trained = await runCli(trainArgs('model'));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

const trainArgs = (out: string, ...more: string[]) => [
  ...['train', 'dense', '--data', at('data.tsv'), '--split', at('split.json'), '--epochs', '3'],
  ...['--out', at(out), ...more],
];

const evaluateArgs = (...more: string[]) => [
  'evaluate',
  '--data',
  at('data.tsv'),
  '--model',
  at('model'),
  ...more,
];

describe('hamgate train', () => {
  test('writes a bundle and tells how it goes, a line for each epoch', async () => {
    expect(trained.code).toBe(0);
    expect(trained.stdout).toMatch(/^Wrote .*model: dense, validation accuracy 0\.\d+\n$/);
    expect(trained.stderr.split('\n').map((line) => line.slice(0, 20))).toEqual([
      'epoch 1 of at most 3',
      'epoch 2 of at most 3',
      'epoch 3 of at most 3',
      '',
    ]);
    const { manifest } = await readBundle(at('model'));
    expect(manifest).toMatchObject({
      name: 'dense',
      version: '1.0.0',
      network: { embedding: 16, units: 24 },
      sequence: { vocabulary: 500, length: 50 },
      training: {
        seed: 1,
        data: [
          {
            name: 'data.tsv',
            licence: null,
            sha256: sha256Of(await readFile(at('data.tsv'))),
            spam: 30,
            ham: 30,
          },
        ],
        split: { method: 'file', train: { spam: 24, ham: 24 }, validation: { spam: 6, ham: 6 } },
      },
    });
  });

  test('keeps no path of the machine in the bundle', async () => {
    for (const file of ['manifest.json', 'model.json', 'tokenizer.json', 'CARD.md'])
      expect(await readFile(join(at('model'), file), 'utf8')).not.toContain(dir);
  });

  test('gives the same bundle for the same seed', async () => {
    await runCli(trainArgs('again'));
    for (const file of ['manifest.json', 'model.json', 'weights.bin', 'tokenizer.json', 'CARD.md'])
      expect(await readFile(join(at('again'), file))).toEqual(await readFile(join(at('model'), file)));
  });

  test('draws a split of its own, under-sampled, and takes names from its options', async () => {
    await writeFile(at('more-ham.tsv'), toTsv(MESSAGES.filter(({ label }, i) => label === 'ham' || i < 30)));
    const { code } = await runCli([
      ...['train', 'dense', '--data', at('more-ham.tsv'), '--undersample', '--seed', '7', '--epochs', '1'],
      ...['--out', at('drawn'), '--name', 'mine', '--model-version', '2.0.0', '--source', 'My texts'],
      ...['--licence', 'CC0-1.0'],
    ]);
    expect(code).toBe(0);
    const { manifest } = await readBundle(at('drawn'));
    expect(manifest).toMatchObject({
      name: 'mine',
      version: '2.0.0',
      training: {
        seed: 7,
        data: [{ name: 'My texts', licence: 'CC0-1.0', spam: 15, ham: 30 }],
        split: {
          method: 'seeded',
          undersampled: true,
          train: { spam: 12, ham: 12 },
          validation: { spam: 3, ham: 3 },
        },
      },
    });
  });

  test('shows a bar on a terminal', async () => {
    const { stderr, code } = await runCli(trainArgs('bar'), { isTTY: true });
    expect(code).toBe(0);
    expect(stderr).toContain('epoch 3 of at most 3');
  });

  test('refuses data of one class', async () => {
    const { code, stderr } = await runCli([
      ...['train', 'dense', '--data', at('ham.tsv'), '--out', at('ham-only')],
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe(`error: Cannot train on "${at('ham.tsv')}": it has 0 spam and 30 ham\n`);
  });

  test('refuses a folder that is no bundle before it trains', async () => {
    const { code, stderr } = await runCli(trainArgs('.'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Cannot write the model to ".*": the folder holds something .*\n$/);
  });
});

describe('hamgate evaluate', () => {
  test('reproduces the validation metrics of the manifest to the digit', async () => {
    const { code, stdout, stderr } = await runCli(evaluateArgs('--split', at('split.json'), '--json'));
    expect([code, stderr]).toEqual([0, '']);
    const { manifest } = await readBundle(at('model'));
    expect(JSON.parse(stdout)).toEqual(manifest.metrics.validation);
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
      ...['accuracy', 'precision', 'recall', 'falsePositiveRate', 'f1', 'mcc', 'rocAuc'],
      ...['averagePrecision', 'brier', 'ece', 'threshold', 'spam', 'ham'],
    ]);
  });

  test('measures the whole file without --split, in lines for people', async () => {
    const { stdout } = await runCli(evaluateArgs());
    expect(stdout).toMatch(/^model {14}dense@1\.0\.0\naccuracy {11}[01](\.\d{4})?\n/);
    expect(stdout).toMatch(/\nspam {15}30\nham {16}30\n$/);
  });

  test.each([
    ['--threshold', '0'],
    ['--threshold', '1'],
    ['--channel', 'telegram'],
  ])('takes %s %s', async (option, value) => {
    const { stdout } = await runCli(evaluateArgs(option, value, '--json'));
    const threshold = option === '--channel' ? 0.5 : Number(value);
    expect(JSON.parse(stdout)).toMatchObject({ threshold });
  });

  test('gives null where the data leave a number undefined', async () => {
    const { stdout } = await runCli(['evaluate', '--data', at('ham.tsv'), '--model', at('model'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ recall: null, rocAuc: null, spam: 0, ham: 30 });
  });

  test('writes the scores as a labelled file that can be read again', async () => {
    await runCli(evaluateArgs('--scores', at('scores.tsv')));
    const lines = (await readFile(at('scores.tsv'), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe('label\tscore\ttext');
    expect(lines).toHaveLength(61);
    expect(lines[1]).toMatch(/^spam\t0\.\d+\tWin a free prize today, claim it now$/);
    const { code } = await runCli(['evaluate', '--data', at('scores.tsv'), '--model', at('model')]);
    expect(code).toBe(0);
  });

  test('names a place where scores cannot be written', async () => {
    const { code, stderr } = await runCli(evaluateArgs('--scores', at('no/such/scores.tsv')));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Cannot write the scores to ".*": it does not exist\n$/);
  });
});

describe('hamgate evaluate --by', () => {
  const genres = ['prize', 'chat', 'prize', 'bill'];
  const toGenreTsv = (rows: typeof MESSAGES) =>
    ['label\ttext\tGenre', ...rows.map(({ label, text }, i) => `${label}\t${text}\t${genres[i % 4] ?? ''}`)]
      .map((line) => `${line}\n`)
      .join('');
  const byArgs = (...more: string[]) => [
    ...['evaluate', '--data', at('genres.tsv'), '--model', at('model'), ...more],
  ];

  beforeAll(() => writeFile(at('genres.tsv'), toGenreTsv(MESSAGES)));

  test('adds the numbers of each value and changes no other number', async () => {
    const { code, stdout } = await runCli(byArgs('--by', 'genre', '--threshold', '0', '--json'));
    expect(code).toBe(0);
    const { by, ...metrics } = JSON.parse(stdout) as { by: unknown };
    const plain = await runCli(evaluateArgs('--threshold', '0', '--json'));
    expect(metrics).toEqual(JSON.parse(plain.stdout));
    const meanScore = expect.any(Number) as number;
    const none = { spamMissed: 0, meanScore };
    // Rows alternate, so that bill and chat are ham alone and prize spam alone; at 0 all of it is called spam.
    expect(by).toEqual([
      { value: 'bill', rows: 15, spam: 0, ham: 15, calledSpam: 15, hamCalledSpam: 15, errorRate: 1, ...none },
      { value: 'chat', rows: 15, spam: 0, ham: 15, calledSpam: 15, hamCalledSpam: 15, errorRate: 1, ...none },
      { value: 'prize', rows: 30, spam: 30, ham: 0, calledSpam: 30, hamCalledSpam: 0, errorRate: 0, ...none },
    ]);
  });

  test('prints a table below the other lines, the worst value first', async () => {
    const { stdout } = await runCli(byArgs('--by', 'genre', '--threshold', '0'));
    const [head = '', table = ''] = stdout.split('\n\n');
    expect(head).toMatch(/^model {14}dense@1\.0\.0\n.*\nham {16}30$/s);
    const cells = table
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(cells).toEqual([
      [
        ...['genre', 'rows', 'spam', 'ham', 'called spam', 'ham called spam', 'spam missed'],
        ...['error rate', 'mean score'],
      ],
      ['bill', '15', '0', '15', '15', '15', '0', '100.0 %', expect.stringMatching(/^[01]\.\d{4}$/)],
      ['chat', '15', '0', '15', '15', '15', '0', '100.0 %', expect.stringMatching(/^[01]\.\d{4}$/)],
      ['prize', '30', '30', '0', '30', '0', '0', '0.0 %', expect.stringMatching(/^[01]\.\d{4}$/)],
    ]);
  });

  test('follows the rows that a split takes, in their order', async () => {
    await writeFile(at('few.json'), JSON.stringify({ train: [], test: [7, 0, 3, 2] }));
    const { stdout } = await runCli(byArgs('--by', 'genre', '--split', at('few.json'), '--json'));
    const { by } = JSON.parse(stdout) as { by: { value: string; rows: number }[] };
    const counts = by.map(({ value, rows }) => [value, rows]).sort();
    expect(counts).toEqual([
      ['bill', 2],
      ['prize', 2],
    ]);
  });

  test('names a column that the data do not have', async () => {
    expect(await runCli(byArgs('--by', 'language'))).toEqual({
      code: 1,
      stdout: '',
      stderr:
        `error: Cannot read the data in "${at('genres.tsv')}", line 1: ` +
        'it has no column "language", its columns are label, text, Genre\n',
    });
  });
});

describe('hamgate classify', () => {
  const texts = ['Claim your free cash prize now', 'See you at home tomorrow'];

  test('prints one JSON object for each text, in order', async () => {
    const { code, stdout } = await runCli(['classify', '--json', '--model', at('model'), ...texts]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
      texts.map((text) => ({
        text,
        score: expect.any(Number) as number,
        label: expect.stringMatching(/^(spam|ham)$/) as string,
        model: 'dense@1.0.0',
      })),
    );
  });

  test('takes the lines of standard input when there are no texts, empty ones, too', async () => {
    const lines = Array.from({ length: 130 }, (_, i) => (i === 4 ? '' : (texts[i % 2] ?? '')));
    const args = ['classify', '--json', '--model', at('model')];
    const { stdout } = await runCli(args, { stdin: `${lines.join('\r\n')}\r\n` });
    const parsed = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string });
    expect(parsed.map(({ text }) => text)).toEqual(lines);
  });

  test('prints nothing for no lines', async () => {
    expect(await runCli(['classify', '--model', at('model')])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('prints label, score and text on one line', async () => {
    const { stdout } = await runCli(['classify', '--model', at('model'), 'two\nlines']);
    expect(stdout).toMatch(/^(spam|ham)\t[01]\.\d{4}\ttwo lines\n$/);
  });

  test.each([
    ['MODEL_DIR', {}],
    ['--model before MODEL_DIR', { MODEL_DIR: './no/such' }],
  ])('finds the model by %s', async (how, env) => {
    const option = how === 'MODEL_DIR' ? [] : ['--model', at('model')];
    const { code } = await runCli(['classify', 'Hi', ...option], { env: { MODEL_DIR: at('model'), ...env } });
    expect(code).toBe(0);
  });

  test('refuses a model that cannot be loaded', async () => {
    expect(await runCli(['classify', 'Hi', '--model', './no/such'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: Cannot load the model in "./no/such": it does not exist\n',
    });
  });
});
