import type { AuditRecord } from '../../../domain/audit.js';
import { Empty, Time, Table } from '../parts.js';
import { settingFields } from './setting-fields.js';

/** What people changed here, the last change first. */
export function HistoryPart({ entries }: { readonly entries: readonly AuditRecord[] }) {
  return (
    <section>
      <h2>Changes</h2>
      {entries.length === 0 ? (
        <Empty>Nobody has changed anything here.</Empty>
      ) : (
        <Table caption="The last changes by people">
          <thead>
            <tr>
              <th scope="col">When (UTC)</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ at, author, before, after }) => (
              <tr>
                <td>
                  <Time at={at} />
                </td>
                <td>
                  <bdi>{author}</bdi>
                </td>
                <td>
                  {changesOf(before, after).map((text) => (
                    <div>
                      <bdi>{text}</bdi>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

type Value = AuditRecord['before'];

const LABELS = new Map<string, string>(settingFields('telegram').map(({ name, label }) => [name, label]));

function changesOf(before: Value, after: Value): readonly string[] {
  const [old, next] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].map(
    (name) => `${LABELS.get(name) ?? name}: ${textOf(old[name])} → ${textOf(next[name])}`,
  );
}

const fieldsOf = (value: Value): Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

function textOf(value: Value | undefined): string {
  if (value === null || value === undefined) return 'default';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
