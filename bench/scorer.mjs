// Messages a second and time per message of each network with each of its scorers, by length of the message; the share
// of each stage; and what it takes to open a model in a fresh process. All in one run, from the built program:
//   npm run build && node bench/scorer.mjs [--dist DIR] [--ms 500]
import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { textsOf } from './texts.mjs';

const HERE = fileURLToPath(import.meta.url);
const { values: options } = parseArgs({
  options: {
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    /** How long each row is measured, after a warm-up of half of it. */
    ms: { type: 'string', default: '500' },
    /** For the fresh process: the model to open, and the function of open-scorer.js that opens it. */
    open: { type: 'string' },
    with: { type: 'string', default: 'openScorer' },
  },
});
const MEASURED_MS = Number(options.ms);

const LENGTHS = [20, 160, 1_000, 4_096];
const TEXTS_PER_LENGTH = 50;
/** Fewer would make no p99. */
const LEAST_SAMPLES = 100;
const BATCH = 64;
const OPENINGS = 5;

const built = (file) => import(pathToFileURL(`${options.dist}/classifier/${file}`).href);
const modelDir = (name) => fileURLToPath(new URL(`../model/${name}`, import.meta.url));
const print = (line) => process.stdout.write(`${line}\n`);

/** A Keras network: its stages before the network are functions of one text. */
async function kerasNetwork(name) {
  const { openScorer, openReferenceScorer } = await built('open-scorer.js');
  const { readBundle } = await built('read-bundle.js');
  const { createTokenizer } = await built('keras-tokenizer.js');
  const { manifest, tokenizer } = await readBundle(modelDir(name));
  const { encodeInto } = createTokenizer(tokenizer);
  const ids = new Int32Array(manifest.sequence.length);
  return {
    name,
    scorers: { native: await openScorer(modelDir(name)), tfjs: await openReferenceScorer(modelDir(name)) },
    stages: { tokenising: (text) => encodeInto(text, ids) },
  };
}

/** The linear model over n-grams: what is left beside its stages are the look-ups. */
async function ngramModel(name) {
  const { openScorer } = await built('open-scorer.js');
  const { scanText } = await built('ngram/normalise.js');
  const { Scan } = await built('ngram/scan.js');
  const { createFeatureExtractor } = await built('ngram/feature-extractor.js');
  const scan = new Scan();
  const extractor = createFeatureExtractor();
  return {
    name,
    scorers: { native: await openScorer(modelDir(name)) },
    stages: {
      normalising: (text) => scanText(scan, text),
      'n-grams': (text) => extractor.extract(text),
    },
    /** Each stage does the one before it, too. */
    areNested: true,
  };
}

/** Add a model here: `scorers` by name, the first of which is compared with the second; `stages` before its network. */
const MODELS = [
  () => ngramModel('default'),
  () => kerasNetwork('dense'),
  () => kerasNetwork('lstm'),
  () => kerasNetwork('bilstm'),
  () => kerasNetwork('gru'),
];
const COLD = [
  ['default', 'openScorer'],
  ...['dense', 'lstm', 'bilstm', 'gru'].flatMap((name) => [
    [name, 'openScorer'],
    [name, 'openReferenceScorer'],
  ]),
];

/** Milliseconds of each call, in turn over the texts. */
function timesOf(work, texts) {
  for (const end = performance.now() + MEASURED_MS / 2; performance.now() < end;)
    for (const t of texts) work(t);
  const times = [];
  const begin = performance.now();
  for (let i = 0; i < LEAST_SAMPLES || performance.now() - begin < MEASURED_MS; i++) {
    const start = performance.now();
    work(texts[i % texts.length]);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

const mean = (times) => times.reduce((sum, time) => sum + time, 0) / times.length;
const quantile = (times, share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
const micros = (ms) => (ms * 1_000).toFixed(ms < 0.1 ? 1 : 0);
const perSecond = (ms) => Math.round(1_000 / ms).toLocaleString('en');

function timeScorer(scorer, texts) {
  const times = timesOf((text) => scorer.score([text]), texts);
  const batch = Array.from({ length: BATCH }, (_, i) => texts[i % texts.length]);
  const batches = timesOf((all) => scorer.score(all), [batch]).slice(0, LEAST_SAMPLES);
  return {
    mean: mean(times),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    batch: mean(batches) / BATCH,
  };
}

function timeModel({ name, scorers, stages, areNested = false }, length) {
  const texts = textsOf(length, TEXTS_PER_LENGTH);
  const rows = Object.entries(scorers).map(([kind, scorer]) => ({ kind, ...timeScorer(scorer, texts) }));
  const [first, second] = rows;
  for (const row of rows) {
    const ratio = row === first && second !== undefined ? (second.p50 / first.p50).toFixed(1) : '';
    const cells = [name, length, row.kind, perSecond(row.mean), micros(row.p50), micros(row.p99)];
    print(`| ${[...cells, perSecond(row.batch), ratio].join(' | ')} |`);
  }
  return { name, length, shares: sharesOf({ stages, areNested }, first, texts) };
}

/** Each stage alone, as a share of the whole; the network is what is left. */
function sharesOf({ stages, areNested }, whole, texts) {
  let before = 0;
  const shares = Object.entries(stages).map(([stage, work]) => {
    const share = quantile(timesOf(work, texts), 0.5) / whole.p50;
    const own = Math.max(0, share - (areNested ? before : 0));
    before = share;
    return [stage, own];
  });
  const rest = Math.max(0, 1 - shares.reduce((sum, [, share]) => sum + share, 0));
  return [...shares, ['network', rest]];
}

/** In a process of its own: imports, opening and the first score, in milliseconds, and the resident memory in MB. */
async function openOnce(dir, how) {
  const start = performance.now();
  const { [how]: open } = await built('open-scorer.js');
  const imported = performance.now();
  const scorer = await open(dir);
  const opened = performance.now();
  scorer.score(['Are you there?']);
  const result = { imports: imported - start, opening: opened - imported, first: performance.now() - opened };
  print(JSON.stringify({ ...result, memory: process.memoryUsage.rss() / 2 ** 20 }));
}

async function openCold([name, how]) {
  const runs = [];
  for (let i = 0; i < OPENINGS; i++) {
    const args = [HERE, '--dist', options.dist, '--open', modelDir(name), '--with', how];
    runs.push(JSON.parse((await promisify(execFile)(process.execPath, args)).stdout));
  }
  const median = (key) =>
    quantile(
      runs.map((run) => run[key]).sort((a, b) => a - b),
      0.5,
    ).toFixed(1);
  const kind = how === 'openScorer' ? 'native' : 'tfjs';
  print(`| ${[name, kind, ...['imports', 'opening', 'first', 'memory'].map(median)].join(' | ')} |`);
}

async function runAll() {
  print(`Node ${process.versions.node}, one message a call unless it says batch, times in microseconds\n`);
  print(
    `| model | characters | scorer | messages/s | p50 | p99 | messages/s in batches of ${BATCH} | times faster (p50) |`,
  );
  print('| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |');
  const measured = [];
  for (const open of MODELS) {
    const model = await open();
    for (const length of LENGTHS) measured.push(timeModel(model, length));
    for (const scorer of Object.values(model.scorers)) scorer.close();
  }
  print('\n| model | characters | share of each stage |\n| --- | ---: | --- |');
  for (const { name, length, shares } of measured) {
    const text = shares.map(([stage, share]) => `${stage} ${(100 * share).toFixed(0)} %`).join(', ');
    print(`| ${name} | ${length} | ${text} |`);
  }
  print(
    `\nIn a fresh process, median of ${OPENINGS}: milliseconds for imports, opening and the first score; MB resident\n`,
  );
  print(
    '| model | scorer | imports | opening | first score | memory |\n| --- | --- | ---: | ---: | ---: | ---: |',
  );
  for (const row of COLD) await openCold(row);
}

await (options.open === undefined ? runAll() : openOnce(options.open, options.with));
