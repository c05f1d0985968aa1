import type { Behaviours, Judged, NgramManifest } from '../../classifier/ngram/ngram-manifest.js';
import { describeRefinement } from '../describe-refinement.js';

type Card = Omit<NgramManifest, 'files'>;

/** `CARD.md` of a linear model over n-grams: what a person should know before trusting it. */
export function renderNgramCard(manifest: Card): string {
  const { judged } = manifest;
  return [
    `# ${manifest.name} ${manifest.version}`,
    'Spam or ham for one short message: logistic regression on the words, pairs of words and of stems, and character 4- and 5-grams that a message has, after its letters, links and numbers were brought to one form. Each n-gram has one weight, so that every score can be explained. Of a long message the worst passage counts when it is worse than the whole.',
    ...describeThresholds(manifest),
    ...describeRefinement(manifest),
    ...(manifest.behaviours === null ? [] : describeBehaviours(manifest.behaviours)),
    ...(judged === null ? [] : describeJudgement(judged)),
    ...describeData(manifest),
    '## Limits\n\n- It judges words, not people: irony, context and pictures are not seen.\n- Only the first 2,000 visible characters are read.\n- Honest text in the words of spam is the hardest: promotions that a customer has asked for, job posts, talk about crypto.\n- In a language that is not in the data it knows little and says so: scores stay near the base rate.',
  ]
    .join('\n\n')
    .concat('\n');
}

function describeThresholds({ thresholds, judged, ngrams, calibration }: Card): string[] {
  const points = judged?.operatingPoints ?? [];
  return [
    '## Thresholds',
    [
      `- Telegram ${thresholds.telegram}, SMS ${thresholds.sms}, API ${thresholds.api}; for review from ${thresholds.review}, for one-time codes from ${thresholds.otp}`,
      ...points.map(
        ({ on, falsePositiveRate, score }) => `- ${percent(falsePositiveRate)} of ${on} reaches ${score}`,
      ),
      `- ${ngrams.words + ngrams.chars} n-grams; calibration: ${calibration.kind}`,
    ].join('\n'),
  ];
}

const BAD = 0.25;
const BAD_HAM = 0.05;

function describeBehaviours({ threshold, behaviours }: Behaviours): string[] {
  const sum = (of: (behaviour: Behaviours['behaviours'][number]) => number): number =>
    behaviours.reduce((total, behaviour) => total + of(behaviour), 0);
  const [spam, ham] = [sum((one) => one.spam), sum((one) => one.ham)];
  const [missed, wronged] = [sum((one) => one.spamMissed), sum((one) => one.hamCalledSpam)];
  const worst = behaviours.filter((one) => {
    return one.spamMissed > BAD * one.spam || one.hamCalledSpam > BAD_HAM * one.ham;
  });
  return [
    '## What it is bad at',
    `Of ${ham} harmless messages written to try it, ${wronged} are called spam at ${threshold} (${percent(wronged / ham)}); of ${spam} spam messages ${missed} are missed (${percent(missed / spam)}). Worst of ${behaviours.length} behaviours:`,
    [
      '| behaviour | harmless, called spam | spam, missed |',
      '|---|---|---|',
      ...worst.map(
        (one) =>
          `| ${one.name} | ${ofMany(one.hamCalledSpam, one.ham)} | ${ofMany(one.spamMissed, one.spam)} |`,
      ),
    ].join('\n'),
  ];
}

function ofMany(count: number, all: number): string {
  return all === 0 ? '' : `${count} of ${all}`;
}

function describeAttacks({ folds }: Judged): string[] {
  const points = (loss: AttackLoss): string =>
    loss === null ? '' : `${loss.lossPoints.toFixed(1)} (${loss.name})`;
  const rows = folds.flatMap(({ name, attacked }) =>
    attacked === null
      ? []
      : [
          `| ${name} | ${percent(attacked.recall)} of ${attacked.spam} | ${points(attacked.worst.others)} | ${points(attacked.worst.padding)} |`,
        ],
  );
  if (rows.length === 0) return [];
  return [
    'Spam of the sources left out, disguised by the attack suite: points of recall lost at the threshold of the fold, by the worst attack.',
    [
      '| fold | found as it is | worst disguise | worst harmless text around it |',
      '|---|---|---|---|',
      ...rows,
    ].join('\n'),
  ];
}

type AttackLoss = NonNullable<Judged['folds'][number]['attacked']>['worst']['others'];

function describeJudgement(judged: Judged): string[] {
  const { sel, folds, ece, baseRate, reliability } = judged;
  const rows = folds.flatMap(({ name, parts }) =>
    Object.entries(parts).map(([part, value]) => `| ${name} | ${part} | ${percent(value)} |`),
  );
  return [
    '## Judged on sources left out',
    `Two models were trained without some of the sources each, and scored them: mean ${sel.toFixed(3)} (SEL).`,
    ['| fold | what | |', '|---|---|---|', ...rows].join('\n'),
    ...describeAttacks(judged),
    `Scores are calibrated on those sources for ${percent(baseRate)} spam; expected calibration error ${ece.toFixed(3)}:`,
    [
      '| scores | messages | mean score | share of spam |',
      '|---|---|---|---|',
      ...reliability.map(
        ({ from, to, messages, meanScore, spamShare }) =>
          `| ${from} to ${to} | ${messages} | ${meanScore.toFixed(3)} | ${spamShare.toFixed(3)} |`,
      ),
    ].join('\n'),
  ];
}

function describeData({ training }: Card): string[] {
  const { data, validation, written, rows, seed } = training;
  const line = ({ name, spam, ham, licence }: (typeof data)[number]): string =>
    `- ${name}: ${spam} spam, ${ham} ham${licence === null ? '' : `; licence: ${licence}`}`;
  return [
    '## Data',
    data.map(line).join('\n'),
    `Written for this: ${Object.entries(written)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}. In all ${rows} messages, changed copies among them; seed ${seed}.`,
    `Never learnt from: ${validation.map(({ name }) => name).join(', ') || 'nothing'}.`,
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
