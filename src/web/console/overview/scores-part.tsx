import { BarChart } from '../charts/bar-chart.js';
import { countText } from '../words.js';
import { Table } from '../parts.js';

/** How the scores are spread. Most messages score close to 0 or 1, so each line of the picture is ten times the one below. */
export function ScoresPart({ counts }: CountsProps) {
  const most = Math.ceil(Math.log10(Math.max(1, ...counts) + 1));
  const powers = Array.from({ length: Math.max(1, most) + 1 }, (_, i) => i);
  const width = 1 / counts.length;
  return (
    <section>
      <h2>Scores</h2>
      <p class="hint">
        A score is how likely a message is spam. Most should lie near 0 and near 1; what lies between is what
        people should look at. Each line of the picture is ten times the one below.
      </p>
      <BarChart
        id="scores"
        title="Distribution of the scores"
        description="How many messages got which score, from 0 to 1 in twenty steps. The table below has the numbers."
        x={{ from: 0, to: 1, ticks: TENTHS, label: 'score' }}
        y={{
          from: 0,
          to: powers.at(-1) ?? 1,
          ticks: powers.map((at) => ({ at, text: at === 0 ? '0' : countText(10 ** at) })),
          label: 'messages',
        }}
        bars={counts.map((count, i) => ({
          from: i * width,
          to: (i + 1) * width,
          text: `${spanOf(i, counts.length)}: ${countText(count)}`,
          parts: [{ kind: 'line', value: Math.log10(count + 1) }],
        }))}
      />
      <ScoresTable counts={counts} />
    </section>
  );
}

interface CountsProps {
  /** By bins of equal width, from 0 to 1. */
  readonly counts: readonly number[];
}

function ScoresTable({ counts }: CountsProps) {
  return (
    <details>
      <summary>As a table</summary>
      <Table caption="Messages by their score">
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col" class="number">
              Messages
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count, i) => (
            <tr>
              <th scope="row">{spanOf(i, counts.length)}</th>
              <td class="number">{countText(count)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}

const spanOf = (i: number, count: number): string =>
  `${(i / count).toFixed(2)} to ${((i + 1) / count).toFixed(2)}`;

const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, text: String(at) }));
