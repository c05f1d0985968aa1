/**
 * Newest first, in the order in which the store kept them; `next` is null on the last page. A page looks through some
 * thousands of rows at most, so that nobody waits for a filter that hardly anything passes: it may hold fewer items than
 * were asked for, or none, and still have a `next`, which says where it stopped.
 */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
