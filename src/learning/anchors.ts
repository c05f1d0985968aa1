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

/**
 * Texts that the candidate shall score as the current model does (distillation). What people have corrected is not among
 * them, nor is the same text twice.
 */
export function anchorsOf(
  texts: readonly string[],
  current: Scorer,
  { fingerprint, corrected }: { readonly fingerprint: Fingerprint; readonly corrected: readonly string[] },
): Example[] {
  const known = new Set(corrected.map(fingerprint));
  const chosen = texts.filter((text) => {
    const print = fingerprint(text);
    const isNew = !known.has(print) && text.trim() !== '';
    known.add(print);
    return isNew;
  });
  const scores = current.score(chosen);
  return chosen.map((text, i) => ({ text, target: Math.min(1, Math.max(0, scores[i] ?? 0)), weight: 1 }));
}
