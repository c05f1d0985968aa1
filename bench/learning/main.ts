import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { parseCount, parseSeed, parseThreshold } from '../../src/cli/option-values.js';
import { runProgram } from '../../src/cli/run-program.js';
import { nearText } from '../../src/classifier/near/near-text.js';
import { readBundleFiles } from '../../src/classifier/read-bundle.js';
import { describeBundle } from '../../src/classifier/describe-bundle.js';
import { readAcceptance } from '../../src/learning/acceptance.js';
import { groupNearTexts } from '../../src/learning/near-groups.js';
import { type LabelledText, readLabelledFile } from '../../src/training/labelled-data.js';
import { createRandom, shuffled } from '../../src/training/random.js';
import { drawLives, type NamedLife } from './draw-lives.js';
import { type Data, live, type Point } from './stream.js';

interface Options {
  readonly model: string;
  readonly data: string;
  readonly chat: string;
  readonly out: string;
  readonly every: number;
  readonly corrections: number;
  readonly budget: number;
  readonly seed: number;
}

const program = new Command('learning')
  .description(
    'How a model learns a source that it has not seen from corrections of its mistakes: with and without the gate, and with false corrections.',
  )
  .requiredOption('--model <dir>', 'a model that was trained without the source')
  .requiredOption('--data <file>', 'the source: three fifths are the stream, the rest is held out')
  .requiredOption('--chat <file>', 'ham of other chats, never learnt from')
  .requiredOption('--out <dir>', 'folder of the plot and the numbers')
  .option('--every <n>', 'corrections between two retrainings', parseCount, 50)
  .option('--corrections <n>', 'ends after so many', parseCount, 500)
  .option('--budget <x>', 'what the false-positive rate may rise by', parseThreshold, 0.01)
  .option('--seed <n>', 'of the order and of who corrects', parseSeed, 1)
  .exitOverride()
  .action(run);

const LIVES = [
  { name: 'with the gate', isGated: true, falseShare: 0 },
  { name: 'without the gate', isGated: false, falseShare: 0 },
  { name: 'with the gate, 10 % false', isGated: true, falseShare: 0.1 },
  { name: 'without the gate, 10 % false', isGated: false, falseShare: 0.1 },
] as const;

async function run(options: Options): Promise<void> {
  const data = await readData(options);
  const results: NamedLife[] = [];
  for (const { name, isGated, falseShare } of LIVES) {
    process.stdout.write(`${name}\n`);
    const points = await live(
      data,
      {
        isGated,
        falseShare,
        every: options.every,
        mostCorrections: options.corrections,
        falsePositiveBudget: options.budget,
        seed: options.seed,
      },
      (point) => process.stdout.write(`${describe(point)}\n`),
    );
    results.push({ name, points });
  }
  await mkdir(options.out, { recursive: true });
  const source = basename(options.data).replace(/\.[^.]*$/, '');
  await writeFile(join(options.out, `${source}.json`), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(options.out, `${source}.svg`), await drawLives(source, results));
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`Wrote ${options.out}; at most ${peak} MB\n`);
}

/** No text of the stream is nearly the same as one held out. */
async function readData({ model, data, chat, seed }: Options): Promise<Data> {
  const { rows } = await readLabelledFile(data);
  const groups = groupNearTexts(
    rows.map(({ text }) => text),
    nearText,
  );
  const seen = new Set<number>();
  const distinct = rows.filter((_, i) => {
    const group = groups[i] ?? i;
    const isFirst = !seen.has(group);
    seen.add(group);
    return isFirst;
  });
  const order: readonly LabelledText[] = shuffled(distinct, createRandom(seed, 'split'));
  const cut = Math.floor(order.length * 0.6);
  const files = await readBundleFiles(model);
  return {
    model: { id: describeBundle(files, model).id, files },
    stream: order.slice(0, cut),
    heldOut: order.slice(cut),
    chat: (await readLabelledFile(chat)).rows,
    acceptance: await readAcceptance('model/acceptance.tsv'),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7);

function describe(point: Point): string {
  const { corrections, recall, falsePositiveRate, chatFalsePositiveRate, errorRate, seconds } = point;
  return [
    `${String(corrections).padStart(5)} corrections: recall ${percent(recall)}`,
    `ham called spam ${percent(falsePositiveRate)} here, ${percent(chatFalsePositiveRate)} in other chats`,
    `errors ${percent(errorRate)}, ${seconds} s, ${point.model}`,
    ...point.refusals.map((refusal) => `refused: ${refusal}`),
  ].join('; ');
}

process.exitCode = await runProgram(program, process.argv.slice(2), process);
