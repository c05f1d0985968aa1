export interface ParsedMetrics {
  readonly names: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** Undefined where there is no such line. */
  readonly valueOf: (name: string, labels: Readonly<Record<string, string>>) => number | undefined;
}

const COMMENT = /^# (?:HELP [a-z_0-9]+ .+|TYPE ([a-z_0-9]+) (?:counter|gauge|histogram|summary))$/;
const SAMPLE = /^([a-z_0-9]+)(?:\{((?:[a-z_]+="[^"\\]*",?)*)\})? (-?[0-9.e+-]+|nan|[+-]inf)$/i;

/** Prometheus' text format; throws at a line that is none, or a sample without a type. */
export function parseMetrics(text: string): ParsedMetrics {
  const samples = new Map<string, number>();
  const names = new Set<string>();
  const labels = new Set<string>();
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const comment = COMMENT.exec(line);
    if (comment !== null) {
      if (comment[1] !== undefined) names.add(comment[1]);
      continue;
    }
    const [, name, inBraces = '', value] = SAMPLE.exec(line) ?? [];
    const isKnown =
      name !== undefined && [name, name.replace(/_(?:bucket|sum|count)$/, '')].some((one) => names.has(one));
    if (!isKnown) throw new SyntaxError(`Not a sample of a metric with a type: ${line}`);
    const pairs = [...inBraces.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key = '', text = '']) => [
      key,
      text,
    ]);
    for (const [key = ''] of pairs) labels.add(key);
    samples.set(keyOf(name, Object.fromEntries(pairs) as Record<string, string>), Number(value));
  }
  return { names, labels, valueOf: (name, wanted) => samples.get(keyOf(name, wanted)) };
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((key) => `${key}=${labels[key] ?? ''}`);
  return [name, ...pairs].join(' ');
}
