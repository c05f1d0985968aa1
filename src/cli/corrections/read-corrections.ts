import { basename, extname } from 'node:path';
import { z } from 'zod';
import type { ForeignCorrection } from '../../app/import-corrections.js';
import { CORRECTION_ROLES, CORRECTION_SOURCES, type Label, LABELS } from '../../domain/correction.js';
import { CHANNELS } from '../../domain/message.js';
import type { ConversationKey } from '../../domain/store.js';
import { DataError } from '../../training/data-error.js';
import { hasLabelledHeader, parseLabelledRows } from '../../training/labelled-data.js';
import { decodeText } from '../../training/parse-table.js';
import { UsageError } from '../usage-error.js';
import { EXTRA_COLUMNS, type ExtraColumn } from './corrections-table.js';

/** What holds where the file does not tell. */
export interface ReadOptions {
  readonly label?: Label;
  readonly author: string;
  readonly conversation?: ConversationKey;
}

/**
 * The corrections of a file: a labelled table, of which the columns of an export are taken over, or one text a line.
 * Throws a `DataError` that names the first line that cannot be used, a `UsageError` for an option that does not fit.
 */
export function parseCorrections(bytes: Uint8Array, path: string, options: ReadOptions): ForeignCorrection[] {
  const isTable = ['.tsv', '.csv'].includes(extname(path).toLowerCase()) || hasLabelledHeader(bytes);
  if (!isTable) return parseLines(bytes, path, options);
  if (options.label !== undefined)
    throw new UsageError(`Cannot take --label for "${path}": it has labels of its own`);
  return parseLabelledRows(bytes, path).map(({ label, text, line, cellOf }) => {
    const fail = failAt(path, line);
    if (text.trim() === '') return fail('the text is empty');
    const given = EXTRA_COLUMNS.flatMap((name) => {
      const cell = cellOf(name).trim();
      return cell === '' ? [] : [[name, cell] as const];
    });
    const extra = Extra.safeParse(Object.fromEntries(given));
    if (!extra.success) return fail(describeIssue(extra.error.issues[0]));
    return { ...baseOf(options), ...extra.data, label, text };
  });
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const column = issue?.path.join('.') ?? '';
  return `${column === '' ? '' : `${column}: `}${issue?.message ?? 'it cannot be read'}`;
}

/** As `spam-samples.txt` and `ham-samples.txt` of tg-spam: each line is a text, empty lines are none. */
function parseLines(bytes: Uint8Array, path: string, options: ReadOptions): ForeignCorrection[] {
  const label = options.label ?? labelInName(path);
  if (label === null)
    throw new UsageError(
      `Cannot tell whether "${path}" is spam or ham: it has no columns "label" and "text", and its name does not say; give --label`,
    );
  const content = decodeText(bytes);
  if (content.includes('\0')) return failAt(path)('it is not a text file');
  const texts = content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (texts.length === 0) return failAt(path)('it has no lines');
  return texts.map((text) => ({ ...baseOf(options), label, text }));
}

/** `spam-samples.txt`, `ham-dynamic.txt`; null for names with neither word, or with both. */
function labelInName(path: string): Label | null {
  const words = basename(path)
    .toLowerCase()
    .split(/[^a-z]+/);
  const found = LABELS.filter((label) => words.includes(label));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function baseOf({ author, conversation = null }: { author: string; conversation?: ConversationKey | null }) {
  const unknown = { id: null, score: null, model: null, createdAt: null, withdrawnAt: null };
  return { ...unknown, author, role: 'admin', source: 'import', conversation } as const;
}

function failAt(path: string, line?: number): (reason: string) => never {
  const where = line === undefined ? '' : `, line ${line}`;
  return (reason) => {
    throw new DataError(`Cannot import "${path}"${where}: ${reason}. Nothing was changed`);
  };
}

const name = z.string().max(255);
/** Any offset is taken, and UTC is kept: times are compared as they stand. */
const time = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text).toISOString());

const score = z
  .string()
  .transform(Number)
  .pipe(z.number({ error: 'expected a number from 0 to 1' }).min(0).max(1));

/** The cells of one row that are not empty. */
const Extra = z
  .object({
    author: name.exactOptional(),
    role: z.enum(CORRECTION_ROLES).exactOptional(),
    source: z.enum(CORRECTION_SOURCES).exactOptional(),
    channel: z.enum(CHANNELS).exactOptional(),
    conversation: name.exactOptional(),
    score: score.exactOptional(),
    model: name.exactOptional(),
    createdAt: time.exactOptional(),
    withdrawnAt: time.exactOptional(),
    id: z.string().max(100).exactOptional(),
  } satisfies Readonly<Record<ExtraColumn, z.ZodType>>)
  .transform(({ channel, conversation: id, ...rest }, context) => {
    if (channel !== undefined && id !== undefined) return { ...rest, conversation: { channel, id } };
    if (channel === undefined && id === undefined) return rest;
    context.addIssue('channel and conversation go together, one of them is empty');
    return z.NEVER;
  });
