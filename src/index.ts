export { BundleError } from './classifier/bundle.js';
export type { ExplainedPart, Explanation } from './domain/explanation.js';
export {
  type Classification,
  type Classifier,
  type ClassifierOptions,
  type ExplainedClassification,
  loadClassifier,
  type RecommendedThresholds,
} from './classifier/load-classifier.js';
export type { Manifest } from './classifier/manifest.js';
export { openScorer } from './classifier/open-scorer.js';
export type { OpenedScorer } from './classifier/opened-scorer.js';
export type { Label } from './domain/correction.js';
export type { Channel } from './domain/message.js';
export type { Scorer } from './domain/scorer.js';
