import { createCanvas, loadImage } from '@napi-rs/canvas';
import { parse, View } from 'vega';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';
import { escapeText } from './html.js';

/** A picture of the report. It has no background and draws its lines in `currentColor`: light and dark pages fit. */
export interface Figure {
  /** The files' name in `plots/`, without ending. */
  readonly name: string;
  readonly caption: string;
  /** What one would see: for those who do not. */
  readonly alt: string;
  readonly svg: string;
}

export const SPAM_COLOUR = '#d1495b';
export const HAM_COLOUR = '#2f86b8';
/** In the order of networks and baselines; strong enough on white and on black. */
export const PALETTE = [
  '#2f86b8',
  '#e07b00',
  '#3a9d5d',
  '#b565a7',
  '#8a8a00',
  '#d1495b',
  '#7a6fd0',
  '#4fb0ae',
  '#9c6b3f',
  '#888888',
];
export const FONT = 'DejaVu Sans, Verdana, Arial, sans-serif';

const GRID = { gridColor: '#888888', gridOpacity: 0.3, domainColor: '#888888', tickColor: '#888888' };
const TEXT = { labelColor: 'currentColor', titleColor: 'currentColor', titleFontWeight: 'normal' as const };

const CONFIG: Config = {
  aria: false,
  background: 'transparent',
  font: FONT,
  view: { stroke: null },
  axis: { ...GRID, ...TEXT },
  legend: { ...TEXT, orient: 'bottom', columns: 2, title: null },
  header: TEXT,
  title: { color: 'currentColor', fontWeight: 'normal' },
  text: { color: 'currentColor' },
};

/** Draws a vega-lite chart. The same chart gives the same bytes. */
export async function drawChart(about: Omit<Figure, 'svg'>, chart: TopLevelSpec): Promise<Figure> {
  const { spec } = compile({ ...chart, config: CONFIG });
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  return { ...about, svg: withTitle(withOwnIds(svg, about.name), about) };
}

/** Vega counts its ids over the whole process; in one page with other charts they must stay apart. */
function withOwnIds(svg: string, name: string): string {
  const ids = [...new Set([...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id ?? ''))];
  return ids.reduce(
    (text, id, at) =>
      text.replaceAll(`id="${id}"`, `id="${name}-${at}"`).replaceAll(`url(#${id})`, `url(#${name}-${at})`),
    svg,
  );
}

/** Names the picture for screen readers, and for the tooltip of a file that is opened alone. */
export function withTitle(svg: string, { caption, alt }: Omit<Figure, 'svg'>): string {
  const [start = ''] = /^<svg[^>]*>/.exec(svg) ?? [];
  const named = `${start.slice(0, -1)} role="img" aria-label="${escapeText(alt)}"><title>${escapeText(caption)}</title>`;
  return named + svg.slice(start.length);
}

const PIXELS_PER_UNIT = 2;

/** On white, at twice the size, for documents that take no SVG. */
export async function pngOf({ svg }: Pick<Figure, 'svg'>): Promise<Buffer> {
  const image = await loadImage(Buffer.from(enlarged(svg.replaceAll('currentColor', '#222222'))));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  return canvas.toBuffer('image/png');
}

/** The canvas draws an SVG at its own size first: scaled afterwards, lines and letters would blur. */
function enlarged(svg: string): string {
  return svg.replace(/^<svg[^>]*>/, (start) =>
    start.replace(
      /\b(width|height)="([\d.]+)"/g,
      (_whole, side: string, units: string) => `${side}="${Math.ceil(Number(units) * PIXELS_PER_UNIT)}"`,
    ),
  );
}
