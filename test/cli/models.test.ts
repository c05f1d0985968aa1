import { join } from 'node:path';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aRefusal } from '../support/store-builders.js';
import { addCandidate, BASE, type CliStore, createCliStore, failed, NEXT } from './cli-store.js';
import { runCli } from './run-cli.js';

const LATE = 'default@1.0.2';

let cli: CliStore;
beforeEach(() => void (cli = createCliStore()));
afterEach(() => cli.cleanUp());

const models = (...args: readonly string[]) => cli.hamgate('models', ...args);
const places = () => cli.withStore((store) => store.readModelPlaces());

describe('hamgate models list', () => {
  test('shows the model of the settings in a new store', async () => {
    const { code, stdout } = await models();
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^\* default@1\.0\.0 {2}\S+ {2}ngram, \d\.\d MB, given\n\* current\n$/),
    ]);
  });

  test('shows lineage and numbers, newest first, and marks current and shadow', async () => {
    await models();
    await addCandidate(cli, NEXT);
    await addCandidate(cli, LATE, { parent: BASE, measuredAgainst: NEXT, ...aRefusal('recall falls') });
    await models('promote', NEXT);
    await models('shadow', LATE);
    const { stdout } = await models('list');
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^s default@1\.0\.2 .* learnt from default@1\.0\.0, measured against default@1\.0\.1: refused by the gate$/,
      ),
      '      recall falls',
      expect.stringMatching(/^\* default@1\.0\.1 .* measured against default@1\.0\.0: passed the gate$/),
      '      size is 99 %',
      expect.stringMatching(/^ {2}default@1\.0\.0 .* given$/),
      '* current, s shadow',
      '',
    ]);
    const json = JSON.parse((await models('list', '--json')).stdout) as unknown;
    expect(json).toMatchObject({
      current: NEXT,
      shadow: LATE,
      items: [{ id: LATE, decision: { isPromotable: false } }, { id: NEXT }, { id: BASE, decision: null }],
    });
  });
});

describe('hamgate models promote and rollback', () => {
  test('put a model in its place and go back, and say what was before', async () => {
    await addCandidate(cli, NEXT);
    const promoted = await models('promote', NEXT);
    expect([promoted.code, promoted.stdout]).toEqual([
      0,
      expect.stringMatching(/^default@1\.0\.1 from now on, before it was default@1\.0\.0; .* follows within/),
    ]);
    expect((await models('promote', NEXT)).stdout).toBe(`It is ${NEXT} already\n`);
    const back = await models('rollback');
    expect([back.code, back.stdout]).toEqual([
      0,
      expect.stringMatching(/^default@1\.0\.0 from now on, before it was default@1\.0\.1;/),
    ]);
    const end = await models('rollback');
    expect([end.code, end.stderr]).toEqual(failed(/There is no model to go back to/));
    expect(await cli.withStore((store) => store.listModelEvents(9))).toMatchObject([
      { kind: 'rollback', model: null, author: 'command line' },
      { kind: 'promote', model: NEXT, author: 'command line' },
    ]);
  });

  test('what the gate refused is used with --force only', async () => {
    await addCandidate(cli, NEXT, aRefusal('recall falls'));
    const refused = await models('promote', NEXT);
    expect([refused.code, refused.stderr]).toEqual(
      failed(/refused "default@1.0.1": recall falls\. .*--force/),
    );
    expect(await places()).toMatchObject({ current: null });
    expect((await models('promote', NEXT, '--force')).code).toBe(0);
    expect(await places()).toMatchObject({ current: NEXT });
  });

  test.each([
    ['unknown', 'none@1.0.0', /There is no model "none@1.0.0": hamgate models list/],
    ['pruned', NEXT, /The files of "default@1.0.1" are gone/],
  ])('say that a model is %s', async (_what, id, problem) => {
    await addCandidate(cli, NEXT, { files: {} });
    const promoted = await models('promote', id, '--force');
    const cast = await models('shadow', id);
    expect([promoted.code, promoted.stderr]).toEqual(failed(problem));
    expect([cast.code, cast.stderr]).toEqual(failed(problem));
  });
});

describe('hamgate models shadow', () => {
  test('says that there is none, casts one, lists disagreements, and takes it away', async () => {
    await addCandidate(cli, NEXT);
    expect((await models('shadow')).stdout).toMatch(/^No model stands in the shadow/);
    expect((await models('shadow', NEXT)).stdout).toMatch(
      /^default@1\.0\.1 from now on, before it was none;/,
    );
    await cli.withStore(async (store) => {
      const message = aStoredMessage({ id: 'M1', text: 'Lunch\nat  noon?', verdict: aVerdict() });
      const shadow = { model: NEXT, score: 0.97, band: 'spam', gap: 8, isOther: true } as const;
      await store.saveArrival(anArrival(message, { shadow }));
    });
    expect((await models('shadow')).stdout.split('\n')).toEqual([
      `${NEXT} scored 1 messages: 1 would become spam, 0 would become ham`,
      'M1  1.0 % -> 97.0 %  telegram:-1001  Lunch at noon?',
      '',
    ]);
    expect((await models('shadow', '--off')).stdout).toMatch(/^no model from now on, before it was default/);
    expect(await places()).toMatchObject({ shadow: null });
  });
});

describe('hamgate models export', () => {
  test('writes a bundle that the other commands take', async () => {
    await addCandidate(cli, NEXT);
    const dir = join(cli.folder, 'exported');
    expect(await models('export', NEXT, dir)).toMatchObject({ code: 0, stdout: `Wrote ${dir}\n` });
    const { stdout } = await cli.hamgate('classify', '--json', '--model', dir, 'Lunch at noon?');
    expect(JSON.parse(stdout)).toMatchObject({ label: 'ham', model: NEXT });
    const again = await models('export', NEXT, dir);
    expect([again.code, again.stderr]).toEqual(failed(/Cannot write to ".*exported": it is not empty/));
    const unknown = await models('export', 'none@1.0.0', join(cli.folder, 'other'));
    expect([unknown.code, unknown.stderr]).toEqual(failed(/There is no model "none@1.0.0"/));
  });
});

test.each([
  [['retrain', '--help'], /--data <files\.\.\.>/],
  [['replay', '--help'], /--since <time>/],
  [['models', '--help'], /rollback/],
  [['models', 'list', '--help'], /--json/],
  [['models', 'show', '--help'], /--html <file>/],
  [['models', 'promote', '--help'], /--force/],
  [['models', 'rollback', '--help'], /go back to the model/],
  [['models', 'shadow', '--help'], /--off/],
  [['models', 'export', '--help'], /<version> <dir>/],
])('%j explains itself', async (args, part) => {
  const { code, stdout } = await runCli(args);
  expect([code, stdout]).toEqual([0, expect.stringMatching(part)]);
});

test.each([
  [['retrain', '--trigger', 'whim']],
  [['models', 'promote']],
  [['models', 'show']],
  [['models', 'export', NEXT]],
  [['models', 'eat']],
])('%j is wrong usage', async (args) => {
  expect((await runCli(args, { env: cli.env })).code).toBe(2);
});
