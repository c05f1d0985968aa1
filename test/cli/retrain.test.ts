import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { campaignText, everydayText } from '../support/campaign.js';
import { addCandidate, BASE, type CliStore, createCliStore, failed, NEXT } from './cli-store.js';
import { runCli } from './run-cli.js';

let cli: CliStore;
beforeEach(() => void (cli = createCliStore()));
afterEach(() => cli.cleanUp());

const models = (...args: readonly string[]) => cli.hamgate('models', ...args);

describe('hamgate replay', () => {
  const day = 86_400_000;
  const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

  /** What the shipped model is sure about, with verdicts that say the opposite. */
  async function addPast(): Promise<void> {
    const spam = 'Congratulations! You have won a free prize. Call 09061701461 now to claim your cash';
    const asHam = aVerdict({ score: 0.02 });
    const asSpam = aVerdict({ score: 0.98, band: 'spam', reasons: ['above-threshold'] });
    const rows = [
      { id: 'OLD1', text: spam, verdict: asHam, receivedAt: ago(20) },
      { id: 'NOBODY1', text: spam, verdict: asHam, receivedAt: ago(3) },
      { id: 'HAM1', text: `${spam} really`, verdict: asHam, status: 'released', receivedAt: ago(2) },
      { id: 'SPAM1', text: 'See you at lunch', verdict: asSpam, status: 'confirmed', receivedAt: ago(1) },
      { id: 'SAME1', text: 'See you at noon', verdict: asHam, receivedAt: ago(1) },
    ] as const;
    await cli.withStore(async (store) => {
      for (const row of rows)
        await store.saveArrival(anArrival(aStoredMessage({ ...row, messageId: row.id })));
    });
  }

  test('lists verdicts that would change, known ham first, with counts', async () => {
    await addCandidate(cli, NEXT);
    await addPast();
    const { code, stdout } = await cli.hamgate('replay', '--model', NEXT, '--since', '14d');
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(/^default@1\.0\.1 on 4 messages since \S+ would change 3:$/),
        expect.stringMatching(/known ham +1 to spam +0 to ham/),
        expect.stringMatching(/known spam +0 to spam +1 to ham/),
        expect.stringMatching(/nobody has said +1 to spam +0 to ham/),
        expect.stringMatching(/^HAM {2}HAM1 {2}to spam {2}2\.0 % -> \d+\.\d % {2}Congratulations!/),
        expect.stringMatching(/^SPAM SPAM1 {2}to ham {2}98\.0 % -> \d\.\d % {2}See you at lunch$/),
        expect.stringMatching(/^ +NOBODY1 {2}to spam/),
        '',
      ],
    ]);
  });

  test('--json has the same, and --limit and --since bound it', async () => {
    await addCandidate(cli, NEXT);
    await addPast();
    const { stdout } = await cli.hamgate(
      'replay',
      '--model',
      NEXT,
      '--since',
      '30d',
      '--limit',
      '1',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      model: NEXT,
      messages: 5,
      counts: {
        ham: { toSpam: 1, toHam: 0 },
        spam: { toSpam: 0, toHam: 1 },
        nobody: { toSpam: 2, toHam: 0 },
      },
      items: [{ id: 'HAM1', known: 'ham', before: { score: 0.02, band: 'ham' }, after: { band: 'spam' } }],
    });
    const recent = await cli.hamgate('replay', '--model', NEXT, '--since', '30h', '--json');
    expect(JSON.parse(recent.stdout)).toMatchObject({ messages: 2, items: [{ id: 'SPAM1' }] });
  });

  test('the model of the settings changes nothing about its own verdicts', async () => {
    const { code, stdout } = await cli.hamgate('replay', '--model', BASE);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/on 0 messages since \S+ would change 0:/)]);
  });

  test.each([
    [['--model', 'none@1.0.0'], 1, /none@1\.0\.0/],
    [['--model', BASE, '--since', 'soon'], 2, /Expected 14d, 12h, or a date/],
    [['--model', BASE, '--limit', '0'], 2, /Expected a whole number from 1/],
    [[], 2, /required option '--model/],
  ])('refuses %j', async (args, exitCode, problem) => {
    const { code, stderr } = await cli.hamgate('replay', ...args);
    expect([code, stderr]).toEqual([exitCode, expect.stringMatching(problem)]);
  });
});

describe('hamgate retrain', () => {
  const labels = (count: number): string =>
    Array.from({ length: count }, (_, i) => `spam\t${campaignText(i)}\nham\t${everydayText(i)}\n`).join('');

  async function importLabels(count: number): Promise<void> {
    const path = join(cli.folder, 'labels.tsv');
    await writeFile(path, `label\ttext\n${labels(count)}`);
    await cli.hamgate('corrections', 'import', path);
  }

  test('says all that is missing, writes no report, and keeps the run', async () => {
    await importLabels(2);
    const { code, stdout, stderr } = await cli.hamgate('retrain');
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      'error: Cannot retrain: there are 4 corrections to learn from, at least 20 are needed\n',
    ]);
    expect((await readdir(cli.folder)).sort()).not.toContain('reports');
    expect(await cli.withStore((store) => store.listRetrainings(9))).toMatchObject([
      { trigger: 'hand', sawThrough: 4, outcome: { kind: 'missing' } },
    ]);
    expect(await cli.withStore((store) => store.readLease('retrain'))).toBeNull();
  });

  test('waits for nobody: another process that is at it is named', async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    await cli.withStore((store) =>
      store.takeLease({ job: 'retrain', holder: 'other-machine:1' }, { now: until, until }),
    );
    const { code, stderr } = await cli.hamgate('retrain');
    expect([code, stderr]).toEqual(
      failed(new RegExp(`other-machine:1 is at it, until ${until} at the latest`)),
    );
    expect(await cli.withStore((store) => store.listRetrainings(9))).toEqual([]);
  });

  test('takes over at once from a process of this machine that has died', async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    // No process has a number as high as this.
    const dead = `${hostname()}:4194305`;
    await cli.withStore((store) => store.takeLease({ job: 'retrain', holder: dead }, { now: until, until }));
    expect((await cli.hamgate('retrain')).stderr).toMatch(/at least 20 are needed/);
  });

  test('--data is read before anything is done', async () => {
    const { code, stderr } = await cli.hamgate('retrain', '--data', join(cli.folder, 'none.tsv'));
    expect([code, stderr]).toEqual(failed(/none\.tsv": it does not exist/));
    expect(await readdir(cli.folder)).toEqual([]);
  });

  test('makes a candidate, writes its report, and models show and export know it', async () => {
    await importLabels(15);
    const data = join(cli.folder, 'corpus.csv');
    await writeFile(data, `label,text\n${'ham,See you at the harbour\nspam,Mondwasser ab Hof\n'.repeat(5)}`);
    const out = join(cli.folder, 'out');
    const retrained = await runCli(['retrain', '--data', data, '--report', out, '--json'], { env: cli.env });
    expect(retrained).toMatchObject({ code: 0 });
    expect(retrained.stderr).toMatch(/^ +\d+ s {2}learning 30 corrections, held by \d+ texts$/m);
    const report = JSON.parse(retrained.stdout) as { decision: { isPromotable: boolean } };
    expect(report).toMatchObject({
      candidate: NEXT,
      current: BASE,
      lessons: { spam: 15, ham: 15, new: 30, corpus: 10, traffic: 0 },
    });
    expect((await readdir(out)).sort()).toEqual([`${NEXT}.html`, `${NEXT}.json`]);
    const written = await readFile(join(out, `${NEXT}.json`), 'utf8');
    expect(JSON.parse(written)).toEqual(report);
    expect(written).not.toContain('Mondwasser');

    const page = join(cli.folder, 'again.html');
    const shown = await models('show', NEXT, '--html', page);
    expect(shown.stdout).toContain('learnt 15 spam and 15 ham of 1 people');
    expect(shown.stdout).toMatch(report.decision.isPromotable ? /It passed the gate/ : /The gate refuses it/);
    expect(await readFile(page, 'utf8')).toBe(await readFile(join(out, `${NEXT}.html`), 'utf8'));
    expect(JSON.parse((await models('show', NEXT, '--json')).stdout)).toMatchObject({ id: NEXT, report });
    expect((await models('show', BASE)).stdout).toMatch(/^default@1\.0\.0 .* given\n$/);
    expect((await models('show', 'none@1.0.0')).code).toBe(1);

    const dir = join(cli.folder, 'exported');
    await models('export', NEXT, dir);
    const { stdout } = await cli.hamgate('classify', '--json', '--model', dir, campaignText(200));
    expect(JSON.parse(stdout)).toMatchObject({ label: 'spam', model: NEXT });
    expect(await cli.withStore((store) => store.listRetrainings(9))).toMatchObject([
      { trigger: 'hand', sawThrough: 30, outcome: { kind: 'candidate', model: NEXT } },
    ]);
  }, 120_000);

  test('a stop in the middle leaves the run and nothing else', async () => {
    await importLabels(15);
    const { code, stderr } = await runCli(['retrain'], { env: cli.env, stopAt: 'learning' });
    expect([code, stderr]).toEqual(failed(/error: stopped before it was done; nothing was kept/));
    expect(await cli.withStore((store) => store.listModels())).toMatchObject([{ id: BASE }]);
    expect(await cli.withStore((store) => store.listRetrainings(9))).toMatchObject([
      { outcome: { kind: 'failed' } },
    ]);
    expect(await cli.withStore((store) => store.readLease('retrain'))).toBeNull();
  }, 60_000);

  test('refuses another model under the name of one that the store knows', async () => {
    await models();
    const dir = join(cli.folder, 'other');
    await mkdir(dir);
    await cp('model/default', dir, { recursive: true });
    const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as object;
    await writeFile(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, seed: 99 }));
    const { code, stderr } = await runCli(['retrain'], { env: { ...cli.env, MODEL_DIR: dir } });
    expect([code, stderr]).toEqual(
      failed(/another model named "default@1\.0\.0"; give yours another version/),
    );
  });
});
