import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { type Architecture, ARCHITECTURES, BALANCES } from '../classifier/manifest.js';
import type { ClassifyOptions } from './classify.js';
import type { CompareOptions } from './compare.js';
import type { EvaluateOptions } from './evaluate.js';
import type { Io } from './io.js';
import { addLearning } from './learning-commands.js';
import {
  parseArchitectures,
  parseEpochs,
  parseFolds,
  parseModelName,
  parseModelVersion,
  parseSeed,
  parseThreshold,
} from './option-values.js';
import type { TrainOptions } from './train.js';
import { addTools } from './tools.js';
import type { TrainNgramOptions } from './train-ngram.js';

/**
 * The command line. It never ends the process and throws instead; `runProgram` turns that into an exit code. Commands
 * are loaded when they are asked for, so that none pays for the laboratory of another.
 */
export function createProgram(io: Io): Command {
  const program = new Command('hamgate')
    .description('A self-hosted spam gate for Telegram groups and SMS webhooks')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  addTrain(program, io);
  addClassify(program, io);
  addEvaluate(program, io);
  addCompare(program, io);
  addReport(program, io);
  addTools(program, io);
  addLearning(program, io);
  return program;
}

function addTrain(program: Command, io: Io): void {
  const train = program.command('train').description('train a model and write its bundle');
  for (const architecture of ARCHITECTURES) addTrainNetwork(train, architecture, io);
  addTrainNgram(train, io);
}

function addTrainNetwork(train: Command, architecture: Architecture, io: Io): void {
  train
    .command(architecture)
    .description(`train the ${architecture} network of the experiment`)
    .requiredOption('--data <file>', 'labelled messages, TSV or CSV')
    .addOption(
      new Option('--split <file>', 'JSON with row numbers, "train" and "test"').conflicts('undersample'),
    )
    .option('--seed <n>', 'decides the split, the first weights and every draw', parseSeed, 1)
    .option('--epochs <n>', 'at most so many epochs', parseEpochs, DEFAULT_EPOCHS)
    .option('--mask', 'skip the padding, as mask_zero of Keras (not for dense)', false)
    .option('--undersample', 'take as much ham as there is spam', false)
    .requiredOption('--out <dir>', 'folder of the bundle; an older bundle there is replaced')
    .option('--name <name>', 'name of the model (default: the architecture)', parseModelName)
    .option('--model-version <version>', 'version of the model', parseModelVersion, '1.0.0')
    .option('--source <text>', 'name of the data in the manifest (default: the name of the file)')
    .option('--licence <text>', 'licence of the data, for the manifest')
    .action(async (options: TrainOptions) => {
      const { train: trainNetwork } = await import('./train.js');
      await trainNetwork(architecture, options, io);
    });
}

function addTrainNgram(train: Command, io: Io): void {
  train
    .command('ngram')
    .description('train the linear model over n-grams, the kind of the default model')
    .requiredOption('--corpus <files...>', 'labelled messages; a file counts as one source')
    .option(
      '--chat <files...>',
      'messages of chats, never learnt from: thresholds are taken from their ham',
      [],
    )
    .option('--validation <files...>', 'more messages that are never learnt from, for the card', [])
    .option(
      '--behaviours <file>',
      'messages with the column behaviour, never learnt from: counted one by one, for the card',
    )
    .option('--licences <file>', 'JSON with the licence of each corpus by name, for the card')
    .option('--seed <n>', 'decides every draw', parseSeed, 1)
    .requiredOption('--out <dir>', 'folder of the bundle; an older bundle there is replaced')
    .option('--name <name>', 'name of the model', parseModelName, 'default')
    .option('--model-version <version>', 'version of the model', parseModelVersion, '1.0.0')
    .action(async (options: TrainNgramOptions) => {
      const { trainNgramModel } = await import('./train-ngram.js');
      await trainNgramModel(options, io);
    });
}

function addCompare(program: Command, io: Io): void {
  program
    .command('compare')
    .description(
      'train and compare the networks, and write a report; the same command goes on where it stopped',
    )
    .requiredOption('--data <file>', 'labelled messages, TSV or CSV')
    .option('--split <file>', 'JSON with row numbers, "train" and "test"')
    .option('--arch <list>', 'networks, with commas between them', parseArchitectures, ARCHITECTURES)
    .option('--runs <n>', 'runs of each network, with one seed after the other', parseEpochs, 1)
    .option('--seed <n>', 'the first seed; decides the split, too', parseSeed, 1)
    .option('--epochs <n>', 'at most so many epochs', parseEpochs, DEFAULT_EPOCHS)
    .option('--mask', 'train each recurrent network with mask_zero of Keras, too', false)
    .addOption(
      new Option('--balance <method>', 'how the classes are evened out for training')
        .choices(BALANCES)
        .default('undersample'),
    )
    .option('--holdout', 'keep the validation part away from early stopping, too', false)
    .option('--folds <k>', 'cross-validate on the whole data, too, in so many parts', parseFolds)
    .option('--messages <file>', 'more messages to score, one a line')
    .option('--source <text>', 'name of the data in the report (default: the name of the file)')
    .option('--licence <text>', 'licence of the data')
    .requiredOption('--out <dir>', 'folder of the report, the plots, the results and the bundles')
    .action(async (options: CompareOptions) => {
      const { compare } = await import('./compare.js');
      await compare(options, io, `hamgate ${readVersion()}`);
    });
}

function addReport(program: Command, io: Io): void {
  program
    .command('report')
    .description('write the report of a comparison once more, without training')
    .argument('<dir>', 'folder of the comparison')
    .action(async (dir: string) => {
      const { report } = await import('./compare.js');
      await report(dir, io);
    });
}

const DEFAULT_EPOCHS = 30;

const MODEL_OPTION = [
  '--model <dir>',
  'folder of the bundle (default: MODEL_DIR, else model/default)',
] as const;

function addClassify(program: Command, io: Io): void {
  program
    .command('classify')
    .description('score texts, or the lines of standard input, at the threshold for the API')
    .argument('[text...]', 'the texts')
    .option('--json', 'one JSON object a line')
    .option('--why', 'with the words that mattered, in log odds')
    .option(...MODEL_OPTION)
    .action(async (texts: string[], options: ClassifyOptions) => {
      const { classify } = await import('./classify.js');
      await classify(texts, options, io);
    });
}

function addEvaluate(program: Command, io: Io): void {
  const channel = new Option('--channel <channel>', 'use its threshold (default: that for the API)');
  const threshold = new Option('--threshold <x>', 'use this threshold').argParser(parseThreshold);
  program
    .command('evaluate')
    .description('measure a model on labelled messages')
    .requiredOption('--data <file>', 'labelled messages, TSV or CSV')
    .option('--split <file>', 'measure on its "test" rows only')
    .option(...MODEL_OPTION)
    .addOption(channel.choices(['telegram', 'sms']).conflicts('threshold'))
    .addOption(threshold)
    .option('--by <column>', 'measure each value of this column of the data by itself, too, worst first')
    .option('--json', 'one JSON object')
    .option('--scores <file>', 'write label, score and text of each row, as TSV')
    .action(async (options: EvaluateOptions) => {
      const { evaluate } = await import('./evaluate.js');
      await evaluate(options, io);
    });
}

/** The package's own version; the file stands two folders up both in `src` and in `dist`. */
function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
