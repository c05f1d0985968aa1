import type { Engine, Queries } from './tables.js';

/** One statement is a transaction already; on a server, that spares two round trips. */
export type Statements = 'one' | 'several';

/** Puts a piece of work at the end of the transaction, after the work of all others that are in it. */
export type AtTheEnd = (step: (db: Queries) => Promise<void>) => void;

type Work<Result> = (db: Queries, atTheEnd: AtTheEnd) => Promise<Result>;

export interface WriteGroup {
  /** Does the work in a transaction and resolves with what it gave, once that is on the disk. Work may be done twice. */
  readonly write: <Result>(statements: Statements, work: Work<Result>) => Promise<Result>;
  /** Resolves when nothing waits any more. */
  readonly settle: () => Promise<void>;
}

interface Waiting {
  readonly work: Work<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

/** Longer ones would keep the others waiting. */
const MOST = 200;

/**
 * To reach the disk is what a write takes longest for. SQLite has one writer, so what comes in the same turn of the event
 * loop goes to the disk together; the more comes, the more go together. PostgreSQL does that by itself.
 */
export function createWriteGroup(db: Queries, engine: Engine): WriteGroup {
  return engine === 'postgres' ? writeAlone(db) : writeTogether(db);
}

function writeAlone(db: Queries): WriteGroup {
  return {
    write: (statements, work) =>
      statements === 'one' ? inOrder(db, work) : db.transaction().execute((one) => inOrder(one, work)),
    settle: async () => undefined,
  };
}

async function inOrder<Result>(db: Queries, work: Work<Result>): Promise<Result> {
  const steps: Parameters<AtTheEnd>[0][] = [];
  const result = await work(db, (step) => steps.push(step));
  for (const step of steps) await step(db);
  return result;
}

function writeTogether(db: Queries): WriteGroup {
  const waiting: Waiting[] = [];
  let underWay: Promise<void> | null = null;

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      await nextTurn();
      await commit(db, waiting.splice(0, MOST));
    }
    underWay = null;
  };

  return {
    write: <Result>(_statements: Statements, work: Work<Result>) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (result: unknown) => void, reject });
        underWay ??= flush();
      }),
    settle: async () => underWay ?? undefined,
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function commit(db: Queries, group: readonly Waiting[]): Promise<void> {
  try {
    const results = await db.transaction().execute((transaction) =>
      inOrder(transaction, async (_, atTheEnd) => {
        const done: unknown[] = [];
        for (const { work } of group) done.push(await work(transaction, atTheEnd));
        return done;
      }),
    );
    group.forEach(({ resolve }, index) => resolve(results[index]));
  } catch (fault) {
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) only.reject(fault);
    // One of them is at fault, and the others must not suffer for it.
    else for (const one of group) await commit(db, [one]);
  }
}
