import type { Html } from './html.js';

/** Puts the figure of a name in its place. */
export type DrawFigure = (name: string) => Html;

/** One chapter of the report. */
export interface Section {
  /** The anchor. */
  readonly id: string;
  readonly title: string;
  readonly body: (figure: DrawFigure) => Html;
}
