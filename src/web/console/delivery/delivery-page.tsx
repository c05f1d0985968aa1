import { mayActAs } from '../../../domain/access.js';
import type { OutboxMeasure, TaskRecord } from '../../../domain/outbox.js';
import type { Page } from '../../../domain/page.js';
import { TARGETS } from '../../../domain/task.js';
import { Empty, Pager, Time, Table } from '../parts.js';
import type { Viewer } from '../viewer.js';

export const STATUSES = ['dead', 'pending', 'done'] as const;

const STATUS_NAME = { dead: 'Given up', pending: 'Waiting', done: 'Done' } as const;

interface DeliveryProps {
  readonly page: Page<TaskRecord>;
  readonly measure: readonly OutboxMeasure[];
  /** Updates of Telegram that could not be handled. */
  readonly parked: number;
  readonly filter: { readonly status: (typeof STATUSES)[number]; readonly target: string };
  readonly isLater: boolean;
  readonly now: Date;
  readonly viewer: Viewer;
}

export function DeliveryPage(props: DeliveryProps) {
  const { page, filter, parked, isLater, viewer } = props;
  return (
    <>
      <p class="hint">
        What the gate does outside (forwards, calls to Telegram, digests, events) stands here until it is
        done. It is tried for 72 hours.
      </p>
      <MeasureTable {...props} />
      {parked === 0 ? null : (
        <p class="problem">
          {parked} updates of Telegram could not be handled and are kept: hamgate replay-update lists them.
        </p>
      )}
      <h2>Tasks</h2>
      <TaskFilters filter={filter} />
      {page.items.length === 0 ? (
        <Empty>{EMPTY[filter.status]}</Empty>
      ) : (
        <TaskForm {...{ page, filter, viewer }} />
      )}
      <Pager path="/delivery" query={filter} next={page.next} isLater={isLater} />
    </>
  );
}

const EMPTY = {
  dead: 'Nothing was given up.',
  pending: 'Nothing waits.',
  done: 'Nothing that was done is kept.',
} as const;

function MeasureTable({ measure, now, viewer }: Pick<DeliveryProps, 'measure' | 'now' | 'viewer'>) {
  const mayRetry = mayActAs(viewer.role, 'admin');
  return (
    <Table caption="Outbox, by where things go">
      <thead>
        <tr>
          <th scope="col">To</th>
          <th scope="col" class="number">
            Waiting
          </th>
          <th scope="col" class="number">
            Of these, failed before
          </th>
          <th scope="col">Oldest waits for</th>
          <th scope="col" class="number">
            Given up
          </th>
        </tr>
      </thead>
      <tbody>
        {measure.map(({ target, pending, retried, dead, oldestPending }) => (
          <tr key={target}>
            <th scope="row">{target}</th>
            <td class="number">{pending}</td>
            <td class="number">{retried}</td>
            <td>{oldestPending === null ? '–' : ageOf(oldestPending, now)}</td>
            <td class="number">
              {dead} {dead > 0 && mayRetry ? <RetryAll target={target} csrf={viewer.csrf} /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RetryAll({ target, csrf }: { readonly target: string; readonly csrf: string }) {
  return (
    <form method="post" action="/delivery/retry">
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="target" value={target} />
      <button type="submit">
        Try all again<span class="visually-hidden">, of {target}</span>
      </button>
    </form>
  );
}

const MINUTE = 60_000;

/** `3 min`, `5 h`, `2 d`: nobody needs it finer. */
export function ageOf(at: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

function TaskFilters({ filter }: Pick<DeliveryProps, 'filter'>) {
  return (
    <form method="get" action="/delivery" class="filters">
      <label>
        State
        <select name="status">
          {STATUSES.map((status) => (
            <option value={status} selected={status === filter.status}>
              {STATUS_NAME[status]}
            </option>
          ))}
        </select>
      </label>
      <label>
        To
        <select name="target">
          <option value="">everywhere</option>
          {TARGETS.map((target) => (
            <option value={target} selected={target === filter.target}>
              {target}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

function TaskForm({ page, filter, viewer }: Pick<DeliveryProps, 'page' | 'filter' | 'viewer'>) {
  const mayRetry = filter.status === 'dead' && mayActAs(viewer.role, 'admin');
  const table = <TaskTable tasks={page.items} status={filter.status} mayRetry={mayRetry} />;
  if (!mayRetry) return table;
  return (
    <form method="post" action="/delivery/retry">
      <input type="hidden" name="csrf" value={viewer.csrf} />
      {table}
      <div class="actions">
        <button type="submit" class="primary">
          Try the selected ones again
        </button>
      </div>
    </form>
  );
}

interface TableProps {
  readonly tasks: readonly TaskRecord[];
  readonly status: (typeof STATUSES)[number];
  readonly mayRetry: boolean;
}

function TaskTable({ tasks, status, mayRetry }: TableProps) {
  return (
    <Table caption={`${STATUS_NAME[status]}, the newest first`}>
      <thead>
        <tr>
          {mayRetry ? (
            <th scope="col">
              <span class="visually-hidden">Select</span>
            </th>
          ) : null}
          <th scope="col">Number</th>
          <th scope="col">To</th>
          <th scope="col">What</th>
          <th scope="col">Since (UTC)</th>
          <th scope="col" class="number">
            Failed
          </th>
          <th scope="col">Next, or ended (UTC)</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} mayRetry={mayRetry} />
        ))}
      </tbody>
    </Table>
  );
}

function TaskRow({ task, mayRetry }: { readonly task: TaskRecord; readonly mayRetry: boolean }) {
  const { id, target, dedupeKey, messageId, createdAt, attempts, reason } = task;
  const when = task.finishedAt ?? task.availableAt;
  return (
    <tr>
      {mayRetry ? (
        <td>
          <input type="checkbox" name="ids" value={id} aria-label={`Task ${id}`} />
        </td>
      ) : null}
      <th scope="row">{id}</th>
      <td>{target}</td>
      <td>
        {messageId === null ? <bdi>{dedupeKey}</bdi> : <a href={`/messages/${messageId}`}>{messageId}</a>}
      </td>
      <td>
        <Time at={createdAt} />
      </td>
      <td class="number">{attempts}</td>
      <td>{when === null ? 'now' : <Time at={when} />}</td>
      <td>
        <bdi>{reason ?? '–'}</bdi>
      </td>
    </tr>
  );
}
