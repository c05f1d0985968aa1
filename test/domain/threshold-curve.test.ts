import type { DecidedMessage } from '../../src/domain/quality.js';
import { thresholdCurve } from '../../src/domain/threshold-curve.js';

const decided = (label: 'spam' | 'ham', score: number | null): DecidedMessage => ({
  label,
  band: 'ham',
  score,
});

describe('thresholdCurve()', () => {
  const curve = thresholdCurve({
    decided: [decided('spam', 0.9), decided('spam', 0.5), decided('ham', 0.6), decided('ham', null)],
    scores: [0, 0.29, 0.5, 0.55, 0.9, 1],
    thresholds: { spam: 0.8, review: 0.5 },
  });

  test('has a point for each hundredth from 0 to 1', () => {
    expect(curve.map(({ threshold }) => threshold)).toEqual(
      Array.from({ length: 101 }, (_, step) => step / 100),
    );
  });

  test.each([
    { threshold: 0, spam: 6, unsure: 0, caught: 2, wronglyCalled: 1 },
    // Below the threshold for review that one goes down, too.
    { threshold: 0.29, spam: 5, unsure: 0, caught: 2, wronglyCalled: 1 },
    { threshold: 0.5, spam: 4, unsure: 0, caught: 2, wronglyCalled: 1 },
    { threshold: 0.51, spam: 3, unsure: 1, caught: 1, wronglyCalled: 1 },
    { threshold: 0.9, spam: 2, unsure: 2, caught: 1, wronglyCalled: 0 },
    { threshold: 1, spam: 1, unsure: 3, caught: 0, wronglyCalled: 0 },
  ])('is at $threshold what that threshold does: %j', (point) => {
    expect(curve).toContainEqual(point);
  });
});
