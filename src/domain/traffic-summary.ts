import type { Channel } from './message.js';
import { SCORE_BINS, type TrafficRow } from './traffic.js';

/** One hour of one channel. */
export interface HourOfTraffic {
  /** ISO 8601: its beginning. */
  readonly hour: string;
  readonly channel: Channel;
  readonly messages: number;
  readonly spam: number;
  readonly unsure: number;
  /** Not accepted, whatever was done about them. */
  readonly acted: number;
}

/** Messages whose score is at least `from` and below `to`; the last one has the score 1, too. */
export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly messages: number;
}

export interface TrafficSummary {
  /** In the order of the hours; hours without a message are left out. */
  readonly hours: readonly HourOfTraffic[];
  readonly scores: readonly ScoreBin[];
}

export function summariseTraffic(rows: readonly TrafficRow[]): TrafficSummary {
  const hours = new Map<string, HourOfTraffic>();
  const bins = new Array<number>(SCORE_BINS).fill(0);
  for (const row of rows) {
    const key = `${row.hour} ${row.channel}`;
    hours.set(key, add(hours.get(key), row));
    if (row.scoreBin !== null) bins[row.scoreBin] = (bins[row.scoreBin] ?? 0) + row.messages;
  }
  const scores = bins.map((messages, bin) => ({
    from: bin / SCORE_BINS,
    to: (bin + 1) / SCORE_BINS,
    messages,
  }));
  return { hours: [...hours.values()], scores };
}

function add(before: HourOfTraffic | undefined, row: TrafficRow): HourOfTraffic {
  const { hour, channel, band, action, messages } = row;
  const counted = (is: boolean): number => (is ? messages : 0);
  return {
    hour,
    channel,
    messages: (before?.messages ?? 0) + messages,
    spam: (before?.spam ?? 0) + counted(band === 'spam'),
    unsure: (before?.unsure ?? 0) + counted(band === 'unsure'),
    acted: (before?.acted ?? 0) + counted(action !== 'accept'),
  };
}
