import type { Logger } from 'pino';
import { createModelFollower, type ModelFollower } from '../app/follow-models.js';
import { describeBundle } from '../classifier/describe-bundle.js';
import { thresholdsOf } from '../classifier/manifest.js';
import { openScorerFrom } from '../classifier/open-scorer.js';
import type { OpenedScorer } from '../classifier/opened-scorer.js';
import { type FilesByName, readBundleFiles } from '../classifier/read-bundle.js';
import type { Config } from '../config/config.js';
import type { LiveModel } from '../domain/live-model.js';
import type { Channel } from '../domain/message.js';
import type { ModelStore } from '../domain/model.js';
import type { Policy, Thresholds } from '../domain/policy.js';

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
  const opened = await openKeptModel(config, store, id);
  if (opened === null) throw new Error(`Cannot load the model "${id}": the store has no files of it`);
  return opened;
}

/** Null: it is not there, or its files are gone. Rejects when it cannot be loaded. */
export async function openKeptModel(
  config: Config,
  store: Pick<ModelStore, 'readModelFiles'>,
  id: string,
): Promise<OpenedModel | null> {
  const files = await store.readModelFiles(id);
  return files === null ? null : openedModel(config, await openScorerFrom(files, `${id} of the store`));
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
    // Whoever asks by the API does himself what the verdict says.
    mode: channel === 'api' ? 'quarantine' : defaultMode[channel],
    thresholds: thresholdsFor(config, manifest, channel),
    trust: { messages: 5, days: 1 },
    adminChat: channel === 'telegram' ? (telegram?.adminChat ?? null) : null,
    language: 'en',
    isQuiet: false,
    reportsNeeded: 1,
  });
}
