import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../training/fit-network.js';
import type { Io } from './io.js';

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  readonly close: () => void;
}

/** A bar for each epoch on a terminal; one plain line for each epoch elsewhere. */
export function showProgress(stream: Io['stderr']): ProgressDisplay {
  return stream.isTTY === true ? showBar(stream) : showLines(stream);
}

function showLines(stream: Io['stderr']): ProgressDisplay {
  return {
    show(progress) {
      if (progress.kind === 'epoch') stream.write(`${epochLine(progress)}\n`);
    },
    close: () => undefined,
  };
}

function showBar(stream: Io['stderr']): ProgressDisplay {
  const format = 'epoch {epoch} [{bar}] {value}/{total} batches, {eta_formatted} left';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, hideCursor: true }, Presets.legacy);
  return {
    show(progress) {
      if (progress.kind === 'epoch') {
        bar.stop();
        stream.write(`${epochLine(progress)}\n`);
        return;
      }
      const { epoch, batch, batches } = progress;
      if (batch === 1) bar.start(batches, 1, { epoch });
      else bar.update(batch, { epoch });
    },
    // Gives the cursor back when training fails in the middle of an epoch.
    close: () => bar.stop(),
  };
}

function epochLine({ epoch, limit, record }: Extract<Progress, { kind: 'epoch' }>): string {
  const { loss, validationLoss, validationAccuracy } = record;
  return [
    `epoch ${epoch} of at most ${limit}: loss ${loss.toFixed(4)}`,
    `validation loss ${validationLoss.toFixed(4)}`,
    `validation accuracy ${(validationAccuracy * 100).toFixed(2)} %`,
  ].join(', ');
}

const MINUTE_MS = 60_000;

/** `40 s`, `12 min` or `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.ceil(ms / 1000)} s`;
  const minutes = Math.round(ms / MINUTE_MS);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
