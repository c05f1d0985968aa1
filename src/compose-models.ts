import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createModelFollower, type ModelFollower } from './app/follow-models.js';
import { runPeriodically } from './app/run-periodically.js';
import { createRetrainingSchedule } from './app/schedule-retraining.js';
import { describeBundle } from './classifier/describe-bundle.js';
import { thresholdsOf } from './classifier/manifest.js';
import { openScorerFrom } from './classifier/open-scorer.js';
import type { OpenedScorer } from './classifier/opened-scorer.js';
import { type FilesByName, readBundleFiles } from './classifier/read-bundle.js';
import type { Config } from './config/config.js';
import type { Clock } from './domain/clock.js';
import type { LiveModel } from './domain/live-model.js';
import type { Channel } from './domain/message.js';
import type { ModelStore } from './domain/model.js';
import type { Policy, Thresholds } from './domain/policy.js';
import type { RetrainingStore, RetrainingTrigger } from './domain/retraining.js';

/** A model in use, with its explanations and its manifest. */
export interface OpenedModel extends LiveModel {
  readonly scorer: OpenedScorer;
}

/** The model of the settings, as it was read from its folder. */
export interface BaseModel {
  readonly files: FilesByName;
  readonly opened: OpenedModel;
}

export async function openBaseModel(config: Config, dir: string): Promise<BaseModel> {
  const files = await readBundleFiles(dir);
  return { files, opened: openedModel(config, await openScorerFrom(files, dir)) };
}

function openedModel(config: Config, scorer: OpenedScorer): OpenedModel {
  return { scorer, defaultPolicy: defaultPolicyOf(config, scorer), close: () => scorer.close() };
}

/** The models of this process, and the id of that of the settings. */
export interface Models extends ModelFollower<OpenedModel> {
  readonly base: string;
}

interface FollowOptions {
  readonly logger: Logger;
  /** A current model that cannot be loaded rejects; else the one of the settings stands in for it. */
  readonly isStrict: boolean;
}

/** The models that the store names. Rejects when the current one cannot be loaded: nobody has chosen another. */
export async function openModels(
  config: Config,
  { base, store }: { readonly base: BaseModel; readonly store: ModelStore },
  { logger, isStrict }: FollowOptions,
): Promise<Models> {
  await registerBase(base.files, store);
  let isStarting = true;
  const follower = createModelFollower({
    store,
    base: base.opened,
    open: (id) => openModel(config, store, id),
    onChange: (place, model) =>
      logger.info({ place, model: model?.scorer.model ?? null }, 'another model is in use'),
    onFault: (place, fault) => {
      if (isStarting && isStrict && place === 'current') throw fault;
      logger.error({ err: fault, place }, 'a model cannot be used; the one before stays');
    },
  });
  await follower.refresh();
  isStarting = false;
  return { ...follower, base: base.opened.scorer.model };
}

/** A model of the store. Rejects when it is not there, or cannot be loaded. */
export async function openModel(
  config: Config,
  store: Pick<ModelStore, 'readModelFiles'>,
  id: string,
): Promise<OpenedModel> {
  const files = await store.readModelFiles(id);
  if (files === null) throw new Error(`Cannot load the model "${id}": the store has no files of it`);
  return openedModel(config, await openScorerFrom(files, `${id} of the store`));
}

/** Every process that shares the store can go back to it, and retraining starts from it. */
async function registerBase(files: FilesByName, store: ModelStore): Promise<void> {
  const about = describeBundle(files, 'the settings');
  const isNew = await store.addModel({
    ...about,
    origin: 'given',
    parent: null,
    measuredAgainst: null,
    learntThrough: 0,
    decision: null,
    createdAt: new Date().toISOString(),
    files,
    report: null,
  });
  const known = isNew ? null : await store.findModel(about.id);
  if (known !== null && known.digest !== about.digest)
    throw new Error(
      `Cannot use the model of the settings: the store has another model named "${about.id}"; give yours another version (hamgate train … --model-version)`,
    );
}

/** The threshold of the settings beats the one that a model recommends. */
export function thresholdsFor(
  { spamThreshold }: Pick<Config, 'spamThreshold'>,
  manifest: OpenedScorer['manifest'],
  channel: Channel,
): Thresholds {
  const recommended = thresholdsOf(manifest, channel);
  if (spamThreshold === null) return recommended;
  return { ...recommended, spam: spamThreshold, trusted: Math.max(spamThreshold, recommended.trusted) };
}

function defaultPolicyOf(config: Config, { manifest }: OpenedScorer) {
  const { defaultMode, telegram } = config;
  return (channel: Channel): Policy => ({
    mode: channel === 'telegram' ? defaultMode.telegram : defaultMode.sms,
    thresholds: thresholdsFor(config, manifest, channel),
    trust: { messages: 5, days: 1 },
    adminChat: channel === 'telegram' ? (telegram?.adminChat ?? null) : null,
    language: 'en',
    isQuiet: false,
    reportsNeeded: 1,
  });
}

const LOOK_MS = 60_000;
/** Behind everything that serves messages. */
const LOWEST_PRIORITY = 19;
const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

interface RetrainingParts {
  readonly store: RetrainingStore;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}

/** Starts `hamgate retrain` in a process of its own whenever it is due. Stopping ends it; nothing is left half-done. */
export function startRetraining(
  { nextTime, after }: Config['retraining'],
  { store, clock, sleep, logger }: RetrainingParts,
): () => Promise<void> {
  if (nextTime === null && after === null) return async () => undefined;
  const children = new Set<ChildProcess>();
  const start = (trigger: RetrainingTrigger): Promise<boolean> =>
    new Promise((resolve) => {
      logger.info({ trigger }, 'retraining begins');
      const child = spawn(process.execPath, [MAIN, 'retrain', '--trigger', trigger], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => void said.push(chunk.toString()));
      child.once('spawn', () => setPriority(child.pid ?? 0, LOWEST_PRIORITY));
      child.once('error', (fault) => logger.error({ err: fault }, 'retraining cannot begin'));
      child.once('close', (code) => {
        children.delete(child);
        logger.info({ trigger, code, said: said.join('').slice(-2000) }, 'retraining has ended');
        resolve(code === 0);
      });
    });
  const stop = runPeriodically({
    everyMs: LOOK_MS,
    work: createRetrainingSchedule({ store, clock, nextTime, after, start }),
    sleep,
    onFault: (fault) => logger.error({ err: fault }, 'Cannot ask whether a retraining is due'),
  });
  return async () => {
    for (const child of children) child.kill('SIGKILL');
    await stop();
  };
}
