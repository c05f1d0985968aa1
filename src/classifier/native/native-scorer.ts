import type { Bundle } from '../bundle.js';
import { explainByOmission } from '../explain-by-omission.js';
import { createTokenizer } from '../keras-tokenizer.js';
import { modelNameOf } from '../manifest.js';
import type { OpenedScorer } from '../opened-scorer.js';
import { buildNetwork } from './network.js';

/**
 * A scorer without TensorFlow.js for the networks of the experiment, equal to it within 1e-5. All it needs is made
 * here once; scoring makes nothing but the result. Null when the network is not one of them.
 */
export function openNativeScorer(bundle: Bundle): OpenedScorer | null {
  const { manifest } = bundle;
  let network = buildNetwork(bundle);
  if (network === null) return null;
  const model = modelNameOf(manifest);
  const tokenizer = createTokenizer(bundle.tokenizer);
  const ids = new Int32Array(manifest.sequence.length);
  const scorer: OpenedScorer = {
    manifest,
    model,
    explain: (text) => explainByOmission(scorer, text),
    score(texts) {
      if (network === null) throw new Error(`Cannot score with ${model}: it is closed`);
      const scores = new Float32Array(texts.length);
      for (let i = 0; i < texts.length; i++) {
        const count = tokenizer.encodeInto(texts[i] ?? '', ids);
        scores[i] = network.run(ids, count);
      }
      return scores;
    },
    close() {
      network = null;
    },
  };
  return scorer;
}
