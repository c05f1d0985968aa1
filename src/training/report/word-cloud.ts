import { createCanvas, type Canvas } from '@napi-rs/canvas';
import cloud from 'd3-cloud';
import type { WordCount } from '../compare/results.js';
import { createRandom } from '../random.js';
import { FONT, withTitle, type Figure } from './figure.js';
import { html } from './html.js';

const WIDTH = 640;
const HEIGHT = 360;
const MOST_WORDS = 80;
const LARGEST = 64;
const SMALLEST = 11;
const LAYOUT_SEED = 1;

interface PlacedWord {
  readonly text?: string;
  readonly size?: number;
  readonly rotate?: number;
  readonly x?: number;
  readonly y?: number;
}

/** The part of d3-cloud that is used here: its own types want a browser's canvas. */
interface Layout {
  size(size: readonly [number, number]): Layout;
  canvas(create: () => Canvas): Layout;
  words(words: readonly PlacedWord[]): Layout;
  font(font: string): Layout;
  fontSize(size: (word: PlacedWord) => number): Layout;
  padding(pixels: number): Layout;
  rotate(degrees: () => number): Layout;
  random(next: () => number): Layout;
  on(type: 'end', listener: (words: readonly PlacedWord[]) => void): Layout;
  start(): Layout;
}

const createLayout = cloud as unknown as () => Layout;

/** The larger a word, the more frequent. The same words give the same picture; a word without room is left out. */
export async function drawWordCloud(
  about: Omit<Figure, 'svg'>,
  words: readonly WordCount[],
  colour: string,
): Promise<Figure> {
  const placed = await placeWords(words.slice(0, MOST_WORDS));
  const { markup } = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${WIDTH}"
    height="${HEIGHT}"
    viewBox="${-WIDTH / 2} ${-HEIGHT / 2} ${WIDTH} ${HEIGHT}"
  >
    <g text-anchor="middle" font-family="${FONT}" fill="${colour}">${placed.map(wordOf)}</g>
  </svg>`;
  return { ...about, svg: withTitle(markup, about) };
}

function wordOf({ text = '', size = 0, rotate = 0, x = 0, y = 0 }: PlacedWord) {
  return html`<text font-size="${size}" transform="translate(${x},${y}) rotate(${rotate})">${text}</text>`;
}

/** The area of a word grows with its count, so its height with the square root. */
function sizesOf(words: readonly WordCount[]): PlacedWord[] {
  const most = Math.max(1, ...words.map(({ count }) => count));
  return words.map(({ word, count }) => ({
    text: word,
    size: Math.max(SMALLEST, Math.round(LARGEST * Math.sqrt(count / most))),
  }));
}

async function placeWords(words: readonly WordCount[]): Promise<readonly PlacedWord[]> {
  const random = createRandom(LAYOUT_SEED, 'shuffle');
  return new Promise((resolve) => {
    createLayout()
      .size([WIDTH, HEIGHT])
      .canvas(() => createCanvas(1, 1))
      .words(sizesOf(words))
      .font('DejaVu Sans')
      .fontSize(({ size = SMALLEST }) => size)
      .padding(2)
      .rotate(() => (random.next() < 0.2 ? 90 : 0))
      .random(() => random.next())
      .on('end', resolve)
      .start();
  });
}
