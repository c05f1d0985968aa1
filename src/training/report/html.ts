/** Markup that may go into a page as it is. Everything else is text and gets escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Part[];

/** A template of markup: what is filled in is escaped unless it is markup itself; null fills in nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.map((string, at) => string + markupOf(parts[at] ?? null)).join('') };
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML and XML, in elements and in quoted attributes. Characters that XML forbids become U+FFFD. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

export interface Table {
  /** For those who hear the page. */
  readonly label: string;
  readonly head: readonly string[];
  /** Cells of numbers stay on one line. */
  readonly isNumeric?: boolean;
  /** The first cell of a row names the row. */
  readonly rows: readonly (readonly (Html | string | number | null)[])[];
}

/** A table that scrolls in its own box, so that a narrow page does not. */
export function tableOf({ label, head, rows, isNumeric = false }: Table): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table class="${isNumeric ? 'numbers' : 'texts'}">
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(rowOf)}
      </tbody>
    </table>
  </div> `;
}

function rowOf([first = null, ...cells]: Table['rows'][number]): Html {
  return html`<tr>
    <th scope="row">${first}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr> `;
}
