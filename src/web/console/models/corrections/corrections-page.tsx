import {
  type Correction,
  CORRECTION_ROLES,
  CORRECTION_SOURCES,
  LABELS,
} from '../../../../domain/correction.js';
import type { Page } from '../../../../domain/store.js';
import { Csrf } from '../../forms.js';
import { Empty, Pager, Score, Time } from '../../parts.js';
import { StrangersText, StrangersWord } from '../../strangers-text.js';

interface PageProps {
  readonly page: Page<Correction>;
  readonly filters: Readonly<Record<string, string>>;
  readonly isLater: boolean;
  /** Null for who may not withdraw any. */
  readonly csrf: string | null;
}

export function CorrectionsPage({ page: { items, next }, filters, isLater, csrf }: PageProps) {
  return (
    <>
      <p>
        What people said of messages. Labels of administrators count at once for the same text, and the next
        model learns them; appeals and reports of members are wishes and count nothing.{' '}
        <a href="/models/contradictions">Contradictions</a>
      </p>
      <CorrectionFilters filters={filters} />
      {items.length > 0 ? (
        <ul class="rows">
          {items.map((correction) => (
            <CorrectionRow correction={correction} csrf={csrf} back="corrections" />
          ))}
        </ul>
      ) : (
        <Empty>
          {next === null ? 'No correction fits.' : 'None of those looked through fits; look further.'}
        </Empty>
      )}
      <Pager path="/models/corrections" query={filters} next={next} isLater={isLater} />
    </>
  );
}

function CorrectionFilters({ filters }: Pick<PageProps, 'filters'>) {
  return (
    <form class="filters" method="get" action="/models/corrections">
      <label>
        Author
        <input name="author" value={filters['author']} placeholder="telegram:7, token:anna" maxLength={300} />
      </label>
      <Choice name="label" title="Label" values={LABELS} chosen={filters['label']} />
      <Choice name="source" title="Source" values={CORRECTION_SOURCES} chosen={filters['source']} />
      <Choice name="role" title="Said as" values={CORRECTION_ROLES} chosen={filters['role']} />
      <Choice name="state" title="State" values={['standing', 'withdrawn']} chosen={filters['state']} />
      <button type="submit">Show</button>
      {Object.keys(filters).length === 0 ? null : (
        <a class="button" href="/models/corrections">
          Clear
        </a>
      )}
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly chosen: string | undefined;
}

function Choice({ name, title, values, chosen }: ChoiceProps) {
  return (
    <label>
      {title}
      <select name={name}>
        <option value="">Any</option>
        {values.map((value) => (
          <option value={value} selected={value === chosen}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

interface RowProps {
  readonly correction: Correction;
  /** Null where there is nothing to be pressed. */
  readonly csrf: string | null;
  /** The list that it stands in. */
  readonly back: 'corrections' | 'contradictions';
}

export function CorrectionRow({ correction, csrf, back }: RowProps) {
  const { id, text, label, author, role, source, createdAt, withdrawnAt, conversation, score } = correction;
  return (
    <li class="row" id={rowId(id)} tabIndex={-1} data-row>
      <p class="row-head">
        <span class={`badge ${label}`}>{label}</span>
        {role === 'admin' ? null : <span>{role}</span>}
        <StrangersWord>{author}</StrangersWord>
        <span>by {source}</span>
        <Time at={createdAt} />
        {conversation === null ? (
          <span>of no conversation</span>
        ) : (
          <span>
            {conversation.channel}: <StrangersWord>{conversation.id}</StrangersWord>
          </span>
        )}
        {score === null ? null : (
          <span>
            the model had said <Score value={score} />
          </span>
        )}
      </p>
      <StrangersText text={text} />
      <div class="actions">
        <WithdrawnOr at={withdrawnAt}>
          {csrf === null ? null : <WithdrawForm id={id} csrf={csrf} back={back} />}
        </WithdrawnOr>
        {correction.messageId === null ? null : (
          <a href={`/messages/${encodeURIComponent(correction.messageId)}`}>Its message</a>
        )}
      </div>
    </li>
  );
}

const rowId = (id: string): string => `correction-${id.replaceAll(/[^\w-]/g, '_')}`;

function WithdrawnOr({
  at,
  children,
}: {
  readonly at: string | null;
  readonly children: preact.ComponentChildren;
}) {
  return at === null ? (
    <>{children}</>
  ) : (
    <span>
      Withdrawn <Time at={at} />
    </span>
  );
}

interface WithdrawProps {
  readonly id: string;
  readonly csrf: string;
  readonly back: RowProps['back'];
}

function WithdrawForm({ id, csrf, back }: WithdrawProps) {
  const action = `/models/corrections/${encodeURIComponent(id)}/withdraw`;
  return (
    <form method="post" action={action} hx-post={action} hx-target="closest [data-row]" hx-swap="outerHTML">
      <Csrf csrf={csrf} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" class="danger">
        Withdraw
      </button>
    </form>
  );
}
