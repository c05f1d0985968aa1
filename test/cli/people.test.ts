import { keyedHash, PRIVACY_KEY } from '../support/privacy.js';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open-store.js';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { aChange, at, by } from '../support/store-builders.js';
import { runCli } from './run-cli.js';

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-people-'));
  env = { DATABASE_URL: `file:${join(folder, 'hamgate.db')}`, PRIVACY_KEY };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(env['DATABASE_URL'] ?? '', keyedHash);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const corrections = (...args: readonly string[]) => runCli(['corrections', ...args], { env });
const stored = () =>
  withStore(async (store) => (await store.listCorrections({ limit: 999, oldestFirst: true })).items);
async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('hamgate corrections import', () => {
  test('takes a labelled file once, and says how many were new', async () => {
    const path = await aFile('labels.tsv', 'label\ttext\nspam\tWin\\tnow\\nhere\nham\tLunch?\nspam\tLunch\n');
    const first = await corrections('import', path, '--author', 'Bea', '--conversation', 'sms:+1555');
    expect(first).toMatchObject({
      code: 0,
      stdout: '3 new, 0 known, 1 contradictory: hamgate corrections contradictions lists them\n',
    });
    const parts = {
      messageId: null,
      author: 'Bea',
      role: 'admin',
      source: 'import',
      conversation: { channel: 'sms', id: '+1555' },
      score: null,
      withdrawnAt: null,
    };
    expect(await stored()).toMatchObject([
      { ...parts, label: 'spam', text: 'Win\tnow\nhere' },
      { ...parts, label: 'ham', text: 'Lunch?' },
      { ...parts, label: 'spam', text: 'Lunch' },
    ]);
    const second = await corrections('import', path, '--author', 'Bea', '--conversation', 'sms:+1555');
    expect(second.stdout).toMatch(/^0 new, 3 known, 1 contradictory/);
    expect(await stored()).toHaveLength(3);
  });

  test.each([
    ['spam-samples.txt', [], 'spam'],
    ['ham-samples.txt', [], 'ham'],
    ['old.ham-dynamic.TXT', [], 'ham'],
    ['spam-samples.txt', ['--label', 'ham'], 'ham'],
    ['texts', ['--label', 'spam'], 'spam'],
  ])('takes %s %j, one text a line', async (name, options, label) => {
    const path = await aFile(name, '\uFEFFFirst one, with "quotes"\r\n\n   \n  Second\\n one\tx \n');
    expect((await corrections('import', path, ...options)).stdout).toBe('2 new, 0 known, 0 contradictory\n');
    expect(await stored()).toMatchObject([
      { label, text: 'First one, with "quotes"', author: 'import', conversation: null },
      { label, text: 'Second\\n one\tx', author: 'import', conversation: null },
    ]);
  });

  test.each([
    ['labels.tsv', 'label\ttext\nham\tfine\neggs\tx\n', /line 3: unknown label "eggs"/],
    ['labels.tsv', 'label\ttext\nham\tfine\nham\t \n', /line 3: the text is empty/],
    ['labels.tsv', 'label\ttext\trole\nham\tfine\t\nham\tx\tking\n', /line 3: role: Invalid option/],
    ['labels.tsv', 'label\ttext\tscore\nham\tfine\t0.5\nham\tx\t1.5\n', /line 3: score: /],
    ['labels.tsv', 'label\ttext\tscore\nham\tfine\thigh\n', /line 2: score: expected a number from 0 to 1/],
    [
      'labels.tsv',
      'label\ttext\tcreatedAt\nham\tfine\tyesterday\n',
      /line 2: createdAt: expected a time such as/,
    ],
    ['labels.tsv', 'label\ttext\tchannel\nham\tfine\tsms\n', /line 2: channel and conversation go together/],
    ['labels.tsv', 'text\tlabels\nfine\tham\n', /it has no columns "label" and "text"/],
    ['labels.csv', 'label,text\nham,fine\neggs,x\n', /line 3: unknown label "eggs"/],
    ['spam.txt', '\n \n', /it has no lines/],
    ['spam.txt', 'a\0b\n', /it is not a text file/],
  ])('refuses a bad line of %s and changes nothing: %j', async (name, content, problem) => {
    const { code, stderr } = await corrections('import', await aFile(name, content));
    expect([code, stderr]).toEqual([1, expect.stringMatching(problem)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['texts.txt', [], /give --label/],
    ['spam-and-ham.txt', [], /give --label/],
    ['table.tsv', ['--label', 'spam'], /it has labels of its own/],
    ['spam.txt', ['--conversation', 'fax:1'], /Expected telegram, sms, api/],
    ['spam.txt', ['--conversation', 'sms:'], /Expected telegram, sms, api/],
  ])('refuses %s %j as wrong usage', async (name, options, problem) => {
    const path = await aFile(name, name.endsWith('.tsv') ? 'label\ttext\nham\tfine\n' : 'fine\n');
    const { code, stderr } = await corrections('import', path, ...options);
    expect([code, stderr]).toEqual([2, expect.stringMatching(problem)]);
  });

  test('says that there is no such file', async () => {
    const { code, stderr } = await corrections('import', join(folder, 'none.tsv'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('it does not exist')]);
  });
});

describe('hamgate corrections export', () => {
  const full = aChange({
    id: 'C1',
    text: 'Tab\there\nand there',
    label: 'spam',
    author: 'Zoë',
    source: 'telegram',
    score: 0.25,
  });

  test('writes labels that stand, oldest first; with --all the rest, too', async () => {
    await withStore(async (store) => {
      await store.saveCorrection(full);
      await store.saveCorrection(aChange({ id: 'C2', role: 'report', conversation: null }));
      await store.saveCorrection(aChange({ id: 'C3' }));
      await store.withdrawCorrection('C3', by(5));
      await store.saveCorrection(aChange({ id: 'C4' }));
    });
    const { code, stdout } = await corrections('export');
    const [header, first, ...rest] = stdout.split('\n');
    expect(code).toBe(0);
    expect(header).toBe(
      'label\ttext\tauthor\trole\tsource\tchannel\tconversation\tscore\tmodel\tcreatedAt\twithdrawnAt\tid',
    );
    expect(first).toBe(
      `spam\tTab\\there\\nand there\tZoë\tadmin\ttelegram\ttelegram\t-1001\t0.25\ttest@1.0.0\t${at(0)}\t\tC1`,
    );
    expect(rest.map((line) => line.split('\t').at(-1))).toEqual(['C4', '']);
    expect((await corrections('export', '--all')).stdout.trim().split('\n')).toHaveLength(5);
  });

  test('is taken over by another gate as it is, and adds nothing to its own', async () => {
    await withStore(async (store) => {
      await store.saveCorrection(full);
      await store.saveCorrection(aChange({ id: 'C2', role: 'appeal', conversation: null, score: null }));
      await store.saveCorrection(aChange({ id: 'C3', source: 'console', model: null }));
      await store.withdrawCorrection('C3', by(5));
    });
    const path = await aFile('export.tsv', (await corrections('export', '--all')).stdout);
    expect((await corrections('import', path)).stdout).toMatch(/^0 new, 3 known/);
    const before = await stored();
    env = { DATABASE_URL: `file:${join(folder, 'other.db')}`, PRIVACY_KEY };
    expect((await corrections('import', path, '--author', 'nobody')).stdout).toMatch(/^3 new, 0 known/);
    expect(await stored()).toEqual(before);
  });

  test('goes through all pages', async () => {
    const lines = Array.from({ length: 2_345 }, (_, i) => `text ${i}`);
    await corrections('import', await aFile('spam.txt', lines.join('\n')));
    const { stdout } = await corrections('export');
    expect(
      stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t')[1]),
    ).toEqual(lines);
  });
});

describe('hamgate corrections list and withdraw', () => {
  test('lists the newest first, each on one line', async () => {
    expect((await corrections()).stdout).toBe('Nobody has corrected anything of the kind\n');
    await withStore(async (store) => {
      await store.saveCorrection(aChange({ id: 'C1', text: `Long\n${'word '.repeat(40)}`, label: 'spam' }));
      await store.saveCorrection(aChange({ id: 'C2', conversation: null, author: 'Cem', role: 'report' }));
    });
    const { stdout } = await corrections('list');
    expect(stdout).toBe(
      `C2  ${at(0)}  ham (report)  ${keyedHash('Cem')}  -  Lunch at noon?\nC1  ${at(0)}  spam  Bea  telegram:-1001  Long ${'word '.repeat(14)}word…\n`,
    );
    expect((await corrections('list', '--author', 'Bea')).stdout).toMatch(/^C1 .*\n$/);
    expect((await corrections('list', '--label', 'spam')).stdout).toMatch(/^C1 .*\n$/);
    expect((await corrections('list', '--limit', '1')).stdout).toMatch(/^C2 .*\nThere are more: /);
    expect((await corrections('list', '--limit', '0')).code).toBe(2);
  });

  test('withdraws those it knows, and names those it does not', async () => {
    await withStore((store) => store.saveCorrection(aChange({ id: 'C1' })));
    expect(await corrections('withdraw', 'C1', 'C9')).toMatchObject({
      code: 1,
      stdout: '1 withdrawn\n',
      stderr: expect.stringContaining('Cannot withdraw C9: there is no such correction') as string,
    });
    expect((await stored())[0]?.withdrawnAt).not.toBeNull();
    expect((await corrections()).stdout).toContain('ham (withdrawn)');
    expect((await corrections('withdraw', 'C1')).code).toBe(0);
  });
});

describe('hamgate corrections contradictions', () => {
  test('says who said what, and which is in force', async () => {
    expect((await corrections('contradictions')).stdout).toBe(
      '0 texts have labels that contradict each other\n',
    );
    await withStore(async (store) => {
      await store.saveCorrection(aChange({ id: 'C1', label: 'spam' }));
      await store.saveCorrection(aChange({ id: 'C2', label: 'ham', author: 'Cem' }));
      await store.saveCorrection(aChange({ id: 'C3', label: 'spam', conversation: null }));
    });
    expect((await corrections('contradictions')).stdout).toBe(
      [
        'Lunch at noon?',
        `    C3  ${at(0)}  spam  Bea  -  (learnt from)`,
        `    C2  ${at(0)}  ham  Cem  telegram:-1001  (in force)`,
        `    C1  ${at(0)}  spam  Bea  telegram:-1001`,
        'One text has labels that contradict each other; hamgate corrections withdraw ID takes one back',
        '',
      ].join('\n'),
    );
  });
});

describe('hamgate conversations', () => {
  const conversations = (...args: readonly string[]) => runCli(['conversations', ...args], { env });

  async function decide(scores: readonly (readonly [score: number, label: 'spam' | 'ham'])[]) {
    await withStore(async (store) => {
      for (const [i, [score, label]] of scores.entries()) {
        const verdict = aVerdict({ score, band: score >= 0.9 ? 'spam' : 'ham' });
        const id = `M${i}`;
        await store.saveArrival(anArrival(aStoredMessage({ id, messageId: id, verdict })));
        await store.saveCorrection(aChange({ id: `C${i}`, messageId: id, label }));
      }
      await store.changeSettings({ channel: 'telegram', id: '-1001' }, { threshold: 0.9 });
    });
  }
  const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

  test('has a line for each', async () => {
    expect((await conversations()).stdout).toBe('There is no conversation with messages yet\n');
    await decide([...times(8, [0.95, 'spam'] as const), ...times(2, [0.95, 'ham'] as const)]);
    await withStore((store) =>
      store.saveArrival(anArrival(aStoredMessage({ id: 'S', channel: 'sms', conversation: '+1555' }))),
    );
    const { stdout } = await conversations();
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^channel +id +messages +spam +precision +recall +threshold +suggested$/);
    expect(lines[1]).toMatch(/^sms +\+1555 +1 +0 +- +- +0\.\d+ +-$/);
    expect(lines[2]).toMatch(
      /^telegram +-1001 +10 +10 +0\.80 \[0\.49-0\.94\] +1\.00 \[0\.68-1\.00\] +0\.9 +-$/,
    );
    expect(lines[3]).toMatch(/the true recall is at most/);
    expect((await conversations('--channel', 'sms')).stdout).not.toContain('telegram');
  });

  test('tells of one in words', async () => {
    await decide([
      ...times(8, [0.95, 'spam'] as const),
      ...times(2, [0.85, 'spam'] as const),
      [0.97, 'ham'],
      ...times(10, [0.001, 'ham'] as const),
    ]);
    expect((await conversations('telegram:-1001')).stdout).toBe(
      [
        'telegram:-1001',
        'Messages: 21, called spam: 9, unsure: 0',
        'People decided: 10 are spam, 11 are ham',
        'Precision: 0.89 [0.57-0.98]: of 9 decided messages that were called spam, 8 are',
        'Recall: 0.80 [0.49-0.94]: of 10 that people call spam, 8 were called spam. People decide mostly about what the gate showed them: the true recall is at most about the one shown',
        'Threshold now: 0.9',
        'Suggested: 0.85. It catches the most decided spam without calling more decided ham spam than now',
        'With 0.9: of the last 21 scored messages 9 spam and 2 unsure; of the decided 8 spam caught and 1 ham wrongly called spam',
        'With 0.85: of the last 21 scored messages 11 spam and 0 unsure; of the decided 10 spam caught and 1 ham wrongly called spam',
        '',
      ].join('\n'),
    );
    expect((await conversations()).stdout).toMatch(/0\.9 +0\.85\n/);
  });

  test('says what is missing, and that a conversation is unknown', async () => {
    await decide([[0.95, 'spam']]);
    expect((await conversations('telegram:-1001')).stdout).toContain(
      'A threshold can be suggested after 19 more decided messages with a score, and one that is ham',
    );
    expect(await conversations('sms:+1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Cannot find sms:+1') as string,
    });
    expect((await conversations('+1')).code).toBe(2);
  });
});
