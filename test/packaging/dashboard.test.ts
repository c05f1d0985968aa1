import { readFile } from 'node:fs/promises';
import { createMetrics } from '../../src/web/metrics/metrics.js';
import { parseMetrics } from '../web/metrics/parse-metrics.js';

/** A histogram has three names, and a gauge appears with its first value. */
async function metricNames(): Promise<readonly string[]> {
  const metrics = createMetrics({
    store: { measureOutbox: async () => [] },
    currentModel: () => 'default@1.0.0',
    clock: { now: () => new Date(0) },
    measuresProcess: true,
  });
  const { names } = parseMetrics(await metrics.read());
  return [...names].flatMap((name) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]);
}

const namesIn = (text: string): ReadonlySet<string> =>
  new Set(text.match(/\b(?:hamgate|nodejs|process)_[a-z0-9_]+/g) ?? []);

describe('packaging', () => {
  test.each(['packaging/grafana-dashboard.json', 'packaging/prometheus.yml', 'docs/monitoring.md'])(
    '%s names only metrics that there are',
    async (file) => {
      const named = namesIn(await readFile(file, 'utf8'));
      const known = await metricNames();
      expect(named.size).toBeGreaterThan(3);
      expect([...named].filter((name) => !known.includes(name))).toEqual([]);
    },
  );

  test('the dashboard shows every metric of the gate', async () => {
    const dashboard = await readFile('packaging/grafana-dashboard.json', 'utf8');
    const own = (await metricNames()).filter((name) => /^hamgate_.*(?<!_bucket|_count|_sum)$/.test(name));
    expect(own.filter((name) => !dashboard.includes(name))).toEqual([]);
  });

  test('each panel of the dashboard has its place and its query', async () => {
    const { panels } = JSON.parse(await readFile('packaging/grafana-dashboard.json', 'utf8')) as {
      readonly panels: readonly {
        readonly id: number;
        readonly gridPos: { readonly x: number; readonly w: number };
        readonly targets: readonly { readonly expr: string }[];
      }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos, targets } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(targets.every(({ expr }) => expr.includes('job="$job"'))).toBe(true);
    }
  });
});
