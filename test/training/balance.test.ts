import { BALANCES } from '../../src/classifier/manifest.js';
import { balanceTraining, type DataToBalance } from '../../src/training/balance.js';
import type { LabelledText } from '../../src/training/labelled-data.js';
import { countClasses } from '../../src/training/split.js';

const row = (label: 'spam' | 'ham', text: string): LabelledText => ({ label, text });
const SPAM = ['win', 'cash', 'prize', 'free'].map((text) => row('spam', text));
const HAM = Array.from({ length: 20 }, (_, i) => row('ham', `see you ${'abcdefghijklmnopqrst'[i] ?? ''}`));
/** Left out by the split; the first two are near-duplicates of measured messages. */
const LEFT_OUT = [row('ham', 'WIN!'), row('ham', 'see you, S'), row('ham', 'at home')];

function someData(change: Partial<DataToBalance> = {}): DataToBalance {
  return {
    rows: [...SPAM, ...HAM, ...LEFT_OUT],
    split: {
      train: [...SPAM.slice(1), ...HAM.slice(0, 3)],
      validation: [...SPAM.slice(0, 1), ...HAM.slice(17, 19)],
    },
    holdout: null,
    seed: 1,
    ...change,
  };
}

/** 3 spam; of the ham all 20, without the two of validation, and one of those left out. */
const POOL = { spam: 3, ham: 19 };

test('balanceTraining() takes an even training part as it is for undersampling', () => {
  const data = someData();
  expect(balanceTraining('undersample', data)).toEqual({
    method: 'undersample',
    train: data.split.train,
    classWeights: null,
    threshold: 0.5,
  });
});

test('balanceTraining() draws as many of the larger class as there are of the smaller one', () => {
  const split = { train: [...SPAM.slice(1), ...HAM.slice(0, 9)], validation: [] };
  const of = (seed: number) => balanceTraining('undersample', someData({ split, seed })).train;
  expect(countClasses(of(1))).toEqual({ spam: 3, ham: 3 });
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(3));
});

test('balanceTraining() repeats messages of the smaller class evenly', () => {
  const { train } = balanceTraining('oversample', someData());
  expect(countClasses(train)).toEqual({ spam: 19, ham: 19 });
  const times = SPAM.slice(1).map(({ text }) => train.filter((item) => item.text === text).length);
  expect(times.sort()).toEqual([6, 6, 7]);
  expect(new Set(train.filter(({ label }) => label === 'ham')).size).toBe(19);
  expect(balanceTraining('oversample', someData()).train).toEqual(train);
});

test('balanceTraining() gives both classes the same weight in all, and a message 1 on average', () => {
  const { train, classWeights } = balanceTraining('class-weights', someData());
  expect(countClasses(train)).toEqual(POOL);
  const { spam = NaN, ham = NaN } = classWeights ?? {};
  expect(spam * 3).toBeCloseTo(ham * 19, 12);
  expect((spam * 3 + ham * 19) / 22).toBeCloseTo(1, 12);
});

test('balanceTraining() moves the threshold to the share of spam', () => {
  const { train, threshold } = balanceTraining('threshold', someData());
  expect(countClasses(train)).toEqual(POOL);
  expect(threshold).toBeCloseTo(3 / 22, 12);
});

test.each(BALANCES)('balanceTraining() never trains on what %s is measured on, nor on its like', (method) => {
  const { train } = balanceTraining(method, someData({ holdout: HAM.slice(10, 12) }));
  const texts = new Set(train.map(({ text }) => text));
  for (const text of ['win', 'WIN!', 'see you s', 'see you, S', 'see you k', 'see you l'])
    expect(texts.has(text)).toBe(false);
  expect(texts.has('at home')).toBe(method !== 'undersample');
});
