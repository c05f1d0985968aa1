import type { Results } from '../compare/results.js';
import { comparisonSection, newMessagesSection } from './comparison-sections.js';
import { classesSection, dataSection, textsSection, wordsSection } from './data-sections.js';
import type { Figure } from './figure.js';
import { html } from './html.js';
import { networksSection } from './network-section.js';
import type { DrawFigure, Section } from './section.js';
import { STYLE } from './style.js';

const SECTIONS: readonly ((results: Results) => Section)[] = [
  dataSection,
  wordsSection,
  classesSection,
  textsSection,
  networksSection,
  comparisonSection,
  newMessagesSection,
];

/** The whole report as one HTML document that loads nothing. */
export function pageOf(results: Results, figures: readonly Figure[]): string {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  const draw: DrawFigure = (name) => {
    const figure = byName.get(name);
    if (figure === undefined)
      throw new RangeError(`Cannot put figure "${name}" in the report: it was not drawn`);
    return html`<figure>
      ${{ markup: figure.svg }}
      <figcaption>${figure.caption}</figcaption>
    </figure>`;
  };
  const sections = SECTIONS.map((sectionOf) => sectionOf(results));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Spam networks compared: ${results.data.name}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <header>
          <h1>Spam networks compared</h1>
          ${results.isComplete ? null : html`<p class="notice" role="note">This run was stopped before all of it was done: the report shows what is finished.</p>`}
          <p>
            ${results.program}, ${results.createdAt}. Every number here is in <code>results.json</code>; the
            pictures are in <code>plots/</code>.
          </p>
        </header>
        <nav aria-label="Sections">
          <ol>
            ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ol>
        </nav>
        <main>
          ${sections.map(
            ({ id, title, body }, at) =>
              html`<section id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${at + 1}. ${title}</h2>
                ${body(draw)}
              </section> `,
          )}
        </main>
      </body>
    </html> `.markup;
}
