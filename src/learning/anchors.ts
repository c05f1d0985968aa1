import type { Scorer } from '../domain/scorer.js';
import type { Fingerprint } from '../domain/store.js';
import type { Example } from '../training/example.js';
import { createRandom } from '../training/random.js';
import { generateTexts } from '../training/templates/generate-texts.js';
import { TEMPLATE_KINDS } from '../training/templates/kinds.js';

/** Written texts of each kind that hold the candidate to its old behaviour where there is little traffic. */
const WRITTEN = { ngram: 1500, network: 150 };
const SEED = 1;

/**
 * The written texts that come with the laboratory: transactional, chat, links, spam of many kinds in many languages. For a
 * network few of them: it knows some hundred words, and each text costs it a thousand times what it costs a linear model.
 */
export function writtenTexts(kind: keyof typeof WRITTEN): string[] {
  const random = createRandom(SEED, 'shuffle');
  return TEMPLATE_KINDS.flatMap((name) => generateTexts(name, WRITTEN[kind], random).map(({ text }) => text));
}

/** Where the current model is sure enough to be believed: below the first it is ham, from the second on spam. */
export interface Sureness {
  readonly ham: number;
  readonly spam: number;
}

/**
 * Texts that the candidate shall score as the current model does (distillation). What people have corrected is not among
 * them, nor is the same text twice, nor what the current model doubts: of spam that nobody has reported yet it would have to
 * learn not to find it.
 */
export function anchorsOf(
  texts: readonly string[],
  current: Scorer,
  { fingerprint, corrected, sure }: AnchorRules,
): Example[] {
  const known = new Set(corrected.map(fingerprint));
  const chosen = texts.filter((text) => {
    const print = fingerprint(text);
    const isNew = !known.has(print) && text.trim() !== '';
    known.add(print);
    return isNew;
  });
  const scores = current.score(chosen);
  return chosen.flatMap((text, i) => {
    const target = scores[i] ?? NaN;
    return target < sure.ham || target >= sure.spam ? [{ text, target: Math.min(1, target), weight: 1 }] : [];
  });
}

interface AnchorRules {
  readonly fingerprint: Fingerprint;
  readonly corrected: readonly string[];
  readonly sure: Sureness;
}
