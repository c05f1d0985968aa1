import type { RecordCorrection } from '../../../app/record-correction.js';
import type { UndoDecision } from '../../../app/undo-decision.js';
import type { WaitingQuery } from '../../../domain/browsing.js';
import type { Label } from '../../../domain/correction.js';
import type { MessageStore } from '../../../domain/store.js';
import type { StoredMessage } from '../../../domain/stored-message.js';

export type WaitingKind = WaitingQuery['kind'];

export interface DecideDependencies {
  readonly store: Pick<MessageStore, 'findMessage' | 'listCopies'>;
  readonly recordCorrection: RecordCorrection;
  readonly undoDecision: UndoDecision;
  readonly newId: () => string;
}

/** So long nothing goes out that was released, so that it can be undone before anybody sees it. */
export const HOLD_MS = 5_000;
/** Of one request: each is a transaction of its own, and messages come in between. */
export const MOST_AT_ONCE = 500;

export interface DecideRequest {
  /** The gate's ids. */
  readonly ids: readonly string[];
  readonly label: Label;
  /** What they waited for. */
  readonly kind: WaitingKind;
  /** What is like them and waits, too, is decided alike. */
  readonly hasCopies: boolean;
  readonly author: string;
}

export interface Decisions {
  /** As they are now, in the order asked for; each followed by what is like it. */
  readonly decided: readonly StoredMessage[];
  /** Somebody else had decided about them in the meantime, and that stands; as they are. */
  readonly late: readonly StoredMessage[];
  /** Some of them had been withheld and are on their way now. */
  readonly isBroughtBack: boolean;
  /** There were more than could be decided at once. */
  readonly isCut: boolean;
}

export const isWaiting = ({ status, verdict }: StoredMessage, kind: WaitingKind): boolean =>
  kind === 'quarantined' ? status === 'quarantined' : status === 'accepted' && verdict.band === 'unsure';

/** What waits is decided, one after the other; what somebody else has decided meanwhile is left as it is. */
export async function decideWaiting(
  dependencies: DecideDependencies,
  request: DecideRequest,
): Promise<Decisions> {
  const { messages, isCut } = await collect(dependencies, request);
  const decided: StoredMessage[] = [];
  const late: StoredMessage[] = [];
  let isBroughtBack = false;
  for (const message of messages) {
    if (!isWaiting(message, request.kind)) {
      late.push(message);
      continue;
    }
    const outcome = await record(dependencies, message.id, request);
    if (outcome.kind === 'unknown-message') continue;
    decided.push(outcome.message ?? message);
    isBroughtBack ||= outcome.kind === 'recorded' && outcome.isBroughtBack;
  }
  return { decided, late, isBroughtBack, isCut };
}

interface Collected {
  readonly messages: readonly StoredMessage[];
  readonly isCut: boolean;
}

/** Those that are asked for, and what is like them; those that are unknown, or forgotten, are left out. */
async function collect({ store }: DecideDependencies, request: DecideRequest): Promise<Collected> {
  const { ids, kind, hasCopies } = request;
  const messages = new Map<string, StoredMessage>();
  for (const id of ids) {
    const message = await store.findMessage(id);
    if (message === null) continue;
    messages.set(id, message);
    const room = MOST_AT_ONCE - messages.size + 1;
    // Of what was decided meanwhile nothing is said, so nothing is said of its copies.
    const copies = hasCopies && isWaiting(message, kind) ? await store.listCopies(id, room, kind) : [];
    for (const copy of copies) messages.set(copy.id, copy);
    if (messages.size > MOST_AT_ONCE) break;
  }
  const all = [...messages.values()];
  return { messages: all.slice(0, MOST_AT_ONCE), isCut: all.length > MOST_AT_ONCE };
}

function record(
  { recordCorrection, newId }: Pick<DecideDependencies, 'recordCorrection' | 'newId'>,
  messageId: string,
  { label, author }: Pick<DecideRequest, 'label' | 'author'>,
) {
  return recordCorrection({
    correctionId: newId(),
    label,
    author,
    role: 'admin',
    source: 'console',
    about: { messageId },
    ...(label === 'ham' ? { holdMs: HOLD_MS } : {}),
  });
}

export interface Undone {
  /** As they are now. */
  readonly messages: readonly StoredMessage[];
  /** So many of them can be seen all the same: they were on their way already. */
  readonly out: number;
}

/** Takes the last decision about each of them back. */
export async function undoAll(
  { undoDecision }: Pick<DecideDependencies, 'undoDecision'>,
  ids: readonly string[],
  author: string,
): Promise<Undone> {
  const messages: StoredMessage[] = [];
  let out = 0;
  for (const id of ids) {
    const outcome = await undoDecision(id, author);
    if (outcome.kind === 'unknown-message') continue;
    messages.push(outcome.message);
    if (outcome.kind === 'undone' && outcome.isOut) out += 1;
  }
  return { messages, out };
}
