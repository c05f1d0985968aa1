import type { CompiledQuery, Kysely, KyselyPlugin, QueryId, RootOperationNode } from 'kysely';
import type { Queries, Tables } from '../../src/store/tables.js';

export interface QueryRecorder {
  /** The database, with an ear. */
  readonly db: Queries;
  /** What was asked since the last time, as it went to the engine. */
  readonly take: () => readonly CompiledQuery[];
}

/** Hears every query that goes through it, so that its plan can be asked for. */
export function recordQueries(db: Kysely<Tables>): QueryRecorder {
  const heard: { readonly node: RootOperationNode; readonly queryId: QueryId }[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      heard.push({ node, queryId });
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const executor = db.getExecutor();
  return {
    db: db.withPlugin(plugin),
    take: () => heard.splice(0).map(({ node, queryId }) => executor.compileQuery(node, queryId)),
  };
}
