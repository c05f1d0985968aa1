import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { retrain, type RetrainOutcome } from '../app/retrain.js';
import { describeBundle } from '../classifier/describe-bundle.js';
import { fingerprint, nearFingerprint } from '../classifier/fingerprint.js';
import { nearText } from '../classifier/near/near-text.js';
import type { Tools } from '../compose/tools.js';
import { thresholdsFor } from '../compose/models.js';
import { dataDir } from '../config/kept-secret.js';
import type { Config } from '../config/config.js';
import type { Learn, RetrainingTrigger } from '../domain/retraining.js';
import { readAcceptance } from '../learning/acceptance.js';
import { learn } from '../learning/learn.js';
import type { LearnTools } from '../learning/learn-task.js';
import { groupNearTexts } from '../learning/near-groups.js';
import type { LearningReport } from '../learning/report/learning-report.js';
import { reportsDir } from '../report-pages.js';
import { renderPage } from '../learning/report/render-page.js';
import { parseReport, renderText } from '../learning/report/render-text.js';
import { type LabelledText, readLabelledFile } from '../training/labelled-data.js';
import type { Io } from './io.js';
import { readTexts } from './report-texts.js';
import { withTools } from './with-tools.js';

export interface RetrainOptions {
  readonly data: readonly string[];
  readonly report?: string;
  readonly json?: boolean;
  readonly trigger: RetrainingTrigger;
}

const SEED = 1;

/** `hamgate retrain`: one run, in this process. */
export async function retrainModel(options: RetrainOptions, io: Io): Promise<void> {
  const corpus = (await Promise.all(options.data.map(readLabelledFile))).flatMap(({ rows }) => rows);
  await withTools(io.env, async (tools, config) => {
    const startMs = performance.now();
    const seconds = (): string => `${((performance.now() - startMs) / 1000).toFixed(0)} s`.padStart(6);
    const outcome = await retrain(
      {
        store: tools.store,
        learn: learnWith(corpus, { config, stopSignal: io.stopSignal }),
        promotion: config.retraining.promotion,
        base: tools.base,
        describe: (files) => describeBundle(files, 'the candidate'),
        events: tools.events,
        tasksForCandidate: tools.tasksForCandidate,
        clock: { now: () => new Date() },
        holder: `${hostname()}:${process.pid}`,
        hasEnded,
        onStep: (what) => void io.stderr.write(`${seconds()}  ${what}\n`),
      },
      options.trigger,
    );
    await tell(outcome, { options, tools, config, io });
  });
}

function learnWith(
  corpus: readonly LabelledText[],
  { config, stopSignal }: { readonly config: Config; readonly stopSignal: AbortSignal | undefined },
): Learn {
  return async (request) => {
    const tools: LearnTools = {
      fingerprint,
      nearFingerprint,
      groupTexts: (texts) => groupNearTexts(texts, nearText),
      thresholdOf: (manifest, channel) => thresholdsFor(config, manifest, channel).spam,
      nowMs: () => performance.now(),
      cpuMs,
      onStep: async (what) => {
        await request.onStep(what);
        if (stopSignal?.aborted === true) throw new Error('stopped before it was done; nothing was kept');
      },
    };
    const { falsePositiveBudget } = config.retraining;
    const acceptance = await readAcceptance();
    return learn({ ...request, corpus, acceptance, falsePositiveBudget, seed: SEED }, tools);
  };
}

/** All that the process has computed: the split between user and system is a guess of the kernel's. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Only of a process on this machine it can be known; a lease of another one runs out. */
function hasEnded(holder: string): boolean {
  const [, host, pid] = /^(.*):(\d+)$/.exec(holder) ?? [];
  if (host !== hostname() || pid === undefined || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

interface Told {
  readonly options: RetrainOptions;
  readonly tools: Tools;
  readonly config: Config;
  readonly io: Io;
}

/** Throws for a run that came to nothing. */
async function tell(outcome: RetrainOutcome, { options, tools, config, io }: Told): Promise<void> {
  switch (outcome.kind) {
    case 'busy':
      throw new Error(`Cannot retrain: ${outcome.holder} is at it, until ${outcome.until} at the latest`);
    case 'overtaken':
      throw new Error('Cannot keep the candidate: it took so long that another process took over');
    case 'done':
      break;
  }
  const { outcome: result, isPromoted } = outcome;
  if (result.kind !== 'candidate') throw new Error(`Cannot retrain: ${result.reasons.join('; ')}`);
  const report = parseReport(await tools.store.readModelReport(result.model));
  const files = await writeReport(options.report ?? reportsDir(dataDir(config.databaseUrl)), report, tools);
  io.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : renderText(report));
  if (options.json !== true)
    io.stdout.write(`${files.join(' and ')}\n${nextSentence(result.model, { isPromoted, report })}\n`);
}

function nextSentence(
  model: string,
  { isPromoted, report }: { readonly isPromoted: boolean; readonly report: LearningReport },
): string {
  if (isPromoted) return `${model} is used from now on; hamgate models rollback goes back`;
  if (!report.decision.isPromotable) return `${report.current} stays; hamgate models show ${model} tells why`;
  return `${report.current} stays until you say: hamgate models promote ${model}`;
}

/** The page shows people's words: what is erased in the store is not in it when it is written again. */
async function writeReport(
  dir: string,
  report: LearningReport,
  { store }: Tools,
): Promise<readonly [string, string]> {
  await mkdir(dir, { recursive: true });
  const path = (ending: string): string => join(dir, `${report.candidate}.${ending}`);
  await writeFile(path('json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path('html'), renderPage(report, await readTexts(store, report)));
  return [path('html'), path('json')];
}
