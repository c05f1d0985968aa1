import type { ComponentChildren } from 'preact';
import type { Band } from '../../domain/verdict.js';

/** What most pages are made of. */

/** ISO 8601, as people read it: to the second, in UTC. */
export function Time({ at }: { readonly at: string }) {
  return <time dateTime={at}>{`${at.slice(0, 10)} ${at.slice(11, 19)}`}</time>;
}

/** 0 to 1; null where nothing was scored. */
export function Score({ value }: { readonly value: number | null }) {
  return <span class="score">{value === null ? '–' : value.toFixed(3)}</span>;
}

export function BandBadge({ band }: { readonly band: Band }) {
  return <span class={`badge ${band}`}>{band}</span>;
}

interface PagerProps {
  /** Of this page, with the filters and without a place. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Null on the last page. */
  readonly next: string | null;
  /** It is not the first page. */
  readonly isLater: boolean;
  /** For a list that has no newest first. */
  readonly labels?: { readonly first: string; readonly next: string };
}

const BY_TIME = { first: 'Newest', next: 'Older' } as const;

/** By key: there are no numbers of pages, which would have to be counted. */
export function Pager({ path, query, next, isLater, labels = BY_TIME }: PagerProps) {
  const at = (place: Readonly<Record<string, string>>) =>
    `${path}?${new URLSearchParams({ ...query, ...place }).toString()}`;
  return (
    <nav class="pager" aria-label="Pages of the list">
      {isLater ? <a href={at({})}>{labels.first}</a> : null}
      {next === null ? null : (
        <a href={at({ after: next })} rel="next">
          {labels.next}
        </a>
      )}
    </nav>
  );
}

/** A number with a name under it. */
export function Figure({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where a list would be, and nothing is. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

interface TableProps {
  readonly caption: string;
  /** Head and body. */
  readonly children: ComponentChildren;
}

/** A wide one is moved sideways in its frame, by keyboard too; the page stays as wide as the window. */
export function Table({ caption, children }: TableProps) {
  return (
    <div class="table-frame" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        {children}
      </table>
    </div>
  );
}
