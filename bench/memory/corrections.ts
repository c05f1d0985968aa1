import Database from 'libsql';
import pg from 'pg';
import { fingerprint } from '../../src/classifier/fingerprint.js';
import { bandsOf } from '../../src/classifier/near/near-text.js';
import { createRandom } from '../../src/training/random.js';

export const CONVERSATION = '-1001';
const AT_ONCE = 2_000;
const random = createRandom(1, 'shuffle');
const LETTERS = 'aaabcdeeeefghiiijklmnooopqrssstttuuvwxyz';

const pick = <Item>(items: ArrayLike<Item>): Item => {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError('Cannot pick one of nothing');
  return item;
};
const madeUpWord = () =>
  Array.from({ length: 3 + Math.floor(random.next() * 6) }, () => pick(LETTERS)).join('');
const WORDS = Array.from({ length: 3_000 }, madeUpWord);

/** Texts that have a word in common here and there. */
export const anyText = (): string =>
  Array.from({ length: 8 + Math.floor(random.next() * 16) }, () => pick(WORDS)).join(' ');

/** One text with another handle and another sum each time. */
export const campaignText = (): string =>
  `Garden chairs for everybody who comes on Saturday, ${100 + Math.floor(random.next() * 900)} of them are left, ` +
  `write to @${madeUpWord()}_${madeUpWord()} and say which colour you would like to have`;

/** Every third is of the campaign. */
function makeRows(from: number, count: number) {
  const corrections = [];
  const bands = [];
  for (let seq = from + 1; seq <= from + count; seq++) {
    const text = seq % 3 === 0 ? campaignText() : anyText();
    corrections.push({ seq, text, fingerprint: fingerprint(text) });
    for (const band of bandsOf(text)) bands.push({ seq, band });
  }
  return { corrections: JSON.stringify(corrections), bands: JSON.stringify(bands) };
}

const CONSTANT = `'spam', '7', 'admin', 'api', 'telegram', '${CONVERSATION}', '2026-01-02T03:04:05.000Z'`;
const INSERT = {
  corrections:
    `insert into corrections (seq, id, text, fingerprint, label, author, role, source, channel, conversation, created_at) ` +
    `select seq, 'C' || seq, text, fingerprint, ${CONSTANT} from `,
  bands:
    `insert into correction_bands (band, seq, channel, conversation) ` +
    `select band, seq, 'telegram', '${CONVERSATION}' from `,
};
const IN_SQLITE = {
  corrections: `(select value ->> 'seq' as seq, value ->> 'text' as text, value ->> 'fingerprint' as fingerprint from json_each(?))`,
  bands: `(select value ->> 'seq' as seq, value ->> 'band' as band from json_each(?))`,
};
const IN_POSTGRES = {
  corrections: `json_to_recordset($1) as given(seq bigint, text text, fingerprint text)`,
  bands: `json_to_recordset($1) as given(seq bigint, band bigint)`,
};

/** In bulk: one by one they would take ten minutes to reach the disk. */
export async function fillCorrections(url: string, count: number): Promise<void> {
  const { insert, close } = url.startsWith('file:') ? intoSqlite(url) : await intoPostgres(url);
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = makeRows(from, Math.min(AT_ONCE, count - from));
    await insert('corrections', rows.corrections);
    await insert('bands', rows.bands);
  }
  await close();
}

type Insert = (kind: 'corrections' | 'bands', json: string) => Promise<void>;
interface Filler {
  readonly insert: Insert;
  readonly close: () => Promise<void>;
}

function intoSqlite(url: string): Filler {
  const database = new Database(url.slice('file:'.length));
  return {
    insert: async (kind, json) => {
      database.prepare(INSERT[kind] + IN_SQLITE[kind]).run(json);
    },
    close: async () => {
      database.close();
    },
  };
}

async function intoPostgres(url: string): Promise<Filler> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    insert: async (kind, json) => {
      await client.query(INSERT[kind] + IN_POSTGRES[kind], [json]);
    },
    close: async () => {
      // What the server does by itself within a minute.
      await client.query('analyze');
      await client.end();
    },
  };
}
