import type { ExplainedPart, Explanation } from '../explanation.js';
import type { Calibration } from '../manifest.js';
import type { FeatureExtractor, FeatureOccurrence } from './feature-view.js';
import { charScale, type WeightTable, wordScale } from './linear-model.js';
import type { Token } from './normalised.js';

export interface ExplainedModel {
  readonly extractor: FeatureExtractor;
  readonly table: WeightTable;
  readonly bias: number;
  readonly calibration: Calibration;
}

/**
 * What each word adds, exactly: the weight of an n-gram is shared out evenly among the places where it stands, and
 * there among the words that it covers.
 */
export function explainNgrams(text: string, model: ExplainedModel): Explanation {
  const { features, normalised, occurrences } = model.extractor.trace(text);
  const slope = model.calibration.kind === 'platt' ? model.calibration.slope : 1;
  const intercept = model.calibration.kind === 'platt' ? model.calibration.intercept : 0;
  const scales = { word: wordScale(features.wordCount), char: charScale(features.charCount) };
  const times = countTimes(occurrences);
  const ofToken = new Float64Array(normalised.tokens.length);
  let rest = slope * model.bias + intercept;
  for (const { block, key, firstToken, lastToken } of occurrences) {
    const part = (slope * scales[block] * model.table.weightOf(key)) / (times.get(idOf({ block, key })) ?? 1);
    if (firstToken < 0) rest += part;
    else
      for (let i = firstToken; i <= lastToken; i++)
        ofToken[i] = (ofToken[i] ?? 0) + part / (lastToken - firstToken + 1);
  }
  return { parts: mergeSpans(text, normalised.tokens, ofToken), rest, isExact: true };
}

function countTimes(occurrences: readonly FeatureOccurrence[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const occurrence of occurrences) times.set(idOf(occurrence), (times.get(idOf(occurrence)) ?? 0) + 1);
  return times;
}

function idOf({ block, key }: Pick<FeatureOccurrence, 'block' | 'key'>): string {
  return `${block} ${key}`;
}

/** A link becomes several tokens of one span; it is one piece for a reader. */
function mergeSpans(text: string, tokens: readonly Token[], logOdds: Float64Array): ExplainedPart[] {
  const parts = new Map<string, ExplainedPart>();
  tokens.forEach(({ start, end }, i) => {
    const span = `${start} ${end}`;
    const before = parts.get(span)?.logOdds ?? 0;
    parts.set(span, { text: text.slice(start, end), start, end, logOdds: before + (logOdds[i] ?? 0) });
  });
  return [...parts.values()];
}
