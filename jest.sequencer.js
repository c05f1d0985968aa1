import { statSync } from 'node:fs';

/** The longest ones, in seconds on an idle core: whoever begins with them does not wait for one of them at the end. */
const LONG = {
  'e2e/learning': 60,
  'learning/poisoning': 35,
  'e2e/webhook-storm': 30,
  'store/postgres': 20,
  'cli/retrain': 15,
  'store/sqlite': 10,
  'cli/compare': 10,
  'e2e/storm': 10,
  'training/report/write-report': 10,
};

/** Orders suites the same way everywhere, whatever the last run was like: long ones first, then by the size of the file. */
export default class Sequencer {
  sort(tests) {
    const weightOf = ({ path }) => {
      const [, name] = /\/test\/(.+)\.test\.ts$/.exec(path.replaceAll('\\', '/')) ?? [];
      return (LONG[name] ?? 0) * 1e6 + statSync(path).size;
    };
    const weights = new Map(tests.map((test) => [test, weightOf(test)]));
    return [...tests].sort((one, other) => weights.get(other) - weights.get(one));
  }

  allFailedTests(tests) {
    return tests;
  }

  /** Nothing of a run is kept for the next one. */
  cacheResults() {
    return undefined;
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_test, index) => index % shardCount === shardIndex - 1);
  }
}
