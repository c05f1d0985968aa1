import { type Axis, place, PLOT, Plot, type PlotProps, xScale, yScale } from './plot.js';

export interface BarPart {
  readonly kind: 'line' | 'spam' | 'unsure' | 'ham';
  readonly value: number;
}

/** Its parts stand on each other, the first one at the bottom. */
export interface Bar {
  /** Along the x axis. */
  readonly from: number;
  readonly to: number;
  /** What a mouse pointer over it says. */
  readonly text: string;
  readonly parts: readonly BarPart[];
}

export interface BarChartProps extends PlotProps {
  readonly bars: readonly Bar[];
  /** What the parts are; left out where there is one only. */
  readonly keys?: readonly { readonly name: string; readonly kind: BarPart['kind'] }[];
}

export function BarChart({ bars, keys = [], ...plot }: BarChartProps) {
  return (
    <figure class="plot">
      <Plot {...plot}>
        {bars.map((bar) => (
          <OneBar {...bar} x={plot.x} y={plot.y} />
        ))}
      </Plot>
      {keys.length === 0 ? null : (
        <figcaption class="legend">
          {keys.map(({ name, kind }) => (
            <span>
              <svg class="chart key" viewBox="0 0 16 10" aria-hidden="true">
                <rect class={`bar ${kind}`} width="16" height="10" />
              </svg>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

const GAP = 1;

function OneBar({ from, to, text, parts, ...axes }: Bar & { readonly x: Axis; readonly y: Axis }) {
  const [x, y] = [xScale(axes.x), yScale(axes.y)];
  const left = x(from);
  const width = Math.max(1, x(to) - left - GAP);
  let base = 0;
  const stacked = parts.map(({ kind, value }) => {
    const bottom = y(base);
    base += value;
    return { kind, top: y(base), height: bottom - y(base) };
  });
  return (
    <g>
      <title>{text}</title>
      <rect class="reach" x={place(left)} y={PLOT.top} width={place(width)} height={PLOT.bottom - PLOT.top} />
      {stacked.map(({ kind, top, height }) =>
        height === 0 ? null : (
          <rect
            class={`bar ${kind}`}
            x={place(left)}
            y={place(top)}
            width={place(width)}
            height={place(height)}
          />
        ),
      )}
    </g>
  );
}
