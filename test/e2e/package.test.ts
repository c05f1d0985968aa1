import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Example {
  readonly file: string;
  readonly code: string;
  /** What the page says that it prints. */
  readonly output: string;
}

/** The examples of the page: each begins with the name of its file, and what it prints follows. */
function readExamples(page: string): readonly Example[] {
  const pattern = /```[jt]s\n\/\/ (\S+)\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/g;
  return [...readFileSync(page, 'utf8').matchAll(pattern)].map(([, file = '', code = '', output = '']) => ({
    file,
    code,
    output,
  }));
}

const EXAMPLES = readExamples('docs/library.md');

/** Runs when nothing keeps the process any more, and prints what is still open: a port, a timer, a file, a worker. */
const TRACES = `
  import { loadClassifier } from 'hamgate';
  const classifier = await loadClassifier();
  classifier.classify('Win a free prize now');
  process.once('beforeExit', () => {
    const open = process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY/.test(name));
    process.stdout.write(JSON.stringify(open));
  });`;

const COMMON = `
  import hamgate = require('hamgate');
  import type { Classifier, Label } from 'hamgate';
  const labelOf = (classifier: Classifier): Label => classifier.classify('Win a free prize now').label;
  void hamgate.loadClassifier({ threshold: 0.5 }).then((classifier) => console.log(labelOf(classifier)));`;

/** Every module that was loaded, by either loader. */
const LOADED = `
  require('node:module').register('data:text/javascript,' + encodeURIComponent(
    'export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }'), 'file:///');
  import('hamgate').then(async ({ loadClassifier }) => {
    (await loadClassifier()).classify('Win a free prize now');
    process.stdout.write(Object.keys(require.cache).join('\\n'));
  });`;

describe('the package in an empty project', () => {
  let folder: string;
  let packed: readonly string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hamgate-package-'));
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    packed = files.map(({ path }) => path);
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const flags = ['--omit=optional', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...flags, `./${filename}`], { cwd: folder });
    rmSync(join(folder, filename));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const runNode = (args: readonly string[]) =>
    run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: folder,
      timeout: 60_000,
    });
  const node = async (file: string, code: string) => {
    writeFileSync(join(folder, file), code);
    return runNode([file]);
  };
  /** Rejects with what the compiler says. */
  const compile = async (files: readonly string[]): Promise<void> => {
    const types = ['--types', 'node', '--typeRoots', resolve('node_modules/@types')];
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', ...types];
    await runNode([resolve('node_modules/typescript/bin/tsc'), ...options, ...files]).catch(
      (error: unknown) => {
        throw new Error(String((error as { readonly stdout?: unknown }).stdout));
      },
    );
  };
  const installed = (path: string) => join(folder, 'node_modules', path);

  test('holds what the program needs, and nothing else', () => {
    const parts = new Set(packed.map((path) => path.split('/')[0]));
    const needed = ['.env.example', 'CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'model', 'package.json'];
    expect([...parts].filter((part) => part !== 'public').sort()).toEqual(needed);
    for (const path of [
      'dist/main.js',
      'dist/index.d.ts',
      'model/default/weights.bin',
      'model/acceptance.tsv',
    ])
      expect(packed).toContain(path);
    expect(packed.filter((path) => /^dist\/bench|[.]map$|[.]test[.]|[.]gitattributes/.test(path))).toEqual(
      [],
    );
  });

  test.each(EXAMPLES.filter(({ file }) => !file.endsWith('ts')))(
    '$file of docs/library.md prints what the page says, and ends by itself',
    async ({ file, code, output }) => {
      const { stdout, stderr } = await node(file, code);
      expect(stdout).toBe(output);
      expect(stderr).toBe('');
    },
  );

  test('require() gives the library to CommonJS at once', async () => {
    const { stdout } = await node(
      'now.cjs',
      `process.stdout.write(typeof require('hamgate').loadClassifier)`,
    );
    expect(stdout).toBe('function');
  });

  test('loading and classifying starts nothing and makes no file', async () => {
    const before = readdirSync(folder);
    const { stdout } = await node('traces.mjs', TRACES);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual(['traces.mjs']);
  });

  test('loading and classifying needs zod and nothing else, TensorFlow.js least of all', async () => {
    const { stdout, stderr } = await node('loaded.cjs', LOADED);
    const packages = [...`${stdout}\n${stderr}`.matchAll(/node_modules\/((?:@[^/]+\/)?[^/\s]+)\//g)];
    expect([...new Set(packages.map(([, name]) => name))].sort()).toEqual(['hamgate', 'zod']);
    renameSync(installed('@tensorflow'), installed('away'));
    try {
      expect((await node('without.mjs', TRACES)).stdout).toBe('[]');
    } finally {
      renameSync(installed('away'), installed('@tensorflow'));
    }
  });

  test('its types compile under nodenext, as ESM and as CommonJS', async () => {
    const examples = EXAMPLES.filter(({ file }) => file.endsWith('.mts'));
    expect(examples).not.toHaveLength(0);
    for (const { file, code } of examples) writeFileSync(join(folder, file), code);
    writeFileSync(join(folder, 'common.cts'), COMMON);
    await compile([...examples.map(({ file }) => file), 'common.cts']);
    for (const { file, output } of [...examples, { file: 'common.cts', output: 'spam\n' }])
      expect((await runNode([file.replace(/ts$/, 'js')])).stdout).toBe(output);
  }, 60_000);

  test('its command finds the model', async () => {
    expect(existsSync(installed('.bin/hamgate'))).toBe(true);
    const { stdout } = await run(
      process.execPath,
      [installed('.bin/hamgate'), 'classify', 'See you at lunch'],
      { cwd: folder },
    );
    expect(stdout).toMatch(/^ham\t0\.\d{4}\tSee you at lunch\n$/);
  });
});
