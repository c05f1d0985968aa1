import type { TrafficRow } from '../../src/domain/traffic.js';
import { summariseTraffic } from '../../src/domain/traffic-summary.js';

const aRow = (parts: Partial<TrafficRow> = {}): TrafficRow => ({
  hour: '2026-01-02T03:00:00.000Z',
  channel: 'sms',
  band: 'ham',
  action: 'accept',
  scoreBin: 0,
  messages: 1,
  ...parts,
});

describe('summariseTraffic()', () => {
  test('adds up each hour of each channel, and the scores of all', () => {
    const later = '2026-01-02T04:00:00.000Z';
    const { hours, scores } = summariseTraffic([
      aRow({ messages: 5 }),
      aRow({ band: 'unsure', scoreBin: 11, messages: 2 }),
      aRow({ band: 'spam', action: 'quarantine', scoreBin: 19, messages: 3 }),
      aRow({ channel: 'telegram', scoreBin: null }),
      aRow({ hour: later, band: 'spam', action: 'observe', scoreBin: 19 }),
    ]);
    expect(hours).toEqual([
      { hour: aRow().hour, channel: 'sms', messages: 10, spam: 3, unsure: 2, acted: 3 },
      { hour: aRow().hour, channel: 'telegram', messages: 1, spam: 0, unsure: 0, acted: 0 },
      { hour: later, channel: 'sms', messages: 1, spam: 1, unsure: 0, acted: 1 },
    ]);
    expect(scores).toHaveLength(20);
    expect(scores.filter(({ messages }) => messages > 0)).toEqual([
      { from: 0, to: 0.05, messages: 5 },
      { from: 0.55, to: 0.6, messages: 2 },
      { from: 0.95, to: 1, messages: 4 },
    ]);
  });

  test('has nothing for nothing', () => {
    expect(summariseTraffic([])).toMatchObject({ hours: [] });
  });
});
