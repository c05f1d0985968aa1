import type { Manifest, Spread } from '../classifier/manifest.js';
import { describeRefinement } from './describe-refinement.js';

const PURPOSE: Readonly<Record<Manifest['architecture'], string>> = {
  dense: 'an average of word embeddings with one hidden layer',
  lstm: 'a long short-term memory (LSTM) over word embeddings',
  bilstm: 'a bidirectional long short-term memory (Bi-LSTM) over word embeddings',
  gru: 'a gated recurrent unit (GRU) over word embeddings',
};

/** `CARD.md`: what a person should know before trusting the model. */
export function renderCard(manifest: Omit<Manifest, 'files'>): string {
  return [
    `# ${manifest.name} ${manifest.version}`,
    `Spam or ham for one short message: ${PURPOSE[manifest.architecture]}.`,
    ...network(manifest),
    ...describeRefinement(manifest),
    ...data(manifest),
    ...measured(manifest),
    ...comparison(manifest),
    ...limits(manifest),
  ]
    .join('\n\n')
    .concat('\n');
}

type Card = Omit<Manifest, 'files'>;

function network({ architecture, network: shape, sequence, mask, training }: Card): string[] {
  const { epochs } = training;
  return [
    '## Network',
    [
      `- architecture: ${architecture}, embedding ${shape.embedding}, ${shape.units} units`,
      `- input: the first ${sequence.length} words of a message, vocabulary ${sequence.vocabulary}`,
      `- padding: ${mask ? 'masked' : 'not masked'}`,
      `- trained with seed ${training.seed} on the ${training.backend} backend of TensorFlow.js`,
      `- ${epochs.run} epochs of at most ${epochs.limit}; the weights are those of epoch ${epochs.best}, which had the lowest validation loss`,
    ].join('\n'),
  ];
}

function data({ training, metrics }: Card): string[] {
  const { split } = training;
  const sources = training.data.map(
    ({ name, licence, spam, ham }) =>
      `- ${name}: ${spam} spam, ${ham} ham; licence: ${licence ?? 'not stated'}`,
  );
  const origin =
    split.method === 'file' ? 'taken from a file' : `drawn with the seed, a fifth for validation`;
  const kept = split.holdout;
  return [
    '## Data',
    sources.join('\n'),
    [
      `Trained on ${split.train.spam} spam and ${split.train.ham} ham, validated on ${split.validation.spam} spam`,
      `and ${split.validation.ham} ham; the split was ${origin}.`,
      ...(kept === undefined || metrics.holdout === undefined
        ? []
        : [`Measured on ${kept.spam} spam and ${kept.ham} ham that were kept away until the end.`]),
      ...describeBalance(split),
    ].join(' '),
  ];
}

function describeBalance({ balance, undersampled }: Card['training']['split']): string[] {
  if (balance !== undefined) return [`Classes were balanced with the method \`${balance}\`.`];
  return undersampled ? ['The larger class was under-sampled.'] : [];
}

function measured({ metrics, thresholds }: Card): string[] {
  const numbers = metrics.holdout ?? metrics.validation;
  if (numbers === null) return [];
  const rows = Object.entries(numbers).map(([name, value]) => `| ${name} | ${renderValue(value)} |`);
  return [
    `## Measured on the ${metrics.holdout === undefined ? 'validation part' : 'messages kept away'}`,
    ['| measure | value |', '|---|---|', ...rows].join('\n'),
    [
      `Recommended thresholds: Telegram ${thresholds.telegram}, SMS ${thresholds.sms}, API ${thresholds.api};`,
      `for review from ${thresholds.review}, for one-time codes from ${thresholds.otp}.`,
    ].join(' '),
  ];
}

/** The same network over all seeds: one run's numbers alone say little. */
function comparison({ comparison: record, mask }: Card): string[] {
  if (record === undefined) return [];
  const rows = record.variants.map(
    (variant) =>
      `| ${variant.mask ? 'masked' : 'not masked'}${variant.mask === mask ? ' (this one)' : ''} | ${variant.runs} | ${variant.neverLearned} | ${renderSpread(variant.accuracy)} | ${renderSpread(variant.loss)} |`,
  );
  return [
    '## Over several seeds',
    [
      `This is the best of the runs with the seeds ${record.seeds.join(', ')}, by accuracy on the measured messages;`,
      `its numbers above are better than those of a run that nobody has chosen. All runs, median (lowest to highest):`,
    ].join(' '),
    ['| padding | runs | never learnt | accuracy | loss |', '|---|---|---|---|---|', ...rows].join('\n'),
  ];
}

function renderSpread({ median, min, max }: Spread): string {
  return `${median.toFixed(4)} (${min.toFixed(4)} to ${max.toFixed(4)})`;
}

function renderValue(value: number | null): string {
  if (value === null) return 'undefined';
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function limits({ training, sequence }: Card): string[] {
  const share = training.split.train.spam / (training.split.train.spam + training.split.train.ham);
  return [
    '## Limits',
    [
      `- It knows the words of its data and nothing else: other languages, topics and times are outside of what was measured.`,
      `- ${Math.round(share * 100)} % of the training messages were spam. Where spam is rarer, more of what it calls spam is ham than the numbers above suggest.`,
      ...(training.split.holdout === undefined
        ? ['- The epoch was chosen on the validation messages, so the numbers on them are somewhat too good.']
        : []),
      `- Words after the ${sequence.length}th are not read.`,
    ].join('\n'),
  ];
}
