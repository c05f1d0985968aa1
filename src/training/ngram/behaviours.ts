import type { Calibration } from '../../classifier/manifest.js';
import type { Behaviours } from '../../classifier/ngram/ngram-manifest.js';
import { calibrate } from '../../classifier/ngram/ngram-scorer.js';
import { type LabelledText, parseColumn, readLabelledFile } from '../labelled-data.js';
import { measureBy } from '../measure-by.js';
import type { FittedNgrams } from './fit-ngram.js';
import { scoreAll } from './leave-sources-out.js';

/** A message and the kind of message that it stands for: `parcels`, `jokes-about-spam`. */
export interface BehaviourText extends LabelledText {
  readonly behaviour: string;
}

/** A labelled file with the column `behaviour`. Rejects with a `DataError`. */
export async function readBehaviours(path: string): Promise<BehaviourText[]> {
  const { rows, bytes } = await readLabelledFile(path);
  const behaviours = parseColumn(bytes, path, 'behaviour');
  return rows.map((row, i) => ({ ...row, behaviour: behaviours[i] ?? '' }));
}

interface Judge {
  readonly model: FittedNgrams;
  readonly calibration: Calibration;
  /** Calibrated, 0 to 1. */
  readonly threshold: number;
}

/** Counts what the model gets wrong, behaviour by behaviour; null without messages. */
export function measureBehaviours(
  texts: readonly BehaviourText[],
  { model, calibration, threshold }: Judge,
): Behaviours | null {
  if (texts.length === 0) return null;
  const scored = scoreAll(
    model,
    texts.map((row) => ({ ...row, source: row.behaviour })),
  ).map(({ label, logOdds, source }) => ({
    isSpam: label === 'spam',
    score: calibrate(logOdds, calibration),
    value: source,
  }));
  return {
    threshold,
    behaviours: measureBy(scored, threshold).map(({ value, spam, ham, spamMissed, hamCalledSpam }) => ({
      name: value,
      spam,
      ham,
      spamMissed,
      hamCalledSpam,
    })),
  };
}
