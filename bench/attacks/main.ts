import { Command, InvalidArgumentError, Option } from 'commander';
import { parseSeed, parseThreshold } from '../../src/cli/option-values.js';
import { runProgram } from '../../src/cli/run-program.js';
import { openScorer } from '../../src/classifier/open-scorer.js';
import { ATTACKS } from '../../src/training/attacks/attacks.js';
import { type Contender, measureAttacks } from '../../src/training/attacks/measure-attacks.js';
import { createPaddingAttacks } from '../../src/training/attacks/padding.js';
import { type LabelledText, readLabelledFile } from '../../src/training/labelled-data.js';
import { createRandom, shuffled } from '../../src/training/random.js';
import { contenderOf, naiveBayesContender } from './contenders.js';
import { type MeasuredContender, renderJson, renderTable } from './render-results.js';

interface Options {
  readonly model: string;
  readonly channel: 'telegram' | 'sms' | 'api';
  readonly threshold?: number;
  readonly data: readonly string[];
  readonly ham: string;
  readonly train?: readonly string[];
  readonly sample: number;
  readonly seed: number;
  readonly json?: boolean;
}

const program = new Command('attacks')
  .description('Recall of a model, at a fixed threshold, before and after each attack of the suite.')
  .requiredOption('--data <file...>', 'labelled files whose spam is attacked')
  .requiredOption('--ham <file>', 'labelled file whose ham gives the false-positive rate and the padding')
  .option('--train <file...>', 'labelled files for naive Bayes, which is left out without them')
  .option('--model <dir>', 'folder of the model', 'model/default')
  .addOption(new Option('--channel <name>').choices(['telegram', 'sms', 'api']).default('telegram'))
  .option('--threshold <score>', "instead of the channel's recommended one", parseThreshold)
  .option('--sample <count>', 'how many spam messages, drawn from all files together', parseCount, 500)
  .option('--seed <number>', 'of the sample and the attacks', parseSeed, 1)
  .option('--json', 'print JSON')
  .exitOverride()
  .action(run);

function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Expected a whole number from 1');
  return count;
}

async function run(options: Options): Promise<void> {
  const ham = textsOf(await readRows([options.ham]), 'ham');
  const spam = drawSpam(await readRows(options.data), options);
  const attacks = [...ATTACKS, ...createPaddingAttacks(ham)];
  const scorer = await openScorer(options.model);
  try {
    const model = contenderOf(scorer, options.threshold ?? scorer.manifest.thresholds[options.channel]);
    const contenders = await gatherContenders(model, ham, options);
    const results = measureAttacks({ spam, attacks, contenders, seed: options.seed });
    const render = options.json === true ? renderJson : renderTable;
    process.stdout.write(render(results, contenders));
  } finally {
    scorer.close();
  }
}

/** Each text once, since a campaign that stands in two files would count twice. */
function drawSpam(rows: readonly LabelledText[], { sample, seed }: Options): readonly string[] {
  const different = [...new Set(textsOf(rows, 'spam'))];
  return shuffled(different, createRandom(seed, 'split')).slice(0, sample);
}

/** The model, and naive Bayes with as many false alarms. */
async function gatherContenders(
  model: Contender,
  ham: readonly string[],
  { train }: Options,
): Promise<readonly MeasuredContender[]> {
  const allowed = model.isSpam(ham).filter(Boolean).length;
  const baselines = train === undefined ? [] : [naiveBayesContender(await readRows(train), { ham, allowed })];
  return [
    { ...model, falsePositiveRate: allowed / ham.length },
    ...baselines.map((baseline) => ({
      ...baseline,
      falsePositiveRate: baseline.isSpam(ham).filter(Boolean).length / ham.length,
    })),
  ];
}

async function readRows(paths: readonly string[]): Promise<readonly LabelledText[]> {
  const files = await Promise.all(paths.map(readLabelledFile));
  return files.flatMap(({ rows }) => rows);
}

function textsOf(rows: readonly LabelledText[], label: LabelledText['label']): readonly string[] {
  return rows.filter((row) => row.label === label).map(({ text }) => text);
}

process.exitCode = await runProgram(program, process.argv.slice(2), process);
