import { fileURLToPath } from 'node:url';
import { type BehaviourText, readBehaviours } from '../training/ngram/behaviours.js';

/** The written list that comes with the package; it stands two folders up both from `src` and from `dist`. */
const ACCEPTANCE_FILE = fileURLToPath(new URL('../../model/acceptance.tsv', import.meta.url));

/** Messages in many languages, each of which stands for a behaviour that a model must keep. Rejects with a `DataError`. */
export async function readAcceptance(file = ACCEPTANCE_FILE): Promise<BehaviourText[]> {
  return readBehaviours(file);
}
