import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { faultReason } from '../classifier/fault-reason.js';
import { type Label, LABELS } from '../domain/correction.js';
import { DataError } from './data-error.js';

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
  const fail: Fail = (reason, line) => {
    const where = line === undefined ? '' : `, line ${line}`;
    throw new DataError(`Cannot read the data in "${path}"${where}: ${reason}`);
  };
  const [first, ...records] = splitRows(decode(bytes), fail);
  const columns = findColumns(first?.cells ?? []);
  if (columns === null) return fail('it has no columns "label" and "text", nor "v1" and "v2"', 1);
  if (records.length === 0) return fail('it has no rows');
  return records.map(({ cells, line }) => {
    const label = parseLabel(cells[columns.label]);
    const text = cells[columns.text];
    if (text === undefined) return fail('the row has no text', line);
    if (label === null)
      return fail(`unknown label "${cells[columns.label] ?? ''}", expected spam or ham`, line);
    return { label, text };
  });
}

type Fail = (reason: string, line?: number) => never;

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The characters of the bytes 80 to 9F. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Windows-1252 has a character for every byte. Node 20's own decoder takes it for ISO-8859-1, which has none here.
    const latin = Buffer.from(bytes).toString('latin1');
    return latin.replaceAll(/[\x80-\x9f]/g, (byte) => WINDOWS_1252[byte.charCodeAt(0) - 0x80] ?? byte);
  }
}

function splitRows(text: string, fail: Fail): Row[] {
  if (text.includes('\0')) return fail('it is not a text file');
  const header = text.slice(0, text.search(/[\r\n]|$/));
  if (!header.includes('\t')) return splitCsv(text, fail);
  const rows = splitTsv(text);
  const width = rows[0]?.cells.length ?? 0;
  // A surplus cell is the rest of a text that was cut at a tab; Kaggle's CSV has surplus cells by design.
  const torn = rows.find(({ cells }) => cells.length > width);
  if (torn !== undefined)
    return fail(`the row has ${torn.cells.length} columns, the header ${width}`, torn.line);
  return rows;
}

function splitTsv(text: string): Row[] {
  return text.split(/\r?\n/).flatMap((content, i) => {
    if (content === '') return [];
    const cells = content.split('\t').map((cell) => cell.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
    return [{ cells, line: i + 1 }];
  });
}

const csvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

function splitCsv(text: string, fail: Fail): Row[] {
  try {
    const records = csvRecords.parse(
      parse(text, { info: true, relaxColumnCount: true, skipEmptyLines: true }),
    );
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (cause) {
    // Its words name the line themselves.
    if (cause instanceof CsvError) return fail(cause.message);
    throw cause;
  }
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
