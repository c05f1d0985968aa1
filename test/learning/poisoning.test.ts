import { PRIVACY_KEY } from '../support/privacy.js';
import { fingerprint, nearFingerprint } from '../../src/classifier/fingerprint.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import type { OpenedScorer } from '../../src/classifier/opened-scorer.js';
import type { CorrectionRole, Label } from '../../src/domain/correction.js';
import { AUTHOR_CAP, GROUP_CAP } from '../../src/learning/lessons.js';
import type { LearningReport } from '../../src/learning/report/learning-report.js';
import { parseReport } from '../../src/learning/report/render-text.js';
import { createRandom } from '../../src/training/random.js';
import { generateTexts } from '../../src/training/templates/generate-texts.js';
import { runCli } from '../cli/run-cli.js';
import { aMessage } from '../support/builders.js';
import { campaignText, everydayText } from '../support/campaign.js';
import { createTestGate, type TestGate } from '../support/gate.js';
import { inTurn } from '../support/store-builders.js';
import { openTestStore, type TestStore } from '../support/test-store.js';

/* An attacker with 500 false corrections, against the real store, the shipped model and the gate before promotion. */
const FALSE_CORRECTIONS = 500;
const HERE = '-100666';
const ELSEWHERE = '-100777';

let scorer: OpenedScorer;
let testStore: TestStore;
let gate: TestGate;
let made = 0;
beforeAll(async () => {
  scorer = await openScorer('model/default');
});
afterAll(() => scorer.close());
beforeEach(async () => {
  testStore = await openTestStore();
  const parts = { currentScorer: () => scorer, fingerprint, nearFingerprint };
  gate = createTestGate(testStore.store, 'quarantine', parts);
});
afterEach(() => testStore.cleanUp());

interface Said {
  readonly author: string;
  readonly label: Label;
  readonly conversation: string;
}

const say = (text: string, { author, label, conversation }: Said) =>
  gate.recordCorrection({
    correctionId: `C${(made += 1)}`,
    label,
    author,
    role: 'admin',
    source: 'telegram',
    about: { text, conversation: { channel: 'telegram', id: conversation } },
  });

/** A message as it arrives now. */
async function arrive(text: string, conversation: string) {
  const messageId = `${(made += 1)}`;
  return (await gate.filter(aMessage({ text, conversation, messageId }))).message;
}

/** What an honest administrator of another conversation has said: enough to learn from. */
async function sayHonestly(count = 15): Promise<void> {
  for (let i = 0; i < count; i++) {
    await say(campaignText(i), { author: 'Bea', label: 'spam', conversation: ELSEWHERE });
    await say(everydayText(i), { author: 'Bea', label: 'ham', conversation: ELSEWHERE });
  }
}

async function retrain(): Promise<LearningReport> {
  const env = { PRIVACY_KEY, DATABASE_URL: testStore.url, RETRAIN_PROMOTE: 'auto' };
  const { stdout, stderr, code } = await runCli(
    ['retrain', '--json', '--report', `${testStore.url.slice(5)}.reports`],
    { env },
  );
  if (code !== 0) throw new Error(stderr);
  return parseReport(JSON.parse(stdout));
}

const refusals = ({ checks }: LearningReport): string[] =>
  checks.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
const authorIn = ({ lessons }: LearningReport, name: string) =>
  lessons.authors.find(({ author }) => author === name);
const current = async () => (await testStore.store.readModelPlaces()).current;

const SUMS = ['500', '750', '900', '1200', '1500', '2000', '2500'] as const;
const NAMES = ['Lena', 'Tom', 'Mia', 'Ben', 'Ida', 'Max', 'Eva', 'Paul', 'Zoe', 'Finn'] as const;
/** One campaign, with another name and sum in each copy; a new address would make it a new text. */
const casinoText = (i: number): string =>
  `Congratulations ${inTurn(NAMES, i)}! You have won ${inTurn(SUMS, i)} EUR in our crypto casino. Click http://win.example/claim to get your bonus ${100 + i * 7} now`;

describe('500 false corrections of a member', () => {
  test.each<CorrectionRole>(['appeal', 'report'])(
    'an %s is no label, changes no verdict and teaches nothing',
    async (role) => {
      const label = role === 'appeal' ? 'ham' : 'spam';
      const textOf = role === 'appeal' ? casinoText : everydayText;
      const before = await arrive(textOf(0), HERE);
      for (let i = 0; i < FALSE_CORRECTIONS; i++) {
        const { id: messageId } = i === 0 ? before : await arrive(`${textOf(i)} ${i}`, HERE);
        const outcome = await gate.recordCorrection({
          correctionId: `member-${i}`,
          label,
          author: 'telegram:666',
          role,
          source: 'telegram',
          about: { messageId },
        });
        expect(outcome).toMatchObject({ kind: 'recorded', message: { status: before.status } });
      }
      const { verdict, status } = await arrive(textOf(0), HERE);
      expect([verdict, status]).toEqual([before.verdict, before.status]);
      expect(await testStore.store.readLessons()).toEqual([]);
      expect(await testStore.store.countCorrectionsAfter(0)).toMatchObject({ count: 0 });
      await expect(retrain()).rejects.toThrow('there are 0 corrections to learn from');
    },
    60_000,
  );
});

test('500 false corrections of one administrator: he is capped, an alarm names him, and nothing is promoted', async () => {
  await sayHonestly();
  const spam = generateTexts('chatspam', FALSE_CORRECTIONS, createRandom(77, 'shuffle'));
  for (const { text } of spam) await say(text, { author: 'Mallory', label: 'ham', conversation: HERE });
  const report = await retrain();
  expect(authorIn(report, 'Mallory')).toMatchObject({ weight: AUTHOR_CAP, isCapped: true });
  expect(authorIn(report, 'Bea')).toMatchObject({ isCapped: false });
  expect(report.decision.alarms).toContainEqual(
    expect.stringMatching(/^Mallory alone moves \d+ of \d+ verdicts/),
  );
  expect(await current()).toBeNull();
}, 300_000);

test('near-duplicates of a campaign called ham in one conversation: elsewhere it is spam as before, and the gate refuses the candidate', async () => {
  const told = { author: 'Mallory', label: 'ham', conversation: HERE } as const;
  for (let i = 0; i < FALSE_CORRECTIONS; i++) await say(casinoText(i), told);
  const [here, elsewhere] = [await arrive(casinoText(900), HERE), await arrive(casinoText(901), ELSEWHERE)];
  expect(here.verdict).toMatchObject({ band: 'ham', reasons: ['released-nearly'] });
  expect(elsewhere.verdict).toMatchObject({ band: 'spam', reasons: ['above-threshold'] });

  await sayHonestly();
  const report = await retrain();
  // All of them are one group.
  expect(authorIn(report, 'Mallory')?.weight).toBeCloseTo(GROUP_CAP, 3);
  expect(refusals(report)).toContain('one-voice');
  expect(await current()).toBeNull();
}, 300_000);
