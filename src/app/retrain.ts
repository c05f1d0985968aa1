import type { Clock } from '../domain/clock.js';
import type { Events } from '../domain/events.js';
import type { ModelDecision, ModelFiles, ModelRecord, ModelStore, NewModel } from '../domain/model.js';
import type {
  Learn,
  LearnResult,
  Lease,
  Promotion,
  RetrainingOutcome,
  RetrainingResult,
  RetrainingStore,
  RetrainingTrigger,
} from '../domain/retraining.js';
import type { NewTask } from '../domain/task.js';

export interface RetrainDependencies {
  readonly store: RetrainingStore & ModelStore;
  readonly learn: Learn;
  readonly promotion: Promotion;
  /** The id of the model of the settings. */
  readonly base: string;
  /** What is kept of a bundle beside its files. */
  readonly describe: (files: ModelFiles) => Pick<NewModel, 'id' | 'architecture' | 'digest' | 'bytes'>;
  readonly events: Events;
  /** Who hears of a candidate. */
  readonly tasksForCandidate: (id: string, decision: ModelDecision) => readonly NewTask[];
  readonly clock: Clock;
  /** One word for this process, like no other's. */
  readonly holder: string;
  /** True when the process with this word has ended for certain. */
  readonly hasEnded: (holder: string) => boolean;
  readonly onStep: (what: string) => void;
}

export type RetrainOutcome =
  | { readonly kind: 'done'; readonly outcome: RetrainingOutcome; readonly isPromoted: boolean }
  /** Another process is at it. */
  | { readonly kind: 'busy'; readonly holder: string; readonly until: string }
  /** It took so long that another process took over; nothing was kept. */
  | { readonly kind: 'overtaken' };

const JOB = 'retrain';
/** Longer than any step without an end in sight; a process that died stops others for so long at the most. */
const LEASE_MS = 10 * 60_000;
/** Half of them hold the candidate to what it was, on the other half drift is measured. */
const TRAFFIC = 4_000;
const KEPT_CANDIDATES = 10;

/**
 * One run: reads what people said, makes a candidate, measures it, and keeps run, candidate and report in one transaction.
 * One process at a time. Rejects when the learning fails; that, too, is kept as a run.
 */
export async function retrain(
  dependencies: RetrainDependencies,
  trigger: RetrainingTrigger,
): Promise<RetrainOutcome> {
  const lease: Lease = { job: JOB, holder: dependencies.holder };
  const busy = await takeLease(dependencies, lease);
  if (busy !== null) return busy;
  try {
    return await run(dependencies, lease, trigger);
  } finally {
    await dependencies.store.releaseLease(lease);
  }
}

async function takeLease(
  dependencies: RetrainDependencies,
  lease: Lease,
): Promise<Extract<RetrainOutcome, { kind: 'busy' }> | null> {
  const { store, hasEnded } = dependencies;
  if (await renew(dependencies, lease)) return null;
  const other = await store.readLease(lease.job);
  if (other !== null && !hasEnded(other.holder)) return { kind: 'busy', ...other };
  if (other !== null) await store.releaseLease({ job: lease.job, holder: other.holder });
  if (await renew(dependencies, lease)) return null;
  return { kind: 'busy', holder: 'another process', until: '' };
}

async function renew({ store, clock }: RetrainDependencies, lease: Lease): Promise<boolean> {
  const now = clock.now();
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  return store.takeLease(lease, { now: now.toISOString(), until });
}

async function run(
  dependencies: RetrainDependencies,
  lease: Lease,
  trigger: RetrainingTrigger,
): Promise<RetrainOutcome> {
  const { store, clock } = dependencies;
  const startedAt = clock.now().toISOString();
  const { last } = await store.countCorrectionsAfter(0);
  const keep = async (result: Omit<RetrainingResult, 'retraining'>, outcome: RetrainingOutcome) => {
    const retraining = { trigger, startedAt, endedAt: clock.now().toISOString(), sawThrough: last, outcome };
    return store.saveRetraining({ ...result, retraining }, lease);
  };
  try {
    const learnt = await learn(dependencies, lease);
    if (learnt.result.kind === 'missing') {
      const outcome = { kind: 'missing', reasons: learnt.result.reasons } as const;
      const isKept = await keep(NOTHING, outcome);
      return isKept ? { kind: 'done', outcome, isPromoted: false } : { kind: 'overtaken' };
    }
    const made = consequencesOf(dependencies, { ...learnt, startedAt }, learnt.result);
    const { decision } = learnt.result;
    const outcome = { kind: 'candidate', model: made.candidate.id, decision } as const;
    if (!(await keep(made, outcome))) return { kind: 'overtaken' };
    await store.pruneModels(KEPT_CANDIDATES);
    return { kind: 'done', outcome, isPromoted: made.isPromoted };
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    // Should the store itself be the fault, it cannot be kept, and the first fault is the one to be told.
    await keep(NOTHING, { kind: 'failed', reasons: [reason] }).catch(() => false);
    throw fault;
  }
}

const NOTHING = { candidate: null, isPromoted: false, tasks: [] } as const;

interface LearntRun {
  readonly result: LearnResult;
  readonly start: string;
  readonly current: string;
  readonly sawThrough: number;
}

async function learn(dependencies: RetrainDependencies, lease: Lease): Promise<LearntRun> {
  const { store, base, onStep } = dependencies;
  const id = (await store.readModelPlaces()).current ?? base;
  const record = await recordOf(store, id);
  const start = await startOf(store, record);
  const given = await givenOf(store, record);
  const corrections = await store.readLessons();
  const result = await dependencies.learn({
    start: { id: start, files: await filesOf(store, start) },
    current: { id, files: await filesOf(store, id), learntThrough: record.learntThrough },
    given: { id: given, files: await filesOf(store, given) },
    corrections,
    traffic: await store.readRecentTexts(TRAFFIC),
    version: nextVersion(start, await store.listModels()),
    onStep: async (what) => {
      onStep(what);
      await renew(dependencies, lease);
    },
  });
  return { result, start, current: id, sawThrough: corrections.at(-1)?.seq ?? 0 };
}

/**
 * The current model, or the nearest one before it that has learnt nothing which was withdrawn since: what is taken back is
 * taken out of the model as well, with the next run.
 */
async function startOf(store: RetrainDependencies['store'], current: ModelRecord): Promise<string> {
  for (let record = current; ;) {
    const isClean = record.parent === null || !(await store.hasWithdrawnLessons(record));
    if (isClean || record.parent === null) return record.id;
    record = await recordOf(store, record.parent);
  }
}

async function givenOf(store: RetrainDependencies['store'], { id, parent }: ModelRecord): Promise<string> {
  return parent === null ? id : givenOf(store, await recordOf(store, parent));
}

async function recordOf(store: ModelStore, id: string): Promise<ModelRecord> {
  const record = await store.findModel(id);
  if (record === null) throw new Error(`Cannot retrain: the store does not know the model "${id}"`);
  return record;
}

async function filesOf(store: ModelStore, id: string): Promise<ModelFiles> {
  const files = await store.readModelFiles(id);
  if (files === null) throw new Error(`Cannot retrain: the files of the model "${id}" are gone`);
  return files;
}

/** The one after the highest patch of all models with this name and these first two numbers. */
export function nextVersion(start: string, models: readonly Pick<ModelRecord, 'id'>[]): string {
  const [, name = '', major = '0', minor = '0'] = /^(.+)@(\d+)\.(\d+)\.\d+$/.exec(start) ?? [];
  const prefix = `${name}@${major}.${minor}.`;
  const patches = [start, ...models.map(({ id }) => id)]
    .filter((id) => id.startsWith(prefix))
    .map((id) => Number(id.slice(prefix.length)));
  return `${major}.${minor}.${Math.max(0, ...patches) + 1}`;
}

function consequencesOf(
  { describe, promotion, tasksForCandidate, events, clock }: RetrainDependencies,
  { start, current, sawThrough, startedAt }: LearntRun & { readonly startedAt: string },
  { files, decision, report }: Extract<LearnResult, { kind: 'candidate' }>,
) {
  const about = describe(files);
  const candidate: NewModel = {
    ...about,
    origin: 'learnt',
    parent: start,
    measuredAgainst: current,
    learntThrough: sawThrough,
    decision,
    // What is withdrawn while it learns, it has learnt all the same.
    createdAt: startedAt,
    files,
    report,
  };
  // What a person should look at is not decided without one.
  const isPromoted = promotion === 'auto' && decision.isPromotable && decision.alarms.length === 0;
  const isTold = promotion !== 'never' && !isPromoted && decision.isPromotable;
  const at = clock.now().toISOString();
  const event = { place: 'current', model: about.id, kind: 'promote', author: 'retrain', at } as const;
  const told = isPromoted ? events.ofModel(event, current) : [];
  return { candidate, isPromoted, tasks: isTold ? tasksForCandidate(about.id, decision) : told };
}
