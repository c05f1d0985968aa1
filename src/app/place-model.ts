import type { Clock } from '../domain/clock.js';
import type { Events } from '../domain/events.js';
import type { ModelEvent, ModelStore } from '../domain/model.js';

export interface PlaceDependencies {
  readonly store: Pick<
    ModelStore,
    'findModel' | 'readModelFiles' | 'readModelPlaces' | 'addModelEvent' | 'listModelEvents'
  >;
  readonly events: Events;
  readonly clock: Clock;
  /** The id of the model of the settings. */
  readonly base: string;
  /** The place has changed; this process need not wait until it sees it. */
  readonly onPlaced: () => void;
}

export type PlaceOutcome =
  /** `before`: what stood there; null where nothing did. */
  | { readonly kind: 'placed'; readonly model: string | null; readonly before: string | null }
  | { readonly kind: 'unchanged'; readonly model: string | null }
  | { readonly kind: 'unknown-model' }
  /** Its files were pruned, as those of old candidates are. */
  | { readonly kind: 'pruned' }
  /** The gate before promotion said no. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'nothing-before' };

/** What people do with models. `author` is who asks. Every process that shares the store follows. */
export interface ModelPlacing {
  /** What decides in all processes, and who wanted it so; null: nobody, it is that of the settings. */
  readCurrent(): Promise<{ readonly model: string; readonly author: string | null }>;
  /** `isForced`: even if the gate refused it. */
  promote(id: string, by: { readonly author: string; readonly isForced: boolean }): Promise<PlaceOutcome>;
  /** Back to the model that was current before this one; done again, to the one before that. */
  rollBack(author: string): Promise<PlaceOutcome>;
  /** Null: no shadow any more. */
  cast(id: string | null, author: string): Promise<PlaceOutcome>;
}

export function createModelPlacing(dependencies: PlaceDependencies): ModelPlacing {
  const { store, base } = dependencies;
  return {
    readCurrent: async () => {
      const events = await store.listModelEvents(MOST_EVENTS);
      const last = events.find((event) => event.place === 'current');
      return { model: last?.model ?? base, author: last?.author ?? null };
    },
    promote: async (id, { author, isForced }) => {
      const problem = await problemOf(store, id, isForced);
      if (problem !== null) return problem;
      const before = (await store.readModelPlaces()).current ?? base;
      if (before === id) return { kind: 'unchanged', model: id };
      await place(dependencies, { place: 'current', model: id, kind: 'promote', author }, before);
      return { kind: 'placed', model: id, before };
    },
    rollBack: async (author) => {
      const [before, ...past] = historyOf(await store.listModelEvents(MOST_EVENTS)).reverse();
      const [target] = past;
      if (before === undefined || target === undefined) return { kind: 'nothing-before' };
      const [model, was] = [target ?? base, before ?? base];
      await place(dependencies, { place: 'current', model: target, kind: 'rollback', author }, was);
      return { kind: 'placed', model, before: was };
    },
    cast: async (id, author) => {
      const problem = id === null ? null : await problemOf(store, id, true);
      if (problem !== null) return problem;
      const before = (await store.readModelPlaces()).shadow;
      if (before === id) return { kind: 'unchanged', model: id };
      await place(dependencies, { place: 'shadow', model: id, kind: 'shadow', author }, before);
      return { kind: 'placed', model: id, before };
    },
  };
}

const MOST_EVENTS = 1000;

/** The models that were current one after the other, without those that were rolled back; first that of the settings. */
export function historyOf(newestFirst: readonly ModelEvent[]): (string | null)[] {
  const history: (string | null)[] = [null];
  for (const { place: where, kind, model } of [...newestFirst].reverse()) {
    if (where !== 'current') continue;
    if (kind === 'rollback') history.pop();
    else history.push(model);
  }
  return history;
}

async function problemOf(
  store: PlaceDependencies['store'],
  id: string,
  isForced: boolean,
): Promise<PlaceOutcome | null> {
  const model = await store.findModel(id);
  if (model === null) return { kind: 'unknown-model' };
  if ((await store.readModelFiles(id)) === null) return { kind: 'pruned' };
  if (model.decision !== null && !model.decision.isPromotable && !isForced)
    return { kind: 'refused', reasons: model.decision.reasons };
  return null;
}

async function place(
  { store, events, clock, base, onPlaced }: PlaceDependencies,
  what: Omit<ModelEvent, 'seq' | 'at'>,
  before: string | null,
): Promise<void> {
  const event = { ...what, at: clock.now().toISOString() };
  await store.addModelEvent(event, events.ofModel({ ...event, model: what.model ?? base }, before));
  onPlaced();
}
