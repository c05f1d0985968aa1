import type { Attachment } from '../../../domain/message.js';

/** Ten are the most that a carrier takes; a number that a stranger wrote must not grow the list. */
const MOST_MEDIA = 50;

/** Pictures and the like, by their addresses. One that is announced and has no address is still there. */
export function attachMedia(
  count: number,
  urlOf: (index: number) => string | undefined,
): readonly Attachment[] {
  const length = Number.isFinite(count) ? Math.min(Math.max(Math.ceil(count), 0), MOST_MEDIA) : 1;
  return Array.from({ length }, (_, index) => ({ kind: 'media', content: urlOf(index) ?? '' }));
}

/** The same for a list of addresses. */
export const attachUrls = (urls: readonly string[]): readonly Attachment[] =>
  attachMedia(urls.length, (index) => urls[index]);
