import type { Latency } from '../../metrics/latency.js';
import { countText } from '../words.js';

const STEP_TEXT: Readonly<Record<Latency['step'], string>> = {
  scoring: 'Scoring a message',
  committing: 'Keeping it',
  answering: 'From its arrival until the answer',
};

/** How fast the gate is. */
export function LatencyPart({ latencies }: { readonly latencies: readonly Latency[] }) {
  return (
    <section>
      <h2>How long it takes</h2>
      <div class="table-frame">
        <table>
          <caption>In this process, since it started</caption>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" class="number">
                Half within
              </th>
              <th scope="col" class="number">
                95 of 100 within
              </th>
              <th scope="col" class="number">
                Measured
              </th>
            </tr>
          </thead>
          <tbody>
            {latencies.map(({ step, count, halfMs, mostMs }) => (
              <tr>
                <th scope="row">{STEP_TEXT[step]}</th>
                <td class="number">{msText(halfMs)}</td>
                <td class="number">{msText(mostMs)}</td>
                <td class="number">{countText(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The bounds of the buckets are round already. */
export function msText(ms: number | null): string {
  if (ms === null) return '–';
  return ms === Infinity ? 'longer' : `${Number(ms.toPrecision(3))} ms`;
}
