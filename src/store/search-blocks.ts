import { type Compilable, type RawBuilder, sql } from 'kysely';
import { type Found, inSpans, type Source, type Span } from './look-through.js';
import { prepare } from './prepared.js';
import type { SearchTerms } from './search-words.js';
import type { Engine, Queries } from './tables.js';

/**
 * Each word stands in the search index with the block of its message before it, a block being 2^12 numbers. So a search
 * goes block by block, the newest first, and no word is so frequent that it takes long: an index without blocks would
 * gather all messages that have a word before it gives the newest of them.
 */
export const BLOCK_BITS = 12;
const BLOCK = 2 ** BLOCK_BITS;

/** What a read asks for at once; more and more, as long as little is found. */
const MOST_BLOCKS_AT_ONCE = 16;
const MOST_BLOCKS = 64;
/** Of a block that has nothing of what is looked for, in rows that take as long. */
const BLOCK_COST = 12;

export function searchSource(
  db: Queries,
  {
    engine,
    terms,
    spans,
  }: { readonly engine: Engine; readonly terms: SearchTerms; readonly spans: readonly Span[] },
): Source {
  const inEngine = engine === 'sqlite' ? selectInSqlite : selectInPostgres;
  const select: Select = async (blocks, span, count) => {
    const { rows } = await inEngine({ terms, blocks, span, count }).execute(db);
    return rows.map(({ seq }) => seq);
  };
  return inSpans(spans, async (span, count) => searchIn(select, await narrow(db, span), count));
}

type Select = (blocks: readonly number[], span: Span, count: number) => Promise<readonly number[]>;

/** To what there is. */
async function narrow(db: Queries, { above, below }: Span): Promise<Span> {
  const edge = (direction: 'asc' | 'desc') =>
    db
      .selectFrom('messages')
      .select('seq')
      .where('seq', '>', 0)
      .orderBy('seq', direction)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = [await edge('asc'), await edge('desc')];
  return { above: Math.max(above, (first?.seq ?? 0) - 1), below: Math.min(below, (last?.seq ?? 0) + 1) };
}

async function searchIn(select: Select, span: Span, count: number): Promise<Found> {
  const lowest = blockOf(span.above + 1);
  let block = blockOf(span.below - 1);
  let read = 0;
  const seqs: number[] = [];
  for (let size = 1; block >= lowest && read < MOST_BLOCKS; size = Math.min(2 * size, MOST_BLOCKS_AT_ONCE)) {
    const blocks = blocksDownFrom(block, Math.min(size, block - lowest + 1));
    seqs.push(...(await select(blocks, span, count - seqs.length)));
    [block, read] = [block - blocks.length, read + blocks.length];
    if (seqs.length === count) return { seqs, next: seqs.at(-1) ?? null, looked: costOf(seqs, read) };
  }
  const next = block < lowest ? null : (block + 1) * BLOCK;
  return { seqs, next, looked: costOf(seqs, read) };
}

const costOf = (seqs: readonly number[], blocks: number): number => seqs.length + BLOCK_COST * blocks;

const blockOf = (seq: number): number => Math.floor(seq / BLOCK);
const blocksDownFrom = (block: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => block - index);

export interface BlockQuery {
  readonly terms: SearchTerms;
  readonly blocks: readonly number[];
  readonly span: Span;
  readonly count: number;
}

type SelectSeqs = (query: BlockQuery) => RawBuilder<{ readonly seq: number }>;

/** Writes what was kept into the index; PostgreSQL does that by itself. Part of the caller's transaction. */
export async function indexWords(
  db: Queries,
  engine: Engine,
  rows: readonly { readonly seq: number; readonly words: string }[],
): Promise<void> {
  if (engine === 'postgres') return;
  for (const { seq, words } of rows) {
    const prefix = sqlitePrefix(blockOf(seq));
    await insertWords(db, { seq, words: prefix + words.replaceAll(' ', ` ${prefix}`) });
  }
}

const insertWords = prepare(
  (db, { seq, words }: { readonly seq: number; readonly words: string }): Compilable => ({
    compile: () => sql`insert into message_search (rowid, words) values (${seq}, ${words})`.compile(db),
  }),
);

/** As the triggers of the table write it. */
const sqlitePrefix = (block: number): string => `${block.toString(16).padStart(6, '0')}x`;
const postgresPrefix = (block: number): string => `${block.toString(16)}x`;

/** Words are letters, digits and pictures, and here in quotes: nothing in them is read as an operator. */
export const selectInSqlite: SelectSeqs = ({ terms: { words, idWord }, blocks, span, count }) => {
  const inBlock = (block: number): string => {
    const prefix = sqlitePrefix(block);
    const every = words.map((word) => `"${prefix}${word}"*`).join(' AND ');
    return every === '' ? `"${prefix}${idWord}"` : `(${every}) OR "${prefix}${idWord}"`;
  };
  return sql`select rowid as seq from message_search
    where message_search match ${blocks.map(inBlock).join(' OR ')} and rowid > ${span.above} and rowid < ${span.below}
    order by rowid desc limit ${count}`;
};

/** The words of a message as its index has them; the migration says the same. */
export const POSTGRES_WORDS = `((to_hex(seq >> ${BLOCK_BITS}) || 'x') || replace(words, ' ', ' ' || (to_hex(seq >> ${BLOCK_BITS}) || 'x')))::tsvector`;

/** The inner query is by the index of words alone: by the numbers, the server would go through every row between them. */
export const selectInPostgres: SelectSeqs = ({ terms: { words, idWord }, blocks, span, count }) => {
  const inBlock = (block: number): string => {
    const prefix = postgresPrefix(block);
    const every = words.map((word) => `'${prefix}${word}':*`).join(' & ');
    return every === '' ? `'${prefix}${idWord}'` : `(${every}) | '${prefix}${idWord}'`;
  };
  return sql`select seq from
      (select seq from messages where ${sql.raw(POSTGRES_WORDS)} @@ ${blocks.map(inBlock).join(' | ')}::tsquery offset 0)
      as found
    where seq > ${span.above} and seq < ${span.below} order by seq desc limit ${count}`;
};
