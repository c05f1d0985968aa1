import type { Correction, Label } from '../domain/correction.js';
import type { Channel } from '../domain/message.js';
import type { NumberedCorrection } from '../domain/retraining.js';
import type { Fingerprint } from '../domain/store.js';

/** What a person has said of a text, as it is learnt. */
export interface Lesson {
  /** Of the correction. */
  readonly id: string;
  readonly text: string;
  readonly label: Label;
  readonly author: string;
  readonly channel: Channel | null;
  /** ISO 8601. */
  readonly at: string;
  /** The current model was made before this was said. */
  readonly isNew: boolean;
  /** The same for texts that are nearly the same. */
  readonly group: number;
  /** What it counts beside a single correction of its own, 0 to 1. */
  readonly weight: number;
}

/** A text of which people say both. */
export interface Contradiction {
  readonly text: string;
  readonly corrections: readonly Pick<Correction, 'id' | 'label' | 'author' | 'conversation' | 'createdAt'>[];
}

export interface Lessons {
  /** In the order of time. */
  readonly lessons: readonly Lesson[];
  /** Left out: nobody knows what these texts are. */
  readonly contradictions: readonly Contradiction[];
  /** What each author's lessons count, capped. */
  readonly authors: readonly Author[];
}

export interface Author {
  readonly author: string;
  readonly lessons: number;
  /** Sum of the weights. */
  readonly weight: number;
  readonly isCapped: boolean;
}

/** As much as so many single corrections: a flood of one campaign, or of one person, is no more than this. */
export const GROUP_CAP = 3;
export const AUTHOR_CAP = 200;

export interface LessonRules {
  readonly fingerprint: Fingerprint;
  /** Numbers of groups of nearly the same texts, one a text. */
  readonly groupTexts: (texts: readonly string[]) => readonly number[];
  /** Corrections made after this one are new to the current model: by their order. */
  readonly learntThrough: number;
}

/**
 * What there is to learn from the standing corrections of administrators, given in the order in which they were kept. In
 * one conversation the last word about a text holds; where conversations contradict each other, the text is left out.
 */
export function chooseLessons(corrections: readonly NumberedCorrection[], rules: LessonRules): Lessons {
  const standing = lastWords(corrections, rules.fingerprint);
  const disputed = findContradictions(standing);
  const kept = standing.flatMap(({ print, correction }) => (disputed.has(print) ? [] : [correction]));
  const groups = rules.groupTexts(kept.map(({ text }) => text));
  const lessons = kept.map((correction, i): Lesson => ({
    id: correction.id,
    text: correction.text,
    label: correction.label,
    author: correction.author,
    channel: correction.conversation?.channel ?? null,
    at: correction.createdAt,
    isNew: correction.seq > rules.learntThrough,
    group: groups[i] ?? 0,
    weight: 1,
  }));
  const { weighted, authors } = capAuthors(capGroups(lessons));
  return { lessons: weighted, contradictions: [...disputed.values()], authors };
}

interface Said {
  readonly print: string;
  readonly correction: NumberedCorrection;
}

function lastWords(corrections: readonly NumberedCorrection[], fingerprint: Fingerprint): Said[] {
  const last = new Map<string, Said>();
  for (const correction of corrections) {
    if (correction.role !== 'admin' || correction.withdrawnAt !== null || correction.text.trim() === '')
      continue;
    const print = fingerprint(correction.text);
    const { conversation } = correction;
    const place = conversation === null ? '' : `${conversation.channel}:${conversation.id}`;
    const key = `${print} ${place}`;
    // Where it stands among the others follows from the last time, too.
    last.delete(key);
    last.set(key, { print, correction });
  }
  return [...last.values()];
}

function findContradictions(standing: readonly Said[]): Map<string, Contradiction> {
  const byPrint = new Map<string, NumberedCorrection[]>();
  for (const { print, correction } of standing)
    byPrint.set(print, [...(byPrint.get(print) ?? []), correction]);
  const disputed = new Map<string, Contradiction>();
  for (const [print, corrections] of byPrint) {
    if (new Set(corrections.map(({ label }) => label)).size < 2) continue;
    disputed.set(print, { text: corrections[0]?.text ?? '', corrections });
  }
  return disputed;
}

/** Copies of one campaign with one label share what `GROUP_CAP` corrections count. */
function capGroups(lessons: readonly Lesson[]): Lesson[] {
  const sizes = new Map<string, number>();
  const keyOf = ({ group, label }: Lesson): string => `${group} ${label}`;
  for (const lesson of lessons) sizes.set(keyOf(lesson), (sizes.get(keyOf(lesson)) ?? 0) + 1);
  return lessons.map((lesson) => ({
    ...lesson,
    weight: lesson.weight * Math.min(1, GROUP_CAP / (sizes.get(keyOf(lesson)) ?? 1)),
  }));
}

function capAuthors(lessons: readonly Lesson[]) {
  const totals = new Map<string, { lessons: number; weight: number }>();
  for (const { author, weight } of lessons) {
    const total = totals.get(author) ?? { lessons: 0, weight: 0 };
    totals.set(author, { lessons: total.lessons + 1, weight: total.weight + weight });
  }
  const factorOf = (author: string): number => Math.min(1, AUTHOR_CAP / (totals.get(author)?.weight ?? 1));
  return {
    weighted: lessons.map((lesson) => ({ ...lesson, weight: lesson.weight * factorOf(lesson.author) })),
    authors: [...totals]
      .map(([author, { lessons: count, weight }]): Author => ({
        author,
        lessons: count,
        weight: Math.min(weight, AUTHOR_CAP),
        isCapped: weight > AUTHOR_CAP,
      }))
      .sort((a, b) => b.weight - a.weight || b.lessons - a.lessons),
  };
}
