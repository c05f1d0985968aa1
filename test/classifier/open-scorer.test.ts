import { openScorer } from '../../src/classifier/open-scorer.js';

// Nothing here may import TensorFlow.js, not even by way of a builder: it leaves its engine on the global object.
test.each(['default', 'dense', 'lstm', 'bilstm', 'gru'])(
  'openScorer() opens model/%s and scores without TensorFlow.js',
  async (name) => {
    const scorer = await openScorer(`model/${name}`);
    expect(scorer.model).toMatch(new RegExp(`^${name}@`));
    const [spam = NaN, ham = NaN] = scorer.score(['Call now to claim your free prize', 'ok, see you later']);
    expect(spam).toBeGreaterThan(ham);
    scorer.close();
    expect(globalThis).not.toHaveProperty('_tfengine');
  },
);
