import { Router } from 'express';
import { z } from 'zod';
import type { Label } from '../domain/correction.js';
import { isScore } from '../domain/decide.js';
import { type Channel, cleanText } from '../domain/message.js';
import type { Policy } from '../domain/policy.js';
import type { Scorer } from '../domain/scorer.js';
import { parseOrRefuse } from './problems.js';
import { readJson } from './read-json.js';

export interface ClassifyDependencies {
  /** Read for each request, so that a model can be swapped between two of them. */
  readonly currentScorer: () => Scorer;
  readonly defaultPolicy: (channel: Channel) => Policy;
}

const ClassifyRequest = z.strictObject({
  texts: z.array(z.string().transform(cleanText)).min(1).max(1000),
});

interface Result {
  readonly score: number;
  readonly label: Label;
}

/** `POST /classify`: scores, and keeps nothing. */
export function createClassifyRouter({ currentScorer, defaultPolicy }: ClassifyDependencies): Router {
  const router = Router();
  router.post('/classify', ...readJson, (request, response) => {
    const { texts } = parseOrRefuse(ClassifyRequest, request.body);
    const scorer = currentScorer();
    const threshold = defaultPolicy('api').thresholds.spam;
    const scores = scorer.score(texts);
    const results = texts.map((_text, index): Result => toResult(scores[index] ?? NaN, threshold));
    response.json({ model: scorer.model, results });
  });
  return router;
}

/** A fault never becomes ham in silence: it is an error to the caller, and to the log. */
function toResult(score: number, threshold: number): Result {
  if (!isScore(score)) throw new Error('Cannot score a text: the model gave no probability');
  return { score, label: score >= threshold ? 'spam' : 'ham' };
}
