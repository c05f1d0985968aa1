import { type Command, Option } from 'commander';
import { LABELS } from '../../domain/correction.js';
import type { Io } from '../io.js';
import { parseConversation, parseCount } from '../option-values.js';
import type { ImportOptions } from './import-corrections.js';
import type { ListOptions } from './list-corrections.js';

/** `hamgate corrections`: what people said, in and out. The gate may be running. */
export function addCorrections(program: Command, io: Io): void {
  const corrections = program
    .command('corrections')
    .description('what people said of texts: list, export, import, withdraw, contradictions');
  addList(corrections, io);
  addExport(corrections, io);
  addImport(corrections, io);
  corrections
    .command('withdraw')
    .description('take corrections back; they stay on record')
    .argument('<id...>', 'ids from the list')
    .action(async (ids: readonly string[]) => {
      const { withdrawCorrections } = await import('./withdraw-corrections.js');
      await withdrawCorrections(ids, io);
    });
  corrections
    .command('contradictions')
    .description('texts that administrators have called both spam and ham, and which label is in force where')
    .action(async () => {
      const { listContradictions } = await import('./list-contradictions.js');
      await listContradictions(io);
    });
}

function addList(corrections: Command, io: Io): void {
  corrections
    .command('list', { isDefault: true })
    .description('the last ones, newest first')
    .option('--limit <n>', 'at most so many', parseCount, 50)
    .option('--author <name>', 'of this author only')
    .addOption(new Option('--label <label>', 'with this label only').choices(LABELS))
    .action(async (options: ListOptions) => {
      const { listCorrections } = await import('./list-corrections.js');
      await listCorrections(options, io);
    });
}

function addExport(corrections: Command, io: Io): void {
  corrections
    .command('export')
    .description('labels of administrators that stand, as TSV on standard output, oldest first')
    .option('--all', 'with what was withdrawn, and with appeals and reports of members', false)
    .action(async (options: { readonly all: boolean }) => {
      const { exportCorrections } = await import('./export-corrections.js');
      await exportCorrections(options, io);
    });
}

function addImport(corrections: Command, io: Io): void {
  corrections
    .command('import')
    .description(
      'add corrections from a file: TSV or CSV with the columns label and text, what "export" writes, or one text a line, as spam-samples.txt and ham-samples.txt of tg-spam; doing it twice changes nothing',
    )
    .argument('<file>', 'the file')
    .addOption(
      new Option(
        '--label <label>',
        'for one text a line (default: spam or ham, whichever the name of the file says)',
      ).choices(LABELS),
    )
    .option('--author <name>', 'who says so, where the file does not tell', 'import')
    .option(
      '--conversation <channel:id>',
      'where they take effect at once, where the file does not tell (default: in none; they are learnt from)',
      parseConversation,
    )
    .action(async (file: string, options: ImportOptions) => {
      const { importFile } = await import('./import-corrections.js');
      await importFile(file, options, io);
    });
}
