import type { Judged, NgramManifest } from '../../classifier/ngram/ngram-manifest.js';

type Card = Omit<NgramManifest, 'files'>;

/** `CARD.md` of a linear model over n-grams: what a person should know before trusting it. */
export function renderNgramCard(manifest: Card): string {
  const { judged } = manifest;
  return [
    `# ${manifest.name} ${manifest.version}`,
    'Spam or ham for one short message: logistic regression on the words, pairs of words and of stems, and character 4- and 5-grams that a message has, after its letters, links and numbers were brought to one form. Each n-gram has one weight, so that every score can be explained. Of a long message the worst passage counts when it is worse than the whole.',
    ...describeThresholds(manifest),
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

function describeJudgement({ sel, folds, ece, baseRate, reliability }: Judged): string[] {
  const rows = folds.flatMap(({ name, parts }) =>
    Object.entries(parts).map(([part, value]) => `| ${name} | ${part} | ${percent(value)} |`),
  );
  return [
    '## Judged on sources left out',
    `Two models were trained without some of the sources each, and scored them: mean ${sel.toFixed(3)} (SEL).`,
    ['| fold | what | |', '|---|---|---|', ...rows].join('\n'),
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
