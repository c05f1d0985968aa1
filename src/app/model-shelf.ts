/** Models that somebody wants to look at, beside the one that decides. */
export interface ModelShelf<Model> {
  /**
   * Opens a model, or takes it from the shelf, and keeps it open until the work is done. Null: there is none. Rejects when it
   * cannot be loaded, or the work fails.
   */
  use<Result>(id: string, work: (model: Model) => Promise<Result>): Promise<Result | null>;
  close(): void;
}

export interface ShelfDependencies<Model> {
  /** Null for an unknown model, and for one whose files are gone. */
  readonly open: (id: string) => Promise<Model | null>;
  /** So many stay open when nobody uses them: a model takes some megabytes, and a moment to open. */
  readonly most: number;
}

interface Place<Model> {
  readonly model: Promise<Model | null>;
  users: number;
}

/** Keeps the models used last open, and closes the others. */
export function createModelShelf<Model extends { readonly close: () => void }>({
  open,
  most,
}: ShelfDependencies<Model>): ModelShelf<Model> {
  // In the order in which they were used: the first is the one that nobody wanted for longest.
  const places = new Map<string, Place<Model>>();
  let room = most;

  const clear = async (): Promise<void> => {
    const idle = [...places].filter(([, { users }]) => users === 0);
    for (const [id, { model }] of idle.slice(0, Math.max(0, places.size - room))) {
      places.delete(id);
      (await model.catch(() => null))?.close();
    }
  };

  return {
    use: async (id, work) => {
      const place = places.get(id) ?? { model: open(id), users: 0 };
      places.delete(id);
      places.set(id, place);
      place.users += 1;
      try {
        const model = await place.model.catch((fault: unknown) => {
          if (places.get(id) === place) places.delete(id);
          throw fault;
        });
        // It may be there the next time.
        if (model === null && places.get(id) === place) places.delete(id);
        return model === null ? null : await work(model);
      } finally {
        place.users -= 1;
        await clear();
      }
    },
    close: () => {
      room = 0;
      void clear();
    },
  };
}
