import type { Clock } from '../domain/clock.js';
import type { Correction } from '../domain/correction.js';
import { cleanText } from '../domain/message.js';
import type { NearText } from '../domain/near-memory.js';
import type { CorrectionStore, Fingerprint, NewCorrection } from '../domain/store.js';

/** A correction from elsewhere: it belongs to no message here. */
export interface ForeignCorrection extends Omit<Correction, 'id' | 'messageId' | 'createdAt'> {
  /** Null: it gets one from what it says, the same each time. */
  readonly id: string | null;
  /** ISO 8601; null: now. */
  readonly createdAt: string | null;
}

export interface ImportOutcome {
  readonly added: number;
  /** Were here before, withdrawn or not, or came twice. */
  readonly known: number;
  /** Texts among those that came which now have labels of administrators that contradict each other. */
  readonly contradictory: number;
}

export interface ImportDependencies {
  readonly store: Pick<CorrectionStore, 'addCorrections' | 'countContradictions'>;
  readonly fingerprint: Fingerprint;
  readonly nearText: Pick<NearText, 'bandsOf'>;
  /** The same for the same text, and for no other; at most 100 letters and digits. */
  readonly digest: (text: string) => string;
  readonly clock: Clock;
}

export type ImportCorrections = (
  corrections: readonly ForeignCorrection[],
  /** Told after each step how many are done. */
  onProgress?: (done: number) => void,
) => Promise<ImportOutcome>;

/** One transaction each: the gate that runs on the same store waits for none for long. */
const STEP = 1_000;

/**
 * Adds what people said elsewhere. Doing it twice changes nothing, so an import that broke off is simply done again; one
 * that was withdrawn here stays withdrawn.
 */
export function createImportCorrections({
  store,
  fingerprint,
  nearText,
  digest,
  clock,
}: ImportDependencies): ImportCorrections {
  return async (corrections, onProgress) => {
    const now = clock.now().toISOString();
    const labels: string[] = [];
    let added = 0;
    for (let from = 0; from < corrections.length; from += STEP) {
      const step = corrections.slice(from, from + STEP).map((foreign): NewCorrection => {
        const correction = settle(foreign, { now, digest });
        const { text } = correction;
        return { correction, fingerprint: fingerprint(text), bands: nearText.bandsOf(text) };
      });
      added += await store.addCorrections(step, { author: 'cli', at: now });
      labels.push(...step.filter(isLabel).map((one) => one.fingerprint));
      onProgress?.(from + step.length);
    }
    const contradictory = await store.countContradictions(labels);
    return { added, known: corrections.length - added, contradictory };
  };
}

const isLabel = ({ correction: { role, withdrawnAt } }: NewCorrection): boolean =>
  role === 'admin' && withdrawnAt === null;

function settle(
  foreign: ForeignCorrection,
  { now, digest }: { readonly now: string; readonly digest: ImportDependencies['digest'] },
): Correction {
  const { conversation } = foreign;
  const clean = {
    ...foreign,
    text: cleanText(foreign.text),
    author: cleanText(foreign.author),
    model: foreign.model === null ? null : cleanText(foreign.model),
    conversation: conversation === null ? null : { ...conversation, id: cleanText(conversation.id) },
  };
  const { label, role, author, text, createdAt } = clean;
  const said = JSON.stringify([label, role, author, clean.conversation, createdAt, text]);
  return {
    ...clean,
    id: clean.id === null ? digest(said) : cleanText(clean.id),
    messageId: null,
    createdAt: createdAt ?? now,
  };
}
