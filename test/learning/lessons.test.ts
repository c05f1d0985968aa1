import type { NumberedCorrection } from '../../src/domain/retraining.js';
import {
  AUTHOR_CAP,
  chooseLessons,
  GROUP_CAP,
  type Lesson,
  type LessonRules,
} from '../../src/learning/lessons.js';
import { aCorrection } from '../support/store-builders.js';

type Parts = Partial<NumberedCorrection>;

/** Numbered in the order in which they stand. */
const keptAs = (parts: readonly Parts[]): NumberedCorrection[] =>
  parts.map((part, i) => ({ ...aCorrection({ id: `C${i + 1}`, text: `text ${i}`, ...part }), seq: i + 1 }));

const choose = (parts: readonly Parts[], rules: Partial<LessonRules> = {}) =>
  chooseLessons(keptAs(parts), {
    fingerprint: (text) => text.toLowerCase(),
    groupTexts: (texts) => texts.map((_, i) => i),
    learntThrough: 0,
    ...rules,
  });

const short = (lessons: readonly Lesson[]) => lessons.map(({ id, label }) => `${id} ${label}`);
const HERE = { channel: 'telegram', id: '-1001' } as const;
const THERE = { channel: 'sms', id: '-1001' } as const;

test.each<[string, readonly Parts[], readonly string[]]>([
  ['each text', [{ label: 'spam' }, { label: 'ham' }], ['C1 spam', 'C2 ham']],
  [
    'the last word about a text in a conversation, where it was said',
    [{ text: 'A', label: 'spam' }, { label: 'spam' }, { text: 'a', label: 'ham', author: 'Zoë' }],
    ['C2 spam', 'C3 ham'],
  ],
  [
    'both where conversations agree',
    [
      { text: 'a', conversation: HERE },
      { text: 'a', conversation: THERE },
      { text: 'a', conversation: null },
    ],
    ['C1 ham', 'C2 ham', 'C3 ham'],
  ],
  ['no appeal and no report', [{ role: 'appeal' }, { role: 'report' }, {}], ['C3 ham']],
  ['nothing that was withdrawn', [{ withdrawnAt: '2026-01-02T03:04:05.000Z' }, {}], ['C2 ham']],
  [
    'the word of an administrator and not the appeal after it',
    [
      { text: 'a', label: 'spam' },
      { text: 'a', role: 'appeal' },
    ],
    ['C1 spam'],
  ],
  ['nothing without a text', [{ text: '' }, { text: ' \n' }, {}], ['C3 ham']],
])('chooseLessons() takes: %s', (_, parts, expected) => {
  expect(short(choose(parts).lessons)).toEqual(expected);
});

test('chooseLessons() leaves out a text of which conversations say both, and names it', () => {
  const { lessons, contradictions } = choose([
    { text: 'a', label: 'spam', conversation: HERE },
    { text: 'A', label: 'ham', conversation: THERE },
    { text: 'b' },
    { text: 'a', label: 'ham', conversation: null },
  ]);
  expect(short(lessons)).toEqual(['C3 ham']);
  expect(contradictions).toMatchObject([
    { text: 'a', corrections: [{ id: 'C1', label: 'spam' }, { id: 'C2' }, { id: 'C4' }] },
  ]);
});

test('chooseLessons() has no contradiction where the last words agree', () => {
  const { lessons, contradictions } = choose([
    { text: 'a', label: 'spam', conversation: HERE },
    { text: 'a', label: 'ham', conversation: THERE },
    { text: 'a', label: 'ham', conversation: HERE },
  ]);
  expect(short(lessons)).toEqual(['C2 ham', 'C3 ham']);
  expect(contradictions).toEqual([]);
});

test('chooseLessons() knows what the current model has learnt', () => {
  const { lessons } = choose([{}, {}, {}], { learntThrough: 2 });
  expect(lessons.map(({ isNew }) => isNew)).toEqual([false, false, true]);
});

test('chooseLessons() counts copies with one label as a few, however many there are', () => {
  const { lessons, authors } = choose(
    [
      ...Array.from({ length: 30 }, () => ({ label: 'spam' }) as const),
      ...Array.from({ length: 2 }, () => ({ label: 'ham' }) as const),
      { label: 'spam', author: 'Zoë' },
    ],
    { groupTexts: (texts) => texts.map((_, i) => (i === texts.length - 1 ? 1 : 0)) },
  );
  const weightOf = (some: readonly Lesson[]) => some.reduce((sum, { weight }) => sum + weight, 0);
  expect(weightOf(lessons.slice(0, 30))).toBeCloseTo(GROUP_CAP, 9);
  expect(weightOf(lessons.slice(30, 32))).toBe(2);
  expect(weightOf(lessons.slice(32))).toBe(1);
  expect(authors).toMatchObject([
    { author: 'Bea', lessons: 32, isCapped: false },
    { author: 'Zoë', lessons: 1, weight: 1, isCapped: false },
  ]);
});

test('chooseLessons() caps what one author counts, and nobody else', () => {
  const { lessons, authors } = choose([
    ...Array.from({ length: 500 }, () => ({ author: 'Mallory' })),
    ...Array.from({ length: AUTHOR_CAP }, () => ({ author: 'Bea' })),
    { author: 'Zoë' },
  ]);
  const weightOf = (name: string) =>
    lessons.filter(({ author }) => author === name).reduce((sum, { weight }) => sum + weight, 0);
  expect(weightOf('Mallory')).toBeCloseTo(AUTHOR_CAP, 6);
  expect(weightOf('Bea')).toBe(AUTHOR_CAP);
  expect(weightOf('Zoë')).toBe(1);
  expect(authors).toEqual([
    { author: 'Mallory', lessons: 500, weight: AUTHOR_CAP, isCapped: true },
    { author: 'Bea', lessons: AUTHOR_CAP, weight: AUTHOR_CAP, isCapped: false },
    { author: 'Zoë', lessons: 1, weight: 1, isCapped: false },
  ]);
});
