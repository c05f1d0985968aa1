import { type Command, Option } from 'commander';
import type { Io } from './io.js';
import { parseCount, parseSince } from './option-values.js';
import type { RetrainOptions } from './retrain.js';
import type { ReplayOptions } from './replay.js';

/** Learning from corrections: `retrain`, `models`, `replay`. */
export function addLearning(program: Command, io: Io): void {
  addRetrain(program, io);
  addModels(program, io);
  program
    .command('replay')
    .description('which past verdicts a model would change: known ham first')
    .requiredOption('--model <version>', 'a model of hamgate models list')
    .option('--since <time>', 'how far back: 14d, 12h, or a date', parseSince, '14d')
    .option('--limit <n>', 'list at most so many', parseCount, 50)
    .option('--json', 'one JSON object')
    .action(async (options: ReplayOptions) => {
      const { replayMessages } = await import('./replay.js');
      await replayMessages(options, io);
    });
}

function addRetrain(program: Command, io: Io): void {
  program
    .command('retrain')
    .description(
      'make a candidate of the corrections, measure it beside the current model, and say whether it is better',
    )
    .option('--data <files...>', 'labelled messages that are learnt as they are', [])
    .option('--report <dir>', 'folder of the report (default: reports/ beside the store)')
    .option('--json', 'the report as one JSON object')
    .addOption(
      new Option('--trigger <why>', 'why it runs')
        .choices(['hand', 'schedule', 'corrections'])
        .default('hand')
        .hideHelp(),
    )
    .action(async (options: RetrainOptions) => {
      const { retrainModel } = await import('./retrain.js');
      await retrainModel(options, io);
    });
}

function addModels(program: Command, io: Io): void {
  const models = program.command('models').description('the models of the store, and what each is used for');
  models
    .command('list', { isDefault: true })
    .description('every model with its lineage and numbers; * is the current one')
    .option('--json', 'one JSON object')
    .action(async (options: { readonly json?: boolean }) => {
      const { listModels } = await import('./models.js');
      await listModels(options, io);
    });
  models
    .command('show')
    .description('what the gate found when a model was made')
    .argument('<version>', 'default@1.0.1 for instance')
    .option('--json', 'the report as one JSON object')
    .option('--html <file>', 'write the report as a page')
    .action(async (id: string, options: { readonly json?: boolean; readonly html?: string }) => {
      const { showModel } = await import('./models.js');
      await showModel(id, options, io);
    });
  models
    .command('promote')
    .description('use a model from now on, in every process that shares the store')
    .argument('<version>')
    .option('--force', 'even if the gate refused it', false)
    .action(async (id: string, { force }: { readonly force: boolean }) => {
      const { promoteModel } = await import('./models.js');
      await promoteModel(id, force, io);
    });
  models
    .command('rollback')
    .description('go back to the model that was current before')
    .action(async () => {
      const { rollBackModel } = await import('./models.js');
      await rollBackModel(io);
    });
  addShadow(models, io);
  models
    .command('export')
    .description('write the bundle of a model into a folder, for --model of other commands')
    .argument('<version>')
    .argument('<dir>')
    .action(async (id: string, dir: string) => {
      const { exportModel } = await import('./models.js');
      await exportModel(id, dir, io);
    });
}

function addShadow(models: Command, io: Io): void {
  models
    .command('shadow')
    .description(
      'let a model score live messages beside the current one; without a version: what they disagree about',
    )
    .argument('[version]')
    .option('--off', 'no shadow any more', false)
    .option('--limit <n>', 'list at most so many disagreements', parseCount, 20)
    .action(async (id: string | undefined, options: { readonly off: boolean; readonly limit: number }) => {
      const { shadowModel } = await import('./models.js');
      await shadowModel(id, options, io);
    });
}
