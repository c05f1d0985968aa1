import type { ComponentChildren } from 'preact';

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table whose rows are named by their first cell. */
export function ReportTable({ caption, head, rows }: TableProps) {
  return (
    <div class="table-frame" role="group" aria-label={caption} tabIndex={0}>
      <table class="report">
        <caption>{caption}</caption>
        <thead>
          <tr>{head.map((name) => (name === '' ? <td /> : <th scope="col">{name}</th>))}</tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr>
              <th scope="row">{name}</th>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
