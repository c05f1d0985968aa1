import { textOf } from '../domain/message.js';
import type { RetrainingStore } from '../domain/retraining.js';
import type { MessageStore } from '../domain/store.js';
import type { LearningReport } from '../learning/report/learning-report.js';

/** The words behind the ids of a report, as far as they are still kept. */
export async function readTexts(
  store: MessageStore & RetrainingStore,
  { drift, missed, lessons }: LearningReport,
): Promise<ReadonlyMap<string, string>> {
  const corrections = new Set([...missed.map(({ id }) => id), ...lessons.contradictions.flat()]);
  const texts = new Map<string, string>();
  for (const { id, text } of corrections.size === 0 ? [] : await store.readLessons())
    if (corrections.has(id)) texts.set(id, text);
  for (const { id } of drift.examples) {
    const message = await store.findMessage(id);
    if (message !== null) texts.set(id, textOf(message));
  }
  return texts;
}
