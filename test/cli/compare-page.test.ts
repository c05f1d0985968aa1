import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli.js';
import { type PageView, viewPage, VIEWER } from './view-page.js';

const PATIENCE_MS = 180_000;

let dir = '';
let view: PageView;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hamgate-page-'));
  await runCli([
    ...['compare', '--data', 'test/fixtures/messages.tsv', '--arch', 'dense', '--epochs', '2'],
    ...['--out', dir],
  ]);
  view = await viewPage(join(dir, 'report.html'));
}, PATIENCE_MS);

afterAll(() => rm(dir, { recursive: true, force: true }));

describe(`the report of a comparison, seen in ${VIEWER}`, () => {
  test('gives a browser nothing to complain about', () => {
    expect(view.complaints).toEqual([]);
  });

  test('shows every picture, each with its name', async () => {
    const files = (await readdir(join(dir, 'plots'))).filter((name) => name.endsWith('.svg'));
    expect(files.length).toBeGreaterThan(8);
    expect(view.pictures).toHaveLength(files.length);
    for (const { name, width, height } of view.pictures) {
      expect(name).not.toBe('');
      expect(Math.min(width, height)).toBeGreaterThan(100);
    }
  });
});

test(
  `viewPage() sees a missing picture and a broken page in ${VIEWER}`,
  async () => {
    const page = join(dir, 'broken.html');
    await writeFile(page, '<!doctype html><script>nothing()</script><img src="missing.png" alt="none">');
    const { complaints, pictures } = await viewPage(page);
    expect(complaints.length).toBeGreaterThan(0);
    expect(pictures).toEqual([expect.objectContaining({ width: 0, height: 0 })]);
  },
  PATIENCE_MS,
);
