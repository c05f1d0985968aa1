import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

/** Ends the reading with an error; `line` is counted from 1. */
export type Fail = (reason: string, line?: number) => never;

export interface TableRow {
  readonly cells: readonly string[];
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

/**
 * The rows of a file, its header first: TSV where the first line has a tab, `\t` and `\n` in a cell standing for tab
 * and newline; else CSV. UTF-8, or Windows-1252 where it is no valid UTF-8. Calls `fail` for what is neither.
 */
export function parseTable(bytes: Uint8Array, fail: Fail): TableRow[] {
  const text = decodeText(bytes);
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

/** The characters of the bytes 80 to 9F. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** UTF-8, or Windows-1252 where it is no valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Windows-1252 has a character for every byte. Node 20's own decoder takes it for ISO-8859-1, which has none here.
    const latin = Buffer.from(bytes).toString('latin1');
    return latin.replaceAll(/[\x80-\x9f]/g, (byte) => WINDOWS_1252[byte.charCodeAt(0) - 0x80] ?? byte);
  }
}

function splitTsv(text: string): TableRow[] {
  return text.split(/\r?\n/).flatMap((content, i) => {
    if (content === '') return [];
    const cells = content.split('\t').map((cell) => cell.replaceAll('\\t', '\t').replaceAll('\\n', '\n'));
    return [{ cells, line: i + 1 }];
  });
}

const csvRecords = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

function splitCsv(text: string, fail: Fail): TableRow[] {
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
