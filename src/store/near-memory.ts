import { sql } from 'kysely';
import type { CorrectionScope } from '../domain/correction.js';
import type { Channel } from '../domain/message.js';
import { BAND_COUNT, type Remembered } from '../domain/near-memory.js';
import { prepare } from './prepared.js';
import type { NewBandRow, Queries } from './tables.js';

/** A campaign that was corrected a thousand times must not make its next message slower. */
const MOST_REMEMBERED = 20;

export interface Place {
  readonly channel: Channel;
  readonly conversation: string;
}

/** The values of a prepared query are single ones. */
export type BandValues = Readonly<Record<`band${number}`, number>>;
const NAMES = Array.from({ length: BAND_COUNT }, (_, index) => `band${index}` as const);
/** Stands for the bands of a text that has none: no band is as high. */
const NO_BAND = 2 ** 31;

export function bandValues(bands: readonly number[]): BandValues {
  return Object.fromEntries(NAMES.map((name, index) => [name, bands[index] ?? NO_BAND]));
}

const valueOf = (values: BandValues, name: `band${number}`): number => values[name] ?? NO_BAND;

function bandsWithin(db: Queries, { channel, conversation }: Place, scope: CorrectionScope) {
  const bands = db.selectFrom('correction_bands');
  return scope === 'everywhere'
    ? bands
    : bands.where('channel', '=', channel).where('conversation', '=', conversation);
}

/** One row where any correction within the scope has one of these bands. */
export function selectAnyBand(db: Queries, values: Place & BandValues, scope: CorrectionScope) {
  const bands = NAMES.map((name) => valueOf(values, name));
  return bandsWithin(db, values, scope)
    .select(sql.lit(1).as('one'))
    .where('band', 'in', bands)
    .limit(sql.lit(1));
}

/** Newest first. Of each band the newest: that is read off the end of an index, however many there are. */
const selectRemembered = (scope: CorrectionScope) =>
  prepare((db, values: Place & BandValues) => {
    const [first, ...others] = NAMES.map((name) => {
      const newest = bandsWithin(db, values, scope)
        .select('seq')
        .where('band', '=', valueOf(values, name))
        .orderBy('seq', 'desc')
        .limit(sql.lit(MOST_REMEMBERED));
      return db.selectFrom(newest.as(name)).select('seq');
    });
    if (first === undefined) throw new RangeError('Cannot look for texts by no bands');
    const all = others.reduce((together, one) => together.union(one), first);
    const newest = db
      .selectFrom(all.as('all'))
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(sql.lit(MOST_REMEMBERED));
    return db
      .selectFrom(newest.as('newest'))
      .innerJoin('corrections', 'corrections.seq', 'newest.seq')
      .select(['corrections.label', 'corrections.text', 'corrections.fingerprint'])
      .where('corrections.withdrawn_at', 'is', null)
      .orderBy('corrections.seq', 'desc');
  });

const REMEMBERED = {
  conversation: selectRemembered('conversation'),
  everywhere: selectRemembered('everywhere'),
} satisfies Record<CorrectionScope, unknown>;

/** Corrections whose texts may be nearly that of these bands. */
export function readRemembered(
  db: Queries,
  values: Place & BandValues,
  scope: CorrectionScope,
): Promise<readonly Remembered[]> {
  const { channel, conversation } = values;
  const bands = Object.fromEntries(NAMES.map((name) => [name, valueOf(values, name)]));
  return REMEMBERED[scope](db, { channel, conversation, ...bands });
}

export async function insertBands(db: Queries, rows: readonly NewBandRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('correction_bands')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Nobody will ask for a correction that was withdrawn. */
export async function forgetBands(db: Queries, seq: number): Promise<void> {
  await db.deleteFrom('correction_bands').where('seq', '=', seq).execute();
}
