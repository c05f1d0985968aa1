import type { ExplainedPart, Explanation } from '../../domain/explanation.js';
import type { Calibration } from '../manifest.js';
import type { FeatureExtractor, FeatureOccurrence } from './feature-view.js';
import type { Token } from './normalised.js';
import type { Decisive, PassageScorer } from './passage-scorer.js';

export interface ExplainedModel {
  readonly extractor: FeatureExtractor;
  readonly scorer: PassageScorer;
  readonly calibration: Calibration;
}

/**
 * What each word adds, exactly: the weight of an n-gram is shared out evenly among the places where it stands, and
 * there among the words that it covers. Where a passage decided, only its words have a part.
 */
export function explainNgrams(text: string, { extractor, scorer, calibration }: ExplainedModel): Explanation {
  const { features, normalised, occurrences } = extractor.trace(text);
  scorer.logOddsOf(features);
  const { decisive } = scorer;
  const slope = calibration.kind === 'platt' ? calibration.slope : 1;
  const intercept = calibration.kind === 'platt' ? calibration.intercept : 0;
  const ofToken = new Float64Array(normalised.tokens.length);
  let rest = slope * (scorer.bias - decisive.handicap) + intercept;
  for (const { block, key, firstToken, lastToken, share } of shareOut(occurrences, decisive)) {
    const scale = block === 'word' ? decisive.wordScale : decisive.charScale;
    const part = slope * scale * scorer.table.weightOf(key) * share;
    if (firstToken < 0) rest += part;
    for (let i = Math.max(firstToken, 0); i <= lastToken; i++)
      ofToken[i] = (ofToken[i] ?? 0) + part / (lastToken - firstToken + 1);
  }
  const parts = mergeSpans(text, normalised.tokens, ofToken);
  return { parts, rest, normalised: readAs(text, normalised.tokens), isExact: true };
}

/** Null where the tokens are the words as they stand, but for capitals and signs. */
function readAs(text: string, tokens: readonly Token[]): string | null {
  const isAsWritten = tokens.every(
    ({ text: read, start, end }) => read === text.slice(start, end).toLowerCase(),
  );
  return isAsWritten ? null : tokens.map(({ text: read }) => read).join(' ');
}

/** The places that counted, each with its share of the weight. */
function shareOut(occurrences: readonly FeatureOccurrence[], decisive: Decisive) {
  return groupByKey(occurrences).flatMap((places) => {
    const counted = decisive.isWhole
      ? places
      : places.slice(0, 1).filter((place) => isWithin(place, decisive));
    return counted.map((place) => ({ ...place, share: 1 / counted.length }));
  });
}

function groupByKey(occurrences: readonly FeatureOccurrence[]): FeatureOccurrence[][] {
  const groups = new Map<string, FeatureOccurrence[]>();
  for (const occurrence of occurrences) {
    const id = `${occurrence.block} ${occurrence.key}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [occurrence]);
    else group.push(occurrence);
  }
  return [...groups.values()];
}

function isWithin({ lastToken }: FeatureOccurrence, { firstToken, endToken }: Decisive): boolean {
  return lastToken < 0 || (lastToken >= firstToken && lastToken < endToken);
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
