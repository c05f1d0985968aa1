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

  test('crossValidationPart() counts every message of all folds once', () => {
    const { crossValidation } = someResults();
    const [first] = crossValidation?.contenders[0]?.metrics ?? [];
    if (first === undefined) throw new Error('The results have no fold');
    const metrics = [
      { ...first, spam: 10, ham: 90, accuracy: 0.9, recall: 0.5, falsePositiveRate: 0 },
      { ...first, spam: 30, ham: 10, accuracy: 0.8, recall: 0.9, falsePositiveRate: 0.5 },
    ];
    const { markup = '' } =
      crossValidationPart({ folds: 2, messages: 140, contenders: [{ name: 'bayes', metrics }] }) ?? {};
    const row = /all parts together[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(markup)?.[1] ?? '';
    expect(row.match(/\d+\.\d+/g)).toEqual(['87.14', '80.00', '5.00']);
  });

  test('crossValidationPart() says nothing when there was none', () => {
    expect(crossValidationPart(null)).toBeNull();
  });
});
