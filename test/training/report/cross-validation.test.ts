import { crossValidationPart } from '../../../src/training/report/cross-validation.js';
import { someResults } from './some-results.js';

describe('crossValidationPart()', () => {
  test('crossValidationPart() shows each classifier over the folds, names escaped', () => {
    const { crossValidation } = someResults();
    const metrics = crossValidation?.contenders[0]?.metrics ?? [];
    const part = crossValidationPart({
      folds: 2,
      messages: 12,
      contenders: [{ name: '<b>bayes', metrics }],
    });
    expect(part?.markup).toContain('All 12 different messages in 2 parts');
    expect(part?.markup).toContain('&lt;b&gt;bayes');
    expect(part?.markup).toMatch(/<td[^>]*>\d+\.\d+/);
  });

  test('crossValidationPart() says nothing when there was none', () => {
    expect(crossValidationPart(null)).toBeNull();
  });
});
