import type { Channel } from './message.js';
import type { Action, Band } from './verdict.js';

/** How many messages of one kind came in one hour. */
export interface TrafficRow {
  /** ISO 8601: its beginning; that of the day, where days were asked for. */
  readonly hour: string;
  readonly channel: Channel;
  readonly band: Band;
  readonly action: Action;
  /** Of twenty bins of equal width, from 0; the score 1 is in the last. Null: not scored. */
  readonly scoreBin: number | null;
  readonly messages: number;
}

export const SCORE_BINS = 20;

export interface TrafficQuery {
  /** ISO 8601, both: hours that begin from (included) to (not included). */
  readonly from: string;
  readonly to: string;
  /** Days (UTC) for more than a week: a month of hours may have some ten thousand rows. Hours, if it is not given. */
  readonly by?: 'hour' | 'day';
}

export interface TrafficStore {
  /**
   * What came in these hours, and is stored or was forgotten since; erased messages that were not rolled up yet are not in
   * it. In the order of the hours.
   */
  readTraffic(query: TrafficQuery): Promise<readonly TrafficRow[]>;
  /**
   * Adds the next messages to the hours they belong to, `limit` at most, however late they came. Says how many; 0: all
   * that had settled before `now` are in. Several processes may call it at once. Messages that came after the last call
   * settle a minute later.
   */
  rollUpTraffic(step: { readonly now: string; readonly limit: number }): Promise<number>;
}
