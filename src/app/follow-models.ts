import type { LiveModel } from '../domain/live-model.js';
import type { ModelStore } from '../domain/model.js';

export interface FollowDependencies<Model extends LiveModel> {
  readonly store: Pick<ModelStore, 'readModelPlaces'>;
  /** The model of the settings: current where nobody has promoted another one. */
  readonly base: Model;
  /** Rejects when there is no such model, or it cannot be loaded. */
  readonly open: (id: string) => Promise<Model>;
  /** Another model scores from now on; null: none. */
  readonly onChange: (place: 'current' | 'shadow', model: Model | null) => void;
  /** A model cannot be used. The one before stays. */
  readonly onFault: (place: 'current' | 'shadow', fault: unknown) => void;
}

export interface ModelFollower<Model extends LiveModel> {
  /** Asked anew for each message: a model is swapped between two of them. */
  current(): Model;
  /** Scores beside the current one, and decides nothing. */
  shadow(): Model | null;
  /** Takes over what the store says, if it says something new. Never rejects for a model that cannot be used. */
  refresh(): Promise<void>;
  close(): void;
}

/** Keeps the models of this process those that the store names, whoever has put them there. */
export function createModelFollower<Model extends LiveModel>(
  dependencies: FollowDependencies<Model>,
): ModelFollower<Model> {
  const { base, store, onChange } = dependencies;
  let [current, shadow]: [Model, Model | null] = [base, null];
  const opener = createOpener(dependencies);
  const letGo = (model: Model | null): void => {
    // Nobody holds it any more: to score takes no turn of the event loop.
    if (model !== null && model !== base) model.close();
  };

  const followCurrent = async (id: string): Promise<void> => {
    const next = id === current.scorer.model ? opener.forgive('current') : await opener.open('current', id);
    if (next === null) return;
    const before = current;
    current = next;
    letGo(before);
    onChange('current', next);
  };

  const followShadow = async (wanted: string | null): Promise<void> => {
    // A shadow of itself would agree with itself.
    const id = wanted === current.scorer.model ? null : wanted;
    const isThere = id === (shadow?.scorer.model ?? null);
    const next = id === null || isThere ? opener.forgive('shadow') : await opener.open('shadow', id);
    if (isThere || (id !== null && next === null)) return;
    const before = shadow;
    shadow = next;
    letGo(before);
    onChange('shadow', next);
  };

  const refresh = async (): Promise<void> => {
    const places = await store.readModelPlaces();
    await followCurrent(places.current ?? base.scorer.model);
    await followShadow(places.shadow);
  };
  let refreshing: Promise<void> | null = null;
  return {
    current: () => current,
    shadow: () => shadow,
    refresh: () => (refreshing ??= refresh().finally(() => (refreshing = null))),
    close: () => {
      opener.close();
      letGo(current);
      letGo(shadow);
      base.close();
    },
  };
}

function createOpener<Model extends LiveModel>({ base, open, onFault }: FollowDependencies<Model>) {
  const refused = { current: '', shadow: '' };
  let isClosed = false;
  return {
    /** Null for a model that cannot be used: that is said once, and tried again when the store names it anew. */
    open: async (place: 'current' | 'shadow', id: string): Promise<Model | null> => {
      if (refused[place] === id) return null;
      refused[place] = '';
      if (id === base.scorer.model) return base;
      try {
        const model = await open(id);
        if (!isClosed) return model;
        model.close();
      } catch (fault) {
        refused[place] = id;
        onFault(place, fault);
      }
      return null;
    },
    /** The store names none that has to be opened: the next one is tried, whatever came of it before. */
    forgive: (place: 'current' | 'shadow'): null => {
      refused[place] = '';
      return null;
    },
    close: () => {
      isClosed = true;
    },
  };
}
