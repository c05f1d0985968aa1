import { attackFold } from '../../../src/training/ngram/attack-fold.js';
import { type Fold, scoreAll } from '../../../src/training/ngram/leave-sources-out.js';
import { someParts } from '../../classifier/ngram/some-parts.js';

const SPAM = { label: 'spam', text: 'win a free prize', source: 'one', logOdds: 2 } as const;
const HAM = { label: 'ham', text: 'see you at lunch', source: 'one', logOdds: -2 } as const;
const AT = { threshold: 0, seed: 1 };

function aFold(scored: Fold['scored']): Fold {
  return { name: 'A', model: { ...someParts().model, wordCount: 0, rows: 2 }, scored };
}

test('attackFold() attacks the spam that was left out, at the threshold of the fold', () => {
  const fold = aFold([SPAM, HAM]);
  const [{ logOdds } = { logOdds: NaN }] = scoreAll(fold.model, [SPAM]);
  const found = attackFold(fold, { ...AT, threshold: logOdds });
  expect(found).toMatchObject({ spam: 1, contenders: [{ name: 'A', recall: 1 }] });
  expect(found?.attacks.length).toBeGreaterThan(20);
  expect(found?.attacks.some(({ outcomes }) => outcomes[0]?.lossPoints === 100)).toBe(true);
  const above = attackFold(fold, { ...AT, threshold: logOdds + 1e-6 });
  expect(above?.contenders).toEqual([{ name: 'A', recall: 0 }]);
});

test('attackFold() has nothing to say where one class was left out', () => {
  expect(attackFold(aFold([SPAM]), AT)).toBeNull();
  expect(attackFold(aFold([HAM]), AT)).toBeNull();
});
