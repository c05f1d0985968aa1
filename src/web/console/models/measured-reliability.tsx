import { Empty } from '../parts.js';
import type { ReliabilityBin } from '../../../app/measure-reliability.js';
import { ReliabilityChart } from './reliability-part.js';

interface MeasuredProps {
  /** Null where the model cannot be used. */
  readonly bins: readonly ReliabilityBin[] | null;
}

/** On the list that comes with the program, which no model learns from. */
export function MeasuredReliability({ bins }: MeasuredProps) {
  return (
    <div id="measured">
      {bins === null ? (
        <Empty>It cannot be measured here: its files are gone, or they cannot be loaded.</Empty>
      ) : (
        <ReliabilityChart id="measured-reliability" on="the written list" bins={bins} />
      )}
      <p class="hint">
        The written list comes with the program and is never learnt from: a thousand messages in many
        languages, made to be hard. Its share of spam is not that of your messages.
      </p>
    </div>
  );
}
