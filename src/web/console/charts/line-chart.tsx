import { type Axis, place, PLOT, Plot, type PlotProps, xScale, yScale } from './plot.js';

export interface Series {
  readonly name: string;
  /** One of the classes of the style sheet; each has a colour and a dash of its own. */
  readonly kind: 'all' | 'spam' | 'unsure' | 'ham' | 'ideal' | 'line';
  /** By x. */
  readonly points: readonly (readonly [number, number])[];
  /** A dot at each point, for few of them. */
  readonly hasDots?: boolean;
}

export interface LineChartProps extends PlotProps {
  readonly series: readonly Series[];
  /** A vertical line with a name. */
  readonly now?: { readonly at: number; readonly text: string };
}

export function LineChart({ series, now, ...plot }: LineChartProps) {
  return (
    <figure class="plot">
      <Plot {...plot}>
        {series.map((line) => (
          <Line {...line} x={plot.x} y={plot.y} />
        ))}
        {now === undefined ? null : <Now {...now} x={plot.x} />}
      </Plot>
      {series.length < 2 ? null : <Legend series={series} />}
    </figure>
  );
}

function Line({ kind, points, hasDots, ...axes }: Series & { readonly x: Axis; readonly y: Axis }) {
  const [x, y] = [xScale(axes.x), yScale(axes.y)];
  const path = points.map(([at, value], i) => `${i === 0 ? 'M' : 'L'}${place(x(at))} ${place(y(value))}`);
  return (
    <>
      <path class={`line ${kind}`} d={path.join('')} />
      {hasDots === true
        ? points.map(([at, value]) => (
            <circle class={`dot ${kind}`} cx={place(x(at))} cy={place(y(value))} r="4" />
          ))
        : null}
    </>
  );
}

function Now({ at, text, ...axes }: { readonly at: number; readonly text: string; readonly x: Axis }) {
  const x = xScale(axes.x)(at);
  const isRight = x > (PLOT.left + PLOT.right) / 2;
  return (
    <>
      <path class="now" d={`M${place(x)} ${PLOT.top}V${PLOT.bottom}`} />
      <text x={place(x)} y={PLOT.top - 8} text-anchor={isRight ? 'end' : 'start'}>
        {text}
      </text>
    </>
  );
}

interface LegendProps {
  readonly series: readonly Pick<Series, 'name' | 'kind'>[];
}

/** Colour and dash, so that nobody has to tell colours apart. */
function Legend({ series }: LegendProps) {
  return (
    <figcaption class="legend">
      {series.map(({ name, kind }) => (
        <span>
          <svg class="chart key" viewBox="0 0 32 10" aria-hidden="true">
            <path class={`line ${kind}`} d="M0 5H32" />
          </svg>
          {name}
        </span>
      ))}
    </figcaption>
  );
}
