// Leaves whole sources out and prints how the model does on them: npm run loso -- --corpus FILE… --validation FILE…
import { Command } from 'commander';
import { attackFold } from '../dist/training/ngram/attack-fold.js';
import { readCorpus } from '../dist/training/ngram/corpus.js';
import { FOLDS, leaveOut, reportFold } from '../dist/training/ngram/leave-sources-out.js';
import { RECIPE } from '../dist/training/ngram/recipe.js';

const options = new Command('loso')
  .requiredOption('--corpus <files...>', 'labelled files, named after their sources')
  .requiredOption('--validation <files...>', 'labelled files that are never trained on')
  .option('--seed <n>', 'decides every draw', Number, 1)
  .option('--recipe <json>', 'settings in place of those of the recipe', JSON.parse, {})
  .option('--fold <name>', 'A or B only')
  .option('--attacks', 'how much of the spam left out is still found after each attack')
  .option('--quiet', 'the result only')
  .parse()
  .opts();

const rowsOf = async (files) =>
  (await Promise.all(files.map((file) => readCorpus(file)))).flatMap(({ rows }) => rows);
const rows = await rowsOf(options.corpus);
const validation = await rowsOf(options.validation);
const recipe = { ...RECIPE, ...options.recipe };
const percent = (share) => (share * 100).toFixed(1).padStart(6);

const print = (line) => process.stdout.write(`${line}\n`);
/** Recall of the spam left out at the fold's threshold, and what each attack takes off it. */
const attack = (fold, threshold) => {
  const results = attackFold(fold, { threshold, seed: options.seed });
  if (results === null) return;
  print(`  ${percent(results.contenders[0].recall)}  of ${results.spam} spam left out found; points lost to`);
  for (const { name, outcomes } of results.attacks)
    print(`    ${outcomes[0].lossPoints.toFixed(1).padStart(6)}  ${name}`);
};

const started = performance.now();
const means = [];
for (const name of Object.keys(FOLDS).filter((fold) => (options.fold ?? fold) === fold)) {
  const onStep = (what) => {
    if (!options.quiet) process.stderr.write(`fold ${name}: ${what}\n`);
  };
  const fold = leaveOut(name, { rows, validation, recipe, seed: options.seed, onStep });
  const report = reportFold(fold, options.seed);
  means.push(report.mean);
  print(`fold ${name}: mean ${report.mean.toFixed(3)}, threshold ${report.threshold.toFixed(3)}`);
  for (const [part, value] of Object.entries(report.parts)) print(`  ${percent(value)}  ${part}`);
  for (const [part, value] of Object.entries(report.beside)) print(`  ${percent(value)}  (${part})`);
  if (options.attacks) attack(fold, report.threshold);
}
const sel = means.reduce((sum, mean) => sum + mean, 0) / means.length;
print(`SEL ${sel.toFixed(3)} after ${((performance.now() - started) / 1000).toFixed(0)} s`);
