import { openNgramScorer } from '../../../src/classifier/ngram/ngram-scorer.js';
import { parseNgramBundle, renderNgramBundle } from '../../../src/classifier/ngram/ngram-bundle.js';
import { renderNgramCard } from '../../../src/training/ngram/card.js';
import { type Corpus, readCorpus } from '../../../src/training/ngram/corpus.js';
import { FOLDS } from '../../../src/training/ngram/leave-sources-out.js';
import { FIRST_COPY, SECOND_COPY } from '../../../src/training/augment.js';
import { RECIPE } from '../../../src/training/ngram/recipe.js';
import { type NgramPlan, trainNgram } from '../../../src/training/ngram/train-ngram.js';

const FEW = { transactional: 60, community: 60, chat: 60, links: 60, fancy: 20, chatspam: 60, smishing: 60 };

/** Its own weights: what this model promises does not hang on those of the shipped recipe. */
const EVEN = { transactional: 1, community: 1, chat: 0.5, links: 1, fancy: 1, chatspam: 2, smishing: 2 };

async function aPlan(change: Partial<NgramPlan> = {}): Promise<NgramPlan> {
  const corpus = await readCorpus('test/fixtures/messages.tsv');
  const chat = {
    ...corpus,
    name: 'chat',
    rows: corpus.rows.filter(({ label }) => label === 'ham').slice(0, 40),
  };
  return {
    name: 'tiny',
    version: '1.2.3',
    corpora: [corpus],
    chat: [chat],
    validation: [],
    behaviours: [],
    recipe: { ...RECIPE, made: FEW, madeFactor: EVEN, spamShare: 0.25, copies: [FIRST_COPY, SECOND_COPY] },
    seed: 3,
    ...change,
  };
}

/** The fixture dealt out to the sources of the folds, so that there is something to leave out. */
async function asSources(): Promise<Corpus[]> {
  const { rows, record } = await readCorpus('test/fixtures/messages.tsv');
  const names = [...Object.values(FOLDS).flat(), 'another'];
  return names.map((name, i) => ({
    name,
    rows: rows.filter((_, row) => row % names.length === i).map((row) => ({ ...row, source: name })),
    record: { ...record, name },
  }));
}

const ignore = () => undefined;

test('trainNgram() tells spam from ham, the same for the same seed, and its bundle scores so again', async () => {
  const steps: string[] = [];
  const parts = trainNgram(await aPlan(), (what) => steps.push(what));
  const files = renderNgramBundle(parts);
  expect(renderNgramBundle(trainNgram(await aPlan(), ignore))).toEqual(files);
  expect(renderNgramBundle(trainNgram(await aPlan({ seed: 4 }), ignore))).not.toEqual(files);
  const scorer = openNgramScorer(parseNgramBundle(files, 'memory'));
  expect(scorer.model).toBe('tiny@1.2.3');
  const [spam = NaN, ham = NaN] = scorer.score([
    'You have won a cash prize, claim it now',
    'See you at home',
  ]);
  expect(spam).toBeGreaterThan(0.5);
  expect(ham).toBeLessThan(0.2);
  expect(steps.some((step) => step.startsWith('vocabulary of '))).toBe(true);
  expect(parts.manifest).toMatchObject({ calibration: { kind: 'none' }, judged: null });
}, 60_000);

test('trainNgram() calibrates and judges on sources left out, and takes thresholds from chat ham', async () => {
  const { manifest } = trainNgram(await aPlan({ corpora: await asSources() }), ignore);
  const { judged, thresholds, calibration, metrics } = manifest;
  expect(judged?.folds.map(({ name }) => name)).toEqual(['A', 'B']);
  expect(calibration.kind).toBe('platt');
  expect(judged?.reliability.reduce((sum, { messages }) => sum + messages, 0)).toBe(
    (metrics.validation?.spam ?? 0) + (metrics.validation?.ham ?? 0),
  );
  expect(judged?.operatingPoints.map(({ falsePositiveRate }) => falsePositiveRate)).toEqual([
    0.05, 0.005, 0.001,
  ]);
  expect(thresholds.review).toBeLessThanOrEqual(thresholds.telegram);
  expect(thresholds.telegram).toBeLessThanOrEqual(thresholds.sms);
  expect(thresholds.sms).toBeLessThanOrEqual(thresholds.otp);
  const card = renderNgramCard(manifest);
  for (const words of [
    '# tiny 1.2.3',
    'Judged on sources left out',
    '| A | telegram_ru_spam |',
    '60 smishing',
    'worst disguise',
  ])
    expect(card).toContain(words);
}, 60_000);

test('trainNgram() attacks what it had left out, and counts behaviours at the threshold for chats', async () => {
  const behaviours = [
    { label: 'spam', text: 'Qwertz uiop', behaviour: 'noise' },
    { label: 'ham', text: 'See you at home', behaviour: 'greetings' },
  ] as const;
  const { manifest } = trainNgram(await aPlan({ corpora: await asSources(), behaviours }), ignore);
  const [first] = manifest.judged?.folds ?? [];
  expect(first?.attacked?.spam).toBeGreaterThan(0);
  expect(first?.attacked?.worst).toMatchObject({
    others: { name: expect.any(String) as string },
    padding: { name: expect.stringContaining('ham') as string },
  });
  expect(manifest.behaviours?.threshold).toBe(manifest.thresholds.telegram);
  const noise = manifest.behaviours?.behaviours.find(({ name }) => name === 'noise');
  expect(noise).toMatchObject({ spam: 1, ham: 0, hamCalledSpam: 0 });
}, 60_000);
