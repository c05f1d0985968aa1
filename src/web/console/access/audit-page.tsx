import { AUDIT_ACTIONS, type AuditRecord } from '../../../domain/audit.js';
import type { Page } from '../../../domain/page.js';
import type { JsonValue } from '../../../domain/task.js';
import { Empty, Pager, Time, Table } from '../parts.js';

interface AuditProps {
  readonly page: Page<AuditRecord>;
  readonly filters: Readonly<Record<string, string>>;
  readonly isLater: boolean;
}

export function AuditPage({ page, filters, isLater }: AuditProps) {
  return (
    <>
      <p>
        <a href="/access">Tokens</a>
      </p>
      <AuditFilters filters={filters} />
      {page.items.length === 0 ? (
        <Empty>Nobody has changed anything of the kind.</Empty>
      ) : (
        <AuditTable entries={page.items} />
      )}
      <Pager path="/access/audit" query={filters} next={page.next} isLater={isLater} />
    </>
  );
}

function AuditFilters({ filters }: Pick<AuditProps, 'filters'>) {
  return (
    <form method="get" action="/access/audit" class="filters">
      <label>
        Who
        <input name="author" value={filters['author'] ?? ''} placeholder="token:anna" />
      </label>
      <label>
        What
        <select name="action">
          <option value="">everything</option>
          {AUDIT_ACTIONS.map((action) => (
            <option value={action} selected={filters['action'] === action}>
              {action}
            </option>
          ))}
        </select>
      </label>
      <label>
        About
        <input name="subject" value={filters['subject'] ?? ''} placeholder="telegram:-1001234567890" />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditRecord[] }) {
  return (
    <Table caption="Changes by people, the newest first">
      <thead>
        <tr>
          <th scope="col">When (UTC)</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">About</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, author, action, subject, before, after }) => (
          <tr key={id}>
            <td>
              <Time at={at} />
            </td>
            <td>{author}</td>
            <td>{action}</td>
            <td>
              <Subject {...{ action, subject }} />
            </td>
            <td>{inWords(before)}</td>
            <td>{inWords(after)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Subject({ action, subject }: Pick<AuditRecord, 'action' | 'subject'>) {
  if (!action.startsWith('message.')) return <bdi>{subject}</bdi>;
  return <a href={`/messages/${encodeURIComponent(subject)}`}>{subject}</a>;
}

/** `status quarantined, isWithheld true`; a dash where there was nothing. */
function inWords(state: JsonValue): string {
  if (state === null) return '–';
  if (typeof state !== 'object' || Array.isArray(state)) return JSON.stringify(state);
  return Object.entries(state)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
