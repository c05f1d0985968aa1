import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultsSchema, type Results } from '../../../src/training/compare/results.js';
import { writeReport } from '../../../src/training/report/write-report.js';
import { aNetwork, someResults } from './some-results.js';

const PNG_SIGNATURE = '89504e470d0a1a0a';
const folders: string[] = [];

/** Drawing takes about a second; a busy machine needs longer. */
const TIMEOUT_MS = 60_000;

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function report(results: Results) {
  const dir = await mkdtemp(join(tmpdir(), 'report-'));
  folders.push(dir);
  await writeReport(results, dir);
  const names = (await readdir(join(dir, 'plots'))).sort();
  const plots = await Promise.all(names.map((name) => readFile(join(dir, 'plots', name))));
  const page = await readFile(join(dir, 'report.html'), 'utf8');
  return { page, text: page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '), names, plots };
}

describe('writeReport()', () => {
  let full: Awaited<ReturnType<typeof report>>;
  beforeAll(async () => {
    full = await report(someResults());
  }, TIMEOUT_MS);

  test('someResults() has the form of results.json', () => {
    expect(resultsSchema.parse(someResults())).toEqual(someResults());
  });

  test('writeReport() has the seven sections in the order of the experiment', () => {
    const titles = [...full.page.matchAll(/<h2[^>]*>([^<]*)</g)].map(([, title]) => title);
    expect(titles).toEqual([
      '1. The data',
      '2. Words of spam and of ham',
      '3. Classes before and after balancing',
      '4. Lengths, tokens and padding',
      '5. The networks',
      '6. Comparison',
      '7. New messages',
    ]);
  });

  test.each([
    ['the description of a class', 'spam 3 2'],
    ['the share of a part', 'used here 5 5 50.00'],
    ['the mean lengths', '18.5 characters'],
    ['the coverage', '75.00 % of the validation part'],
    ['padded ids', '4 3 9 0 0'],
    ['the sum of parameters', 'together 8,433'],
    ['a run', '2 3 2 83.33 0.120 3.0 yes'],
    ['the training time', '3.0 (1.5–4.5) s a run'],
    ['median, range and interval', 'Dense 3 0 83.33 (50.00–100.00) 43.65–96.99 0.120 (0.110–0.130)'],
    ["the article's figures", '96.98 0.095'],
    ['a network that never learned', 'GRU 2 2 50.00 '],
    ['the count of seeds', 'GRU: 2 of 2'],
    ['a method of balancing', 'undersample 2, 2 0.500 83.33 (66.67–100.00)'],
    ['its class weights', 'class-weights 2, 6 × 2.00, 0.67 0.500 83.33 75.00 100.00 33.33'],
    ['the reason', 'up to 49 steps of padding'],
    ['a baseline', 'naive Bayes – – 83.33'],
    ["the median run's confusions", 'is ham 3 0 is spam 1 2'],
    ['the cost', 'Dense 8,433 3.0 (1.5–4.5) 0.200 123'],
    ['the score of a new message', '0.987'],
  ])('writeReport() shows %s', (_what, shown) => {
    expect(full.text).toContain(shown);
  });

  test('writeReport() loads nothing and runs nothing', () => {
    const tags = full.page.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /^<(script|link|img|iframe|object|image|use)\b/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\s((xlink:)?href|src|srcset)="(?!#)|\son\w+=/i.test(tag))).toEqual([]);
    expect(full.page.match(/url\((?!#).{0,40}|@import/gi)).toBeNull();
    expect(full.page.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '').match(/https?:\/\/.{0,40}/g)).toBeNull();
  });

  test('writeReport() shows markup of strangers as text, in pictures too', () => {
    expect(full.page).toContain('&lt;script&gt;alert(&quot;won&quot;)&lt;/script&gt; &amp; &#39;more&#39;');
    expect(full.page).toMatch(/<text [^>]*>&lt;b&gt;free<\/text>/);
    expect(full.page).not.toMatch(/<i>now|<b>free/);
  });

  test('writeReport() names each id once', () => {
    const ids = [...full.page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('writeReport() puts each figure in the page and both files beside it', () => {
    const figures = [
      'calibration',
      'classes',
      'lengths',
      'precision-recall',
      'roc',
      'words-ham',
      'words-spam',
    ];
    const curves = ['bilstm-mask', 'dense', 'gru', 'lstm'].flatMap((slug) => [
      `learning-${slug}-accuracy`,
      `learning-${slug}-loss`,
    ]);
    const names = [...figures, ...curves];
    expect(full.names).toEqual(names.flatMap((name) => [`${name}.png`, `${name}.svg`]).sort());
    expect(full.page.match(/<figure>/g)).toHaveLength(names.length);
    expect(full.page.match(/<svg[^>]*role="img"[^>]*aria-label="[^"]+"[^>]*>\s*<title>[^<]+/g)).toHaveLength(
      names.length,
    );
  });

  test('writeReport() draws PNG files that are PNG files', () => {
    const pngs = full.plots.filter((_plot, at) => full.names[at]?.endsWith('.png'));
    expect(new Set(pngs.map((png) => png.subarray(0, 8).toString('hex')))).toEqual(new Set([PNG_SIGNATURE]));
  });

  test(
    'writeReport() writes the same bytes for the same results',
    async () => {
      expect(await report(someResults())).toEqual(full);
    },
    TIMEOUT_MS,
  );

  test(
    'writeReport() says when a run was stopped, and only then',
    async () => {
      const networks = [aNetwork({ runs: [] })];
      const { page } = await report(
        someResults({ isComplete: false, networks, baselines: [], newMessages: [] }),
      );
      expect(page).toContain('This run was stopped before all of it was done');
      expect(page).toContain('No run of this network was finished');
      expect(page).toContain('Nothing to compare yet');
      expect(full.text.includes('This run was stopped')).toBe(false);
    },
    TIMEOUT_MS,
  );

  test(
    'writeReport() shows both numbers where messages were kept away, and takes old pictures out',
    async () => {
      const { page: without } = full;
      expect(without).not.toContain('kept away');
      const split = { ...someResults().split, holdout: { spam: 3, ham: 3 } };
      const [run] = aNetwork().runs;
      const validation = run && { metrics: { ...run.metrics, accuracy: 0.75 }, loss: 0.25 };
      const runs = run && validation ? [{ ...run, validation }] : [];
      const dir = await mkdtemp(join(tmpdir(), 'report-'));
      folders.push(dir);
      await writeReport(someResults(), dir);
      await writeReport(someResults({ split, networks: [aNetwork({ runs })] }), dir);
      const page = await readFile(join(dir, 'report.html'), 'utf8');
      const text = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
      expect(text).toContain('Dense 75.00 100.00 0.250 0.110');
      expect(text).toContain('kept away 3 3 50.00');
      expect(text).toContain('6 messages kept away; one of them is 16.67 points');
      expect(await readdir(join(dir, 'plots'))).not.toContain('learning-gru-loss.svg');
    },
    TIMEOUT_MS,
  );

  test('writeReport() refuses scores that do not belong to the validation messages', async () => {
    await expect(report(someResults({ measuredIsSpam: [true] }))).rejects.toThrow(
      'Cannot report on 6 scores: there are 1 measured messages',
    );
  });
});
