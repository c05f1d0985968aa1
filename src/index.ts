export { BundleError } from './classifier/bundle.js';
export type { Manifest } from './classifier/manifest.js';
export { openScorer } from './classifier/open-scorer.js';
export type { OpenedScorer } from './classifier/opened-scorer.js';
export type { Scorer } from './domain/scorer.js';
