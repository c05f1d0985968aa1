import { readFile } from 'node:fs/promises';
import { SHIPPED_MODEL_DIR } from '../../src/classifier/shipped-model.js';
import { modelDirOf } from '../../src/cli/io.js';
import { runCli } from './run-cli.js';

const TRAIN = ['train', 'dense', '--data', './none.csv', '--out', './none'];
const EVALUATE = ['evaluate', '--data', './none.csv'];

test.each([
  ['an unknown command', ['frobnicate'], "error: unknown command 'frobnicate'"],
  ['an unknown option', ['classify', '--frob'], "error: unknown option '--frob'"],
  ['an unknown network', ['train', 'cnn', ...TRAIN.slice(2)], "unknown command 'cnn'"],
  ['no data', ['train', 'dense', '--out', 'x'], "required option '--data <file>' not specified"],
  ['no folder', ['train', 'dense', '--data', 'x'], "required option '--out <dir>' not specified"],
  ['a seed that is none', [...TRAIN, '--seed', '1.5'], 'Expected a whole number from 0 to 4294967295'],
  ['a seed too large', [...TRAIN, '--seed', '4294967296'], 'Expected a whole number from 0'],
  ['no epochs', [...TRAIN, '--epochs', '0'], 'Expected a whole number from 1'],
  ['a name that is a path', [...TRAIN, '--name', '../x'], 'Expected letters, digits, dots'],
  ['a version that is none', [...TRAIN, '--model-version', 'v1'], 'Expected a version such as 1.0.0'],
  ['--split with --undersample', [...TRAIN, '--split', 'x', '--undersample'], 'cannot be used with option'],
  ['a mask for dense', [...TRAIN, '--mask'], 'error: A dense network cannot be trained with --mask'],
  ['a threshold above 1', [...EVALUATE, '--threshold', '1.01'], 'Expected a number from 0 to 1'],
  ['a threshold below 0', [...EVALUATE, '--threshold=-0.1'], 'Expected a number from 0 to 1'],
  ['a threshold that is none', [...EVALUATE, '--threshold', 'high'], 'Expected a number from 0 to 1'],
  ['an empty threshold', [...EVALUATE, '--threshold', ''], 'Expected a number from 0 to 1'],
  ['an unknown channel', [...EVALUATE, '--channel', 'fax'], 'Allowed choices are telegram, sms.'],
  [
    '--channel with --threshold',
    [...EVALUATE, '--channel', 'sms', '--threshold', '1'],
    'cannot be used with',
  ],
  ['too many arguments', [...EVALUATE, 'more'], 'too many arguments'],
])('runProgram() answers 2 to %s', async (_, argv, words) => {
  const { code, stdout, stderr } = await runCli(argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(words);
});

test.each([
  ['train', TRAIN],
  ['evaluate', EVALUATE],
])('runProgram() answers 1 and one line when %s finds no data', async (_, argv) => {
  expect(await runCli(argv)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: Cannot read the data in "./none.csv": it does not exist\n',
  });
});

test.each([['--help'], ['train', '--help'], ['classify', '--help'], ['evaluate', '--help']])(
  'runProgram() shows help for %s %s',
  async (...argv) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: hamgate');
  },
);

test('runProgram() shows help and answers 2 when there is no command', async () => {
  const { code, stderr } = await runCli([]);
  expect(code).toBe(2);
  expect(stderr).toContain('Usage: hamgate');
});

test('createProgram() tells the version of the package', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  ['a', { MODEL_DIR: 'b' }, 'a'],
  [undefined, { MODEL_DIR: 'b' }, 'b'],
  [undefined, { MODEL_DIR: '' }, SHIPPED_MODEL_DIR],
  [undefined, {}, SHIPPED_MODEL_DIR],
])('modelDirOf() takes the option %s, then the environment %j, then the shipped model', (...row) => {
  const [option, env, dir] = row;
  expect(modelDirOf(option, { env })).toBe(dir);
});
