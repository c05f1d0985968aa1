import fc from 'fast-check';
import {
  type DecidedMessage,
  qualityOf,
  type SuggestionBasis,
  suggestThreshold,
} from '../../src/domain/quality.js';

const decided = (label: DecidedMessage['label'], ...scores: readonly (number | null)[]): DecidedMessage[] =>
  scores.map((score) => ({ label, score, band: score !== null && score >= 0.8 ? 'spam' : 'ham' }));

const thresholds = { spam: 0.8, review: 0.5 };
const suggest = (parts: Partial<SuggestionBasis>) =>
  suggestThreshold({ decided: [], scores: [], thresholds, ...parts });
const repeat = <Item>(item: Item, count: number): Item[] => Array.from({ length: count }, () => item);

describe('qualityOf()', () => {
  test('is null where nothing is decided', () => {
    expect(qualityOf([])).toEqual({ decided: { spam: 0, ham: 0 }, precision: null, recall: null });
  });

  test('counts by the band and by the label that stands', () => {
    const messages = [
      ...decided('spam', ...repeat(0.9, 8), 0.7, 0.6, 0.1),
      ...decided('ham', 0.9, 0.85, 0.2),
      // Called spam because of what a person had said: there is no score, and it counts.
      { label: 'spam', band: 'unsure', score: null } as const,
    ];
    const { decided: counts, precision, recall } = qualityOf(messages);
    expect(counts).toEqual({ spam: 12, ham: 3 });
    expect(precision).toMatchObject({ value: 0.8, count: 8, of: 10 });
    expect(precision?.low).toBeCloseTo(0.4902, 4);
    expect(precision?.high).toBeCloseTo(0.9433, 4);
    expect(recall).toMatchObject({ value: 8 / 12, count: 8, of: 12 });
  });

  test('has no precision where nothing was called spam, and no recall where nothing is', () => {
    expect(qualityOf(decided('spam', 0.1))).toMatchObject({ precision: null, recall: { value: 0, of: 1 } });
    expect(qualityOf(decided('ham', 0.9))).toMatchObject({ precision: { value: 0, of: 1 }, recall: null });
  });
});

describe('suggestThreshold()', () => {
  test.each([
    ['nothing', [], 'after 20 more decided messages with a score, and one that is spam, and one that is ham'],
    ['nineteen', [...decided('spam', ...repeat(0.9, 18)), ...decided('ham', 0.1)], 'after 1 more decided'],
    ['one class', decided('ham', ...repeat(0.1, 30)), 'after one that is spam'],
    ['the other class', decided('spam', ...repeat(0.9, 30)), 'after one that is ham'],
    [
      'no scores',
      [...decided('spam', ...repeat(null, 30)), ...decided('ham', ...repeat(0.1, 20))],
      'one that is spam',
    ],
  ])('says what is missing of %s', (_what, messages, missing) => {
    expect(suggest({ decided: messages })).toEqual({
      kind: 'missing',
      missing: expect.stringContaining(missing) as string,
    });
  });

  const twenty = decided('ham', ...repeat(0.1, 18));
  test.each([
    ['the lowest spam without more ham', [...decided('spam', 0.9, 0.7, 0.6), ...twenty], 0.6],
    ['exactly above the ham', [...decided('spam', 0.9, 0.7, 0.6), ...decided('ham', 0.65), ...twenty], 0.7],
    [
      'with as much wrong ham as now',
      [...decided('spam', 0.9, 0.7), ...decided('ham', 0.95, 0.6), ...twenty],
      0.7,
    ],
    ['the highest of those that catch as much', [...decided('spam', 0.97, 0.93), ...twenty], 0.93],
    ['never below the one for review', [...decided('spam', 0.9, 0.55, 0.4, 0.01), ...twenty], 0.55],
    ['four decimals, rounded down', [...decided('spam', 0.70009, 0.57, 0.61237), ...twenty], 0.57],
    ['rounded down', [...decided('spam', 0.61237, 0.7), ...twenty], 0.6123],
  ])('suggests %s', (_what, messages, threshold) => {
    expect(suggest({ decided: messages })).toMatchObject({ kind: 'change', then: { threshold } });
  });

  test('keeps the one in force where none is better', () => {
    const messages = [...decided('spam', 0.8, 0.6), ...decided('ham', 0.7), ...twenty];
    const now = { threshold: 0.8, wronglyCalled: 0, caught: 1 };
    expect(suggest({ decided: messages })).toMatchObject({ kind: 'keep', now, then: now });
  });

  test('says what both would have done', () => {
    const messages = [...decided('spam', 0.9, 0.6), ...decided('ham', 0.85), ...twenty];
    expect(suggest({ decided: messages, scores: [0.1, 0.5, 0.6, 0.79, 0.8, 1] })).toEqual({
      kind: 'change',
      now: { threshold: 0.8, spam: 2, unsure: 3, wronglyCalled: 1, caught: 1 },
      then: { threshold: 0.6, spam: 4, unsure: 1, wronglyCalled: 1, caught: 2 },
    });
  });

  test('never calls more ham spam nor catches less, whatever was decided', () => {
    const one = fc.record({
      label: fc.constantFrom('spam' as const, 'ham' as const),
      band: fc.constantFrom('spam' as const, 'ham' as const),
      score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 20, maxLength: 60 }), (messages) => {
        const suggestion = suggest({ decided: messages });
        if (suggestion.kind === 'missing') return;
        const { now, then } = suggestion;
        expect(then.wronglyCalled).toBeLessThanOrEqual(now.wronglyCalled);
        expect(then.caught).toBeGreaterThanOrEqual(now.caught);
      }),
    );
  });
});
