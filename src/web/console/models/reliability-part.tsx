import { LineChart } from '../charts/line-chart.js';
import { countText, percent } from '../words.js';
import type { ReliabilityBin } from '../../../app/measure-reliability.js';
import { Table } from '../parts.js';

interface ReliabilityProps {
  /** Of the picture, unique in its page. */
  readonly id: string;
  /** On what it was measured. */
  readonly on: string;
  readonly bins: readonly ReliabilityBin[];
}

/** How scores agree with the share of spam: on the diagonal, of messages with the score 0.7 seven in ten are spam. */
export function ReliabilityChart({ id, on, bins }: ReliabilityProps) {
  return (
    <>
      <LineChart
        id={id}
        title={`Reliability on ${on}`}
        description="Share of spam by score. On the dotted diagonal a score is the share of spam. The table below has the numbers."
        x={{ from: 0, to: 1, ticks: STEPS.map((at) => ({ at, text: String(at) })), label: 'mean score' }}
        y={{
          from: 0,
          to: 1,
          ticks: STEPS.map((at) => ({ at, text: percent(at, 0) })),
          label: 'share of spam',
        }}
        series={[
          {
            name: 'what a score promises',
            kind: 'ideal',
            points: [
              [0, 0],
              [1, 1],
            ],
          },
          {
            name: `on ${on}`,
            kind: 'line',
            points: bins.map(({ meanScore, spamShare }) => [meanScore, spamShare] as const),
            hasDots: true,
          },
        ]}
      />
      <BinTable on={on} bins={bins} />
    </>
  );
}

const STEPS = [0, 0.25, 0.5, 0.75, 1] as const;

function BinTable({ on, bins }: Omit<ReliabilityProps, 'id'>) {
  return (
    <details>
      <summary>As a table</summary>
      <Table caption={`Share of spam by score, on ${on}`}>
        <thead>
          <tr>
            <th scope="col">Scores</th>
            <th scope="col" class="number">
              Messages
            </th>
            <th scope="col" class="number">
              Mean score
            </th>
            <th scope="col" class="number">
              Spam
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, to, messages, meanScore, spamShare }) => (
            <tr>
              <th scope="row">
                {from.toFixed(1)} to {to.toFixed(1)}
              </th>
              <td class="number">{countText(messages)}</td>
              <td class="number">{meanScore.toFixed(3)}</td>
              <td class="number">{percent(spamShare)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
