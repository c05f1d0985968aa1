import { readFile } from 'node:fs/promises';
import { faultReason } from '../classifier/fault-reason.js';
import { type Label, LABELS } from '../domain/correction.js';
import { DataError } from './data-error.js';
import { decodeText, type Fail, parseTable } from './parse-table.js';

export interface LabelledText {
  readonly label: Label;
  readonly text: string;
}

export interface LabelledFile {
  /** In the order of the file: row 0 is the first after the header. */
  readonly rows: readonly LabelledText[];
  /** As read, for the hash in a manifest. */
  readonly bytes: Uint8Array;
}

/** Reads a labelled file, TSV or CSV. Rejects with a `DataError`. */
export async function readLabelledFile(path: string): Promise<LabelledFile> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DataError(`Cannot read the data in "${path}": ${faultReason(cause)}`, { cause });
  });
  return { rows: parseLabelled(bytes, path), bytes };
}

/**
 * TSV with the header `label<TAB>text`, where `\t` and `\n` in a text stand for tab and newline; or CSV with columns
 * `label,text` or `v1,v2`, further columns being of no interest. UTF-8, or Windows-1252 where it is no valid UTF-8.
 * Throws a `DataError`; `path` is for its message only.
 */
export function parseLabelled(bytes: Uint8Array, path: string): LabelledText[] {
  return parseLabelledRows(bytes, path).map(({ label, text }) => ({ label, text }));
}

export interface LabelledRow extends LabelledText {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /** What stands in another column; '' where there is none. Capitals in the header do not count. */
  readonly cellOf: (column: string) => string;
}

/** As `parseLabelled`, with the other columns. */
export function parseLabelledRows(bytes: Uint8Array, path: string): LabelledRow[] {
  const fail = failAt(path);
  const [first, ...records] = parseTable(bytes, fail);
  const columns = findColumns(first?.cells ?? []);
  if (columns === null) return fail('it has no columns "label" and "text", nor "v1" and "v2"', 1);
  if (records.length === 0) return fail('it has no rows');
  const names = first?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  return records.map(({ cells, line }) => {
    const label = parseLabel(cells[columns.label]);
    const text = cells[columns.text];
    if (text === undefined) return fail('the row has no text', line);
    if (label === null)
      return fail(`unknown label "${cells[columns.label] ?? ''}", expected spam or ham`, line);
    return { label, text, line, cellOf: (column) => cells[names.indexOf(column.toLowerCase())] ?? '' };
  });
}

/** Whether the first line names the columns that `parseLabelled` needs. */
export function hasLabelledHeader(bytes: Uint8Array): boolean {
  const [header = ''] = decodeText(bytes.subarray(0, LONGEST_HEADER)).split(/\r?\n/, 1);
  const cells = header.split(header.includes('\t') ? '\t' : ',').map((cell) => cell.replaceAll('"', ''));
  return findColumns(cells) !== null;
}

const LONGEST_HEADER = 4_096;

/**
 * The cells of the column `name` of a labelled file, one for each row that `parseLabelled` gives, in its order; '' where
 * a row of CSV is too short. Capitals in the header do not count. Throws a `DataError` where there is no such column.
 */
export function parseColumn(bytes: Uint8Array, path: string, name: string): string[] {
  const fail = failAt(path);
  const [first, ...records] = parseTable(bytes, fail);
  const header = first?.cells.map((cell) => cell.trim()) ?? [];
  const wanted = name.trim().toLowerCase();
  const column = wanted === '' ? -1 : header.findIndex((cell) => cell.toLowerCase() === wanted);
  if (column === -1) {
    const names = header.filter((cell) => cell !== '').join(', ');
    return fail(`it has no column "${name}", its columns are ${names}`, 1);
  }
  return records.map(({ cells }) => cells[column] ?? '');
}

function failAt(path: string): Fail {
  return (reason, line) => {
    const where = line === undefined ? '' : `, line ${line}`;
    throw new DataError(`Cannot read the data in "${path}"${where}: ${reason}`);
  };
}

interface Columns {
  readonly label: number;
  readonly text: number;
}

function findColumns(header: readonly string[]): Columns | null {
  const names = header.map((name) => name.trim().toLowerCase());
  for (const [label, text] of [
    ['label', 'text'],
    ['v1', 'v2'],
  ] as const) {
    const columns = { label: names.indexOf(label), text: names.indexOf(text) };
    if (columns.label >= 0 && columns.text >= 0) return columns;
  }
  return null;
}

function parseLabel(cell = ''): Label | null {
  const name = cell.trim().toLowerCase();
  return LABELS.find((label) => label === name) ?? null;
}
