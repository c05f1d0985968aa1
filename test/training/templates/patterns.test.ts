import { TEMPLATE_KINDS } from '../../../src/training/templates/kinds.js';
import { parsePattern, slotsOf } from '../../../src/training/templates/pattern.js';
import { PATTERN_SETS } from '../../../src/training/templates/patterns/index.js';
import { SLOTS } from '../../../src/training/templates/slots.js';

const patternsOf = (kind: (typeof TEMPLATE_KINDS)[number]) =>
  PATTERN_SETS[kind].flatMap(({ patterns }) => patterns);

test.each(TEMPLATE_KINDS)('patterns of kind %s parse and name known slots only', (kind) => {
  const unknown = patternsOf(kind).flatMap((pattern) =>
    slotsOf(parsePattern(pattern))
      .filter((slot) => SLOTS[slot] === undefined)
      .map((slot) => `${slot} in ${pattern}`),
  );
  expect(unknown).toEqual([]);
});

test.each(TEMPLATE_KINDS)('patterns of kind %s stand once each', (kind) => {
  const seen = new Map<string, number>();
  for (const set of PATTERN_SETS[kind])
    for (const pattern of set.patterns) {
      const key = `${set.locales[0]?.language ?? ''} ${pattern}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  expect([...seen].filter(([, times]) => times > 1)).toEqual([]);
});

const languagesOf = (kind: (typeof TEMPLATE_KINDS)[number]) =>
  new Map(
    PATTERN_SETS[kind].map(({ locales }) => {
      const language = locales[0]?.language ?? '';
      const mine = PATTERN_SETS[kind].filter((set) => set.locales[0]?.language === language);
      return [language, mine.reduce((sum, { patterns }) => sum + patterns.length, 0)] as const;
    }),
  );

test.each([
  ['transactional', 'en', 250],
  ['transactional', 'ru', 40],
  ['transactional', 'hi', 40],
  ['transactional', 'sw', 40],
  ['transactional', 'zh', 40],
  ['community', 'en', 150],
  ['community', 'ru', 150],
  ['chatspam', 'en', 300],
  ['smishing', 'en', 150],
] as const)('kind %s has wordings enough in %s', (kind, language, least) => {
  expect(languagesOf(kind).get(language)).toBeGreaterThanOrEqual(least);
});
