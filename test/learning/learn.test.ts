import { resolve } from 'node:path';
import type { ModelDecision } from '../../src/domain/model.js';
import type { NumberedCorrection } from '../../src/domain/retraining.js';
import { learn } from '../../src/learning/learn.js';
import type { LearnTask, LearnTools } from '../../src/learning/learn-task.js';
import type { LearningReport } from '../../src/learning/report/learning-report.js';
import { renderPage } from '../../src/learning/report/render-page.js';
import { parseReport, renderText } from '../../src/learning/report/render-text.js';
import { type ChildProcesses, prepareProcesses } from '../support/child-process.js';
import { aCorrection } from '../support/store-builders.js';
import { EVERYDAY, UNRELATED, UNWANTED, WANTED } from './ngram/some-corrections.js';

/** Numbered as they stand; three authors take turns, so that none has enough to be looked at alone. */
const say = (spam: readonly string[], ham: readonly string[]): NumberedCorrection[] =>
  [
    ...ham.map((text) => ({ text, label: 'ham' as const })),
    ...spam.map((text) => ({ text, label: 'spam' as const })),
  ].map((said, i) => {
    const author = ['Bea', 'Zoë', 'Ann', 'Kim', 'Lou'][i % 5] ?? '';
    return { ...aCorrection({ id: `C${i + 1}`, author, conversation: null, ...said }), seq: i + 1 };
  });

const HAM = UNRELATED.slice(0, 7);
const TRAFFIC = WANTED.slice(0, 10).map((text, i) => ({
  ...{ id: `M${i}`, channel: 'telegram' as const, text },
  receivedAt: '2026-01-02T03:04:05.000Z',
}));

/** Here it takes ten times as long as in a process of its own. */
const SCRIPT = `
  import { readFileSync } from 'node:fs';
  import { fingerprint, nearFingerprint } from './src/classifier/fingerprint.js';
  import { nearText } from './src/classifier/near/near-text.js';
  import { readBundleFiles } from './src/classifier/read-bundle.js';
  import { openScorerFrom } from './src/classifier/open-scorer.js';
  import { readAcceptance } from './src/learning/acceptance.js';
  import { learn } from './src/learning/learn.js';
  import { groupNearTexts } from './src/learning/near-groups.js';
  const [model, acceptanceFile, given] = process.argv.slice(2);
  const { corrections, traffic, learntThrough, texts } = JSON.parse(given);
  const files = await readBundleFiles(model);
  const steps = [];
  const learnt = await learn(
    {
      start: { id: 'default@1.0.0', files }, current: { id: 'default@1.0.0', files, learntThrough },
      given: { id: 'default@1.0.0', files },
      corrections, traffic, corpus: [], acceptance: await readAcceptance(acceptanceFile),
      version: '1.0.1', falsePositiveBudget: 0.005, seed: 1,
    },
    {
      fingerprint, nearFingerprint, groupTexts: (all) => groupNearTexts(all, nearText),
      thresholdOf: ({ thresholds }, channel) => thresholds[channel],
      // Other tests run beside this one: how long it takes says nothing.
      nowMs: () => 0, cpuMs: () => 0,
      onStep: async (what) => { steps.push(what); },
    },
  );
  const scorer = await openScorerFrom(learnt.files, 'the candidate');
  const scores = [...scorer.score(texts)];
  const { decision, report } = learnt;
  process.stdout.write(JSON.stringify({ decision, report, steps, scores, files: Object.keys(learnt.files) }));`;

interface Outcome {
  readonly decision: ModelDecision;
  readonly report: unknown;
  readonly steps: readonly string[];
  readonly scores: readonly number[];
  readonly files: readonly string[];
}

let processes: ChildProcesses;
let good: Outcome;
let poisoned: Outcome;

async function learnOf(corrections: readonly NumberedCorrection[]): Promise<Outcome> {
  const given = {
    corrections,
    traffic: TRAFFIC,
    // Two are new: one is learnt from, by the other the candidate proves itself.
    learntThrough: corrections.length - 2,
    texts: [...UNWANTED, ...HAM],
  };
  const files = [resolve('model/default'), resolve('model/acceptance.tsv')] as const;
  return JSON.parse(await processes.run(SCRIPT, ...files, JSON.stringify(given))) as Outcome;
}

beforeAll(async () => {
  processes = prepareProcesses(['domain', 'classifier', 'training', 'learning']);
  good = await learnOf(say(UNWANTED, HAM));
  poisoned = await learnOf(say([...UNWANTED, ...EVERYDAY], []));
}, 180_000);
afterAll(() => processes.cleanUp());

describe('learn()', () => {
  test('makes a candidate that has learnt, and passes the gate', () => {
    expect(good.decision).toMatchObject({ isPromotable: true, alarms: [] });
    expect(good.decision.reasons).toHaveLength(8);
    const threshold = 0.629;
    expect(good.scores.map((score) => score >= threshold)).toEqual([
      ...UNWANTED.map(() => true),
      ...HAM.map(() => false),
    ]);
    expect(good.files.toSorted()).toEqual([
      'CARD.md',
      'manifest.json',
      'model.json',
      'vocabulary.bin',
      'weights.bin',
    ]);
    expect(good.steps).toEqual([
      expect.stringMatching(/^learning 23 corrections, held by \d+ texts$/),
      ...[2, 4, 8, 16].map((strength) => `learning with strength ${strength}`),
      'strength 16 of at most 16',
      'measuring it on the written list and on recent messages',
      expect.stringMatching(/^learning 22 corrections, tested on the 1 after them \(1 of 1\)$/),
    ]);
  });

  test('has the gate refuse what calls everyday messages spam, for its false positives', () => {
    const { checks } = parseReport(poisoned.report);
    expect(poisoned.decision.isPromotable).toBe(false);
    expect(checks.filter(({ isPassed }) => !isPassed).map(({ name }) => name)).toContain('false-positives');
    expect(poisoned.decision.reasons.join()).toMatch(
      /ham called spam: \d+ of \d+, by the given model \d+; the rate is higher by/,
    );
  });

  test.each([
    [
      'few corrections',
      { corrections: say(UNWANTED, []), messages: 1 },
      ['there are 16 corrections to learn from, at least 20 are needed'],
    ],
    [
      'no spam',
      { corrections: say([], [...UNWANTED, ...WANTED]), messages: 1 },
      ['nobody has called a message spam yet'],
    ],
    [
      'no ham and no traffic',
      { corrections: say([...UNWANTED, ...WANTED], []), messages: 0 },
      ['nobody has called a message ham yet, and there is no traffic to take for ham'],
    ],
    [
      'nothing at all',
      { corrections: [], messages: 0 },
      [
        'there are 0 corrections to learn from, at least 20 are needed',
        'nobody has called a message spam yet',
        'nobody has called a message ham yet, and there is no traffic to take for ham',
      ],
    ],
  ])('says what is missing: %s', async (_, { corrections, messages }, reasons) => {
    const task: LearnTask = {
      start: { id: 'default@1.0.0', files: {} },
      given: { id: 'default@1.0.0', files: {} },
      current: { id: 'default@1.0.0', files: {}, learntThrough: 0 },
      ...{ corrections, traffic: TRAFFIC.slice(0, messages), corpus: [], acceptance: [] },
      ...{ version: '1.0.1', falsePositiveBudget: 0.005, seed: 1 },
    };
    const tools: LearnTools = {
      fingerprint: (text) => text,
      nearFingerprint: (text) => text,
      groupTexts: (texts) => texts.map((_text, i) => i),
      thresholdOf: () => 0.5,
      ...{ nowMs: () => 0, cpuMs: () => 0, onStep: async () => undefined },
    };
    expect(await learn(task, tools)).toEqual({ kind: 'missing', reasons });
  });
});

describe('the report of a run', () => {
  const TAG = '<script>alert("x")</script>';
  const reportWith = (parts: Partial<LearningReport>): LearningReport => ({
    ...parseReport(good.report),
    ...parts,
  });

  test('parseReport() takes what learn() writes, and nothing else', () => {
    const report = parseReport(good.report);
    expect(report).toEqual(good.report);
    expect(report).toMatchObject({
      candidate: 'default@1.0.1',
      current: 'default@1.0.0',
      lessons: { spam: 16, ham: 7, new: 2, corpus: 0, traffic: TRAFFIC.length, contradictions: [] },
      measured: {
        mustPass: { ham: 7, candidateWronged: 0 },
        future: { spam: 1, currentCaught: 0, candidateCaught: 1 },
        cost: { time: 1 },
      },
      drift: { messages: TRAFFIC.length / 2 },
    });
    expect(() => parseReport({ ...report, formatVersion: 2 })).toThrow();
    expect(() => parseReport(null)).toThrow();
  });

  test('the report holds no words of people', () => {
    for (const { report } of [good, poisoned]) {
      const words = JSON.stringify(report);
      for (const text of [...UNWANTED, ...WANTED, ...EVERYDAY, ...UNRELATED])
        expect(words).not.toContain(JSON.stringify(text).slice(1, -1));
    }
  });

  test('renderPage() shows the words as long as they are kept, and never as markup', () => {
    const ham = { label: 'ham', current: 0.2, candidate: 0.9 } as const;
    const report = reportWith({
      missed: [
        { id: 'C1', ...ham },
        { id: 'C2', ...ham },
      ],
      drift: {
        ...{ messages: 5, toSpam: 1, toHam: 0 },
        examples: [{ id: 'M1', current: 0.2, candidate: 0.9, becomes: 'spam' }],
      },
      changedAcceptance: [{ text: TAG, ...ham }],
    });
    const authors = [{ author: TAG, lessons: 1, weight: 1, isCapped: true }];
    const lessons = { ...report.lessons, authors, contradictions: [['C3', 'C4']] };
    const decision = { ...report.decision, alarms: [TAG] };
    const texts = new Map(['C1', 'M1', 'C3'].map((id) => [id, `${TAG} of ${id}`]));
    const page = renderPage({ ...report, lessons, decision }, texts);
    expect(page).not.toContain('<script');
    expect(page.match(/&lt;script&gt;/g)).toHaveLength(6);
    for (const id of texts.keys()) expect(page).toContain(`&lt;/script&gt; of ${id}`);
    expect(page).toContain('C2: not kept any more');
    expect(page).toContain('passed the gate');
    // It loads nothing.
    expect(page).not.toMatch(/(src|href)=/);
  });

  test('renderText() says in a few lines what came of it', () => {
    expect(renderText(parseReport(good.report))).toMatch(
      /^learnt 16 spam and 7 ham[^]*\n {2}ok [^]*It passed the gate\.\n$/,
    );
    expect(renderText(parseReport(poisoned.report))).toMatch(/\n {2}no [^]*The gate refuses it\.\n$/);
  });
});
