import type { ComponentChildren } from 'preact';
import { linearScale, type Scale } from './scale.js';

/** In the units of the picture, which is as wide as its place. */
const WIDTH = 640;
const HEIGHT = 260;
const MARGIN = { left: 78, right: 16, top: 28, bottom: 46 } as const;
export const PLOT = {
  left: MARGIN.left,
  right: WIDTH - MARGIN.right,
  top: MARGIN.top,
  bottom: HEIGHT - MARGIN.bottom,
} as const;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
  /** What is measured along it. */
  readonly label: string;
}

export interface PlotProps {
  /** Of the picture, unique in its page. */
  readonly id: string;
  /** What a screen reader says of it. */
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
}

export const xScale = ({ from, to }: Axis): Scale => linearScale([from, to], [PLOT.left, PLOT.right]);
export const yScale = ({ from, to }: Axis): Scale => linearScale([from, to], [PLOT.bottom, PLOT.top]);

/** Short, because a picture is no place for digits that nobody reads. */
export const place = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** The frame of a chart: axes with their ticks. It is made here and needs no script. */
export function Plot({
  id,
  title,
  description,
  x,
  y,
  children,
}: PlotProps & { readonly children: ComponentChildren }) {
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <YTicks axis={y} />
      <XTicks axis={x} />
      <path
        class="axis"
        d={`M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}`}
        vector-effect="non-scaling-stroke"
      />
      {children}
    </svg>
  );
}

function YTicks({ axis }: { readonly axis: Axis }) {
  const y = yScale(axis);
  return (
    <>
      {axis.ticks.map(({ at, text }) => (
        <>
          <path class="grid" d={`M${PLOT.left} ${place(y(at))}H${PLOT.right}`} />
          <text x={PLOT.left - 8} y={place(y(at) + 4)} text-anchor="end">
            {text}
          </text>
        </>
      ))}
    </>
  );
}

function XTicks({ axis }: { readonly axis: Axis }) {
  const x = xScale(axis);
  return (
    <>
      {axis.ticks.map(({ at, text }, index) => (
        <text x={place(x(at))} y={PLOT.bottom + 18} text-anchor={anchorOf(index, axis.ticks.length)}>
          {text}
        </text>
      ))}
      <text x={PLOT.right} y={HEIGHT - 6} text-anchor="end">
        {axis.label}
      </text>
    </>
  );
}

/** The outer ones stay inside the picture. */
function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index === 0) return 'start';
  return index === count - 1 ? 'end' : 'middle';
}
