import { BarChart } from '../charts/bar-chart.js';
import { countTicks } from '../charts/scale.js';
import { countText } from '../words.js';
import { type Range, RANGES, type TrafficBar } from './traffic-bars.js';
import { Table } from '../parts.js';

const RANGE_TITLE: Readonly<Record<Range, string>> = {
  day: '24 hours',
  week: '7 days',
  month: '30 days',
};

interface TrafficProps {
  readonly range: Range;
  readonly bars: readonly TrafficBar[];
}

export function TrafficPart({ range, bars }: TrafficProps) {
  const sum = (band: 'spam' | 'unsure' | 'ham') => bars.reduce((total, bar) => total + bar[band], 0);
  const [spam, unsure, ham] = [sum('spam'), sum('unsure'), sum('ham')];
  return (
    <section>
      <h2>Messages in the last {RANGE_TITLE[range]}</h2>
      <nav class="links" aria-label="How far back">
        {RANGES.map((name) => (
          <a href={`/?range=${name}`} aria-current={name === range ? 'true' : undefined}>
            {RANGE_TITLE[name]}
          </a>
        ))}
      </nav>
      <p>
        {countText(spam + unsure + ham)} messages: {countText(spam)} spam, {countText(unsure)} unsure,{' '}
        {countText(ham)} ham.
      </p>
      <TrafficChart range={range} bars={bars} />
      <TrafficTable bars={bars} />
    </section>
  );
}

function TrafficChart({ range, bars }: TrafficProps) {
  const ticks = countTicks(Math.max(0, ...bars.map(({ spam, unsure, ham }) => spam + unsure + ham)));
  const step = Math.ceil(bars.length / 4);
  return (
    <BarChart
      id="traffic"
      title={`Messages in the last ${RANGE_TITLE[range]}`}
      description="Spam at the bottom, unsure above it, ham on top. The table below has the numbers."
      x={{
        from: 0,
        to: bars.length,
        ticks: bars.flatMap(({ from }, i) =>
          i % step === 0 ? [{ at: i, text: beginning(from, range) }] : [],
        ),
        label: 'UTC',
      }}
      y={{
        from: 0,
        to: ticks.at(-1) ?? 1,
        ticks: ticks.map((at) => ({ at, text: countText(at) })),
        label: 'messages',
      }}
      bars={bars.map(({ from, spam, unsure, ham }, i) => ({
        from: i,
        to: i + 1,
        text: `${whole(from)}: ${spam} spam, ${unsure} unsure, ${ham} ham`,
        parts: [
          { kind: 'spam', value: spam },
          { kind: 'unsure', value: unsure },
          { kind: 'ham', value: ham },
        ],
      }))}
      keys={[
        { name: 'spam', kind: 'spam' },
        { name: 'unsure', kind: 'unsure' },
        { name: 'ham', kind: 'ham' },
      ]}
    />
  );
}

const whole = (from: string): string => `${from.slice(0, 10)} ${from.slice(11, 16)}`;

/** Of an hour the time, of longer bars the day. */
const beginning = (from: string, range: Range): string =>
  range === 'day' ? from.slice(11, 16) : from.slice(5, 10);

function TrafficTable({ bars }: Pick<TrafficProps, 'bars'>) {
  return (
    <details>
      <summary>As a table</summary>
      <Table caption="Messages over time, by what they were called">
        <thead>
          <tr>
            <th scope="col">From (UTC)</th>
            <th scope="col" class="number">
              Spam
            </th>
            <th scope="col" class="number">
              Unsure
            </th>
            <th scope="col" class="number">
              Ham
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ from, spam, unsure, ham }) => (
            <tr>
              <th scope="row">{whole(from)}</th>
              <td class="number">{countText(spam)}</td>
              <td class="number">{countText(unsure)}</td>
              <td class="number">{countText(ham)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
