import type { Scorer } from '../domain/scorer.js';
import type { Explanation } from '../domain/explanation.js';

/** A score of 0 or 1 has no finite log odds. */
const EPSILON = 1e-7;
const MOST_EVALUATIONS = 64;

/**
 * For models that cannot say what a word adds: the text is scored again without each of its words, or without each of
 * 63 runs of words where there are more.
 */
export function explainByOmission(scorer: Scorer, text: string): Explanation {
  const pieces = piecesOf(text);
  const without = pieces.map(({ start, end }) => text.slice(0, start) + text.slice(end));
  const [all = NaN, ...others] = [...scorer.score([text, ...without])].map(logit);
  const parts = pieces.map(({ start, end }, i) => ({
    text: text.slice(start, end),
    start,
    end,
    logOdds: all - (others[i] ?? NaN),
  }));
  return {
    parts,
    rest: all - parts.reduce((sum, { logOdds }) => sum + logOdds, 0),
    normalised: null,
    isExact: false,
  };
}

function piecesOf(text: string): { readonly start: number; readonly end: number }[] {
  const words = Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
  const size = Math.ceil(words.length / (MOST_EVALUATIONS - 1));
  const pieces = [];
  for (let i = 0; i < words.length; i += size) {
    const run = words.slice(i, i + size);
    pieces.push({ start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 });
  }
  return pieces;
}

function logit(score: number): number {
  const clipped = Math.min(Math.max(score, EPSILON), 1 - EPSILON);
  return Math.log(clipped / (1 - clipped));
}
