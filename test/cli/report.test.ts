import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReport } from '../../src/training/report/write-report.js';
import { someResults } from '../training/report/some-results.js';
import { runCli } from './run-cli.js';

const PATIENCE_MS = 120_000;

let dir = '';
const at = (name: string) => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hamgate-report-'));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

describe('hamgate report', () => {
  test(
    'builds the page again, byte for byte, without training',
    async () => {
      await mkdir(at('rebuilt'));
      await writeFile(at('rebuilt/results.json'), JSON.stringify(someResults()));
      const { code, stdout, stderr } = await runCli(['report', at('rebuilt')]);
      expect([code, stdout, stderr]).toEqual([0, `Wrote ${at('rebuilt/report.html')}\n`, '']);
      await writeReport(someResults(), at('written'));
      expect(await readFile(at('rebuilt/report.html'))).toEqual(await readFile(at('written/report.html')));
      expect(await readdir(at('rebuilt/plots'))).toEqual(await readdir(at('written/plots')));
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
    expect(await readdir(dir)).not.toContain('nowhere');
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
