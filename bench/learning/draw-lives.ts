import type { TopLevelSpec } from 'vega-lite';
import { drawChart, PALETTE } from '../../src/training/report/figure.js';
import type { Point } from './stream.js';

export interface NamedLife {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Recall above, false-positive rate below, over the number of corrections; one line a life. As SVG. */
export async function drawLives(source: string, lives: readonly NamedLife[]): Promise<string> {
  const values = lives.flatMap(({ name, points }) =>
    points.map(({ corrections, recall, falsePositiveRate }) => ({
      life: name,
      corrections,
      recall: recall * 100,
      rate: falsePositiveRate * 100,
    })),
  );
  const names = lives.map(({ name }) => name);
  const panel = (field: 'recall' | 'rate', title: string) => ({
    width: 520,
    height: 200,
    mark: { type: 'line' as const, point: true, strokeWidth: 2 },
    encoding: {
      x: { field: 'corrections', type: 'quantitative' as const, title: 'corrections' },
      y: { field, type: 'quantitative' as const, title },
      color: {
        field: 'life',
        type: 'nominal' as const,
        scale: { domain: names, range: PALETTE.slice(0, names.length) },
        legend: { orient: 'right' as const, title: null, columns: 1, labelLimit: 300 },
      },
    },
  });
  const spec: TopLevelSpec = {
    data: { values },
    vconcat: [panel('recall', 'spam found, %'), panel('rate', 'ham called spam, %')],
  };
  const figure = await drawChart(
    {
      name: `learning-${source}`,
      caption: `What a model makes of ${source}, which it had not seen, over the number of corrections`,
      alt: `Two charts of ${lives.length} lines: spam found, and ham called spam, over the number of corrections`,
    },
    spec,
  );
  // Stands alone in a page of docs, which may be dark.
  return figure.svg.replace('<svg ', '<svg style="background:#ffffff;color:#1f2328" ');
}
