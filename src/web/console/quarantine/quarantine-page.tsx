import type { ComponentChildren } from 'preact';
import type { WaitingMessage } from '../../../domain/browsing.js';
import type { Page } from '../../../domain/page.js';
import type { Explanation } from '../../../domain/explanation.js';
import { Csrf } from '../forms.js';
import { Choice, ConversationFilters, FilterForm, ScoreFilters } from '../message-view/filter-form.js';
import { BANDS } from '../message-view/read-filter.js';
import { Pager } from '../parts.js';
import type { WaitingKind } from './decide.js';
import { ANSWERS, type RowContext } from './decide-form.js';
import { WaitingRow } from './waiting-row.js';

export const QUARANTINE = '/quarantine';

interface QuarantinePageProps extends RowContext {
  readonly page: Page<WaitingMessage>;
  readonly explanations: ReadonlyMap<string, Explanation>;
  readonly filled: Readonly<Record<string, string>>;
  readonly isLater: boolean;
  /** The highest number of what waited when the list was read; what comes after it is new. */
  readonly newest: number;
  /** What the last request came to, where it was one without scripts, or about many. */
  readonly result: ComponentChildren;
}

export function QuarantinePage({ page, explanations, filled, isLater, ...rest }: QuarantinePageProps) {
  const { newest, result, ...context } = rest;
  const { kind } = context;
  return (
    <>
      <Tabs kind={kind} />
      <FilterForm
        path={QUARANTINE}
        filled={filled}
        fixed={kind === 'unsure' ? { kind } : {}}
        hint="Beginnings of words in the text or the sender’s name, or an id."
      >
        <ConversationFilters filled={filled} />
        {kind === 'unsure' ? null : (
          <Choice label="Band" name="band" filled={filled} options={BANDS.map((band) => [band, band])} />
        )}
        <ScoreFilters filled={filled} />
      </FilterForm>
      {result}
      {context.mayDecide && page.items.length > 0 ? <ManyForm {...context} /> : null}
      <p class="live">
        <span id="news">
          <input type="hidden" name="come" value="0" />
        </span>
      </p>
      <ul class="rows" id="rows">
        {page.items.map((waiting) => (
          <WaitingRow
            {...context}
            waiting={waiting}
            explanation={explanations.get(waiting.message.id) ?? null}
          />
        ))}
      </ul>
      <Nothing
        kind={kind}
        isEmpty={page.items.length === 0}
        isFiltered={Object.keys(filled).length > 0}
        isMore={page.next !== null}
      />
      <Pager path={QUARANTINE} query={{ ...kindQuery(kind), ...filled }} next={page.next} isLater={isLater} />
      {isLater ? null : <Live kind={kind} filled={filled} newest={newest} />}
      <Help mayDecide={context.mayDecide} />
    </>
  );
}

export const kindQuery = (kind: WaitingKind): Readonly<Record<string, string>> =>
  kind === 'unsure' ? { kind } : {};

function Tabs({ kind }: { readonly kind: WaitingKind }) {
  const current = (tab: WaitingKind) => (tab === kind ? 'page' : undefined);
  return (
    <nav class="tabs" aria-label="What waits">
      <a href={QUARANTINE} aria-current={current('quarantined')}>
        Withheld
      </a>
      <a href={`${QUARANTINE}?kind=unsure`} aria-current={current('unsure')}>
        Unsure
      </a>
    </nav>
  );
}

/** The boxes of the rows belong to it, wherever they stand. */
function ManyForm({ kind, csrf, back }: RowContext) {
  const { someHam, someSpam } = ANSWERS[kind];
  return (
    <form id="many" class="actions" method="post" action={`${QUARANTINE}/decide`}>
      <Csrf csrf={csrf} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="back" value={back} />
      <label class="select-all" hidden>
        <input type="checkbox" data-select-all="many" /> Select all
      </label>
      <button type="submit" name="label" value="ham">
        {someHam}
      </button>
      <button type="submit" name="label" value="spam" class="danger">
        {someSpam}
      </button>
    </form>
  );
}

interface NothingProps {
  readonly kind: WaitingKind;
  readonly isEmpty: boolean;
  readonly isFiltered: boolean;
  readonly isMore: boolean;
}

/** Hidden by the style sheet as soon as a row comes. */
function Nothing({ kind, isEmpty, isFiltered, isMore }: NothingProps) {
  if (isMore && isEmpty)
    return <p class="empty">Nothing like this among the last messages. Look further with “Older”.</p>;
  if (!isEmpty) return null;
  if (isFiltered)
    return (
      <p class="empty">
        Nothing that waits is like this.{' '}
        <a href={`${QUARANTINE}?${new URLSearchParams(kindQuery(kind)).toString()}`}>Show all</a>
      </p>
    );
  return kind === 'unsure' ? (
    <p class="empty">
      No doubtful messages. What is let through with a score a little below the threshold is listed here, so
      that you can say what it is; the gate learns from that.
    </p>
  ) : (
    <p class="empty">
      Nothing waits. What the gate withholds comes here by itself, while this page is open.{' '}
      <a href={`${QUARANTINE}?kind=unsure`}>Look at what it was unsure about</a>
    </p>
  );
}

interface LiveProps {
  readonly kind: WaitingKind;
  readonly filled: Readonly<Record<string, string>>;
  readonly newest: number;
}

/** Something came: the page asks for the rows above its own. It names the first of those: an address has its limits. */
function Live({ kind, filled, newest }: LiveProps) {
  const query = new URLSearchParams({ ...kindQuery(kind), ...filled }).toString();
  return (
    <div hx-ext="sse" sse-connect={`/events?since=${newest}`}>
      <div
        hx-get={`${QUARANTINE}/new?${query}`}
        hx-trigger="sse:waiting"
        hx-include="#news input, #rows > :nth-child(-n+40) [name='shown']"
        hx-target="#rows"
        hx-swap="afterbegin"
      />
    </div>
  );
}

function Help({ mayDecide }: { readonly mayDecide: boolean }) {
  return (
    <details id="keys" class="hint">
      <summary>Keys</summary>
      <p>
        <kbd>j</kbd> next, <kbd>k</kbd> previous
        {mayDecide ? (
          <>
            , <kbd>r</kbd> release (not spam), <kbd>c</kbd> confirm (spam), <kbd>u</kbd> undo, <kbd>x</kbd>{' '}
            select
          </>
        ) : null}
        , <kbd>?</kbd> this line. Times are UTC.
      </p>
    </details>
  );
}
