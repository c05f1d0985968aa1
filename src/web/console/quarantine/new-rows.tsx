import type { VNode } from 'preact';
import { z } from 'zod';
import type { WaitingMessage } from '../../../domain/browsing.js';
import type { Page } from '../../../domain/page.js';
import type { MessageStore } from '../../../domain/store.js';
import { Said } from '../forms.js';
import { type Explainer, explainRows } from '../message-view/explain-rows.js';
import { countText } from '../words.js';
import { CopiesBadge } from './copies.js';
import type { RowContext } from './decide-form.js';
import { WaitingRow } from './waiting-row.js';

/** What the page has already: ids of its rows, and how many came since it was opened. */
const Known = z.object({
  shown: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .transform((ids) => new Set(ids))
    .catch(new Set<string>()),
  come: z.coerce.number().int().min(0).max(1_000_000).catch(0),
});

export interface NewRowsDependencies extends Explainer {
  readonly store: Pick<MessageStore, 'listCopies'>;
}

interface NewRowsQuery {
  /** The first of the list as it is now. */
  readonly page: Page<WaitingMessage>;
  readonly query: unknown;
  readonly title: string;
  readonly context: RowContext;
}

/** So many of a campaign are looked through for the row that the page has of it. */
const MOST_COPIES = 1_000;

/** More rows than that make a page slow; it is to be loaded again. */
const MOST_NEW = 500;

/**
 * What stands above the first row that the page has. A further copy of a campaign whose row is there only raises its
 * number: the row stays where it is, under the hand of whoever reads it. Null when nothing is new.
 */
export async function readNew(
  dependencies: NewRowsDependencies,
  { page, query, title, context }: NewRowsQuery,
): Promise<VNode | null> {
  const { shown, come } = Known.parse(query);
  const { fresh, grown, isCut } = await sort(dependencies.store, page, { shown, context });
  if (fresh.length + grown.length === 0) return null;
  const total = come + fresh.length;
  const rows = total > MOST_NEW ? [] : fresh;
  const explanations = await explainRows(
    dependencies,
    rows.map(({ message }) => message),
  );
  return (
    <>
      {total === 0 ? null : <title>{`(${countText(total)}) ${title} · Hamgate`}</title>}
      {rows.map((waiting) => (
        <WaitingRow
          {...context}
          waiting={waiting}
          explanation={explanations.get(waiting.message.id) ?? null}
        />
      ))}
      {grown}
      <News total={total} isCut={isCut || total > MOST_NEW} back={context.back} />
      {fresh.length === 0 ? null : (
        <Said>{fresh.length === 1 ? 'A message came.' : `${fresh.length} messages came.`}</Said>
      )}
    </>
  );
}

interface NewsProps extends Pick<RowContext, 'back'> {
  /** Since the page was opened. */
  readonly total: number;
  /** Some of them are not on it. */
  readonly isCut: boolean;
}

function News({ total, isCut, back }: NewsProps) {
  return (
    <span id="news" hx-swap-oob="true">
      <input type="hidden" name="come" value={String(total)} />
      {total === 0 ? null : <span class="badge unsure">{countText(total)} new</span>}
      {isCut ? (
        <>
          {' '}
          and more: <a href={back}>load the page again</a>
        </>
      ) : null}
    </span>
  );
}

interface Sorted {
  readonly fresh: readonly WaitingMessage[];
  readonly grown: readonly VNode[];
  /** There may be more between these and what the page has. */
  readonly isCut: boolean;
}

async function sort(
  store: NewRowsDependencies['store'],
  { items, next }: Page<WaitingMessage>,
  parts: { readonly shown: ReadonlySet<string>; readonly context: RowContext },
): Promise<Sorted> {
  const fresh: WaitingMessage[] = [];
  const grown: VNode[] = [];
  for (const waiting of items) {
    if (parts.shown.has(waiting.message.id)) return { fresh, grown, isCut: false };
    const leader = await shownLeader(store, waiting, parts);
    if (leader === null) fresh.push(waiting);
    else grown.push(<CopiesBadge id={leader} copies={waiting.copies} isOutOfBand />);
  }
  return { fresh, grown, isCut: next !== null };
}

/** The row of the page that a message belongs to, being one more of its copies. */
async function shownLeader(
  store: Pick<MessageStore, 'listCopies'>,
  { message, copies }: WaitingMessage,
  { shown, context }: { readonly shown: ReadonlySet<string>; readonly context: RowContext },
): Promise<string | null> {
  if (copies === 0 || shown.size === 0) return null;
  const others = await store.listCopies(message.id, MOST_COPIES, context.kind);
  return others.find(({ id }) => shown.has(id))?.id ?? null;
}
