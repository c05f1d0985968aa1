import { createRandom } from '../random.js';
import type { Attack, AttackKind } from './attack.js';

/** A classifier with its threshold: all that an attack needs to know of it. */
export interface Contender {
  readonly name: string;
  /** The border between ham and spam in the classifier's own scale; for people to read. */
  readonly threshold: number;
  /** One answer a text, in order. */
  isSpam(texts: readonly string[]): readonly boolean[];
}

export interface AttackRun {
  /** At least one. */
  readonly spam: readonly string[];
  readonly attacks: readonly Attack[];
  readonly contenders: readonly Contender[];
  /** Every attack starts from it anew, so that a new attack changes no other's numbers. */
  readonly seed: number;
}

export interface AttackResults {
  readonly spam: number;
  readonly contenders: readonly { readonly name: string; readonly recall: number }[];
  readonly attacks: readonly AttackResult[];
}

/** Recall from 0 to 1, losses in points from -100 to 100; a negative loss is a gain. */
export interface AttackResult {
  readonly name: string;
  readonly kind: AttackKind;
  /** Share of the spam that the attack could change at all, 0 to 1: no digits, no attack on digits. */
  readonly changed: number;
  /** In the order of the contenders. */
  readonly outcomes: readonly Outcome[];
}

export interface Outcome {
  readonly recall: number;
  readonly lossPoints: number;
  /** Among the changed texts only; null where there is none. */
  readonly lossPointsOfChanged: number | null;
}

/** What each attack costs each contender. Throws a `RangeError` without spam. */
export function measureAttacks({ spam, attacks, contenders, seed }: AttackRun): AttackResults {
  if (spam.length === 0) throw new RangeError('Cannot attack: there is no spam');
  const before = contenders.map((contender) => ({ contender, caught: contender.isSpam(spam) }));
  return {
    spam: spam.length,
    contenders: before.map(({ contender, caught }) => ({
      name: contender.name,
      recall: shareOf(caught) ?? 0,
    })),
    attacks: attacks.map(({ name, kind, transform }) => {
      const random = createRandom(seed, 'shuffle');
      const attacked = spam.map((text) => transform(text, random));
      const isChanged = attacked.map((text, i) => text !== spam[i]);
      const outcomes = before.map(({ contender, caught }) =>
        compare(caught, contender.isSpam(attacked), isChanged),
      );
      return { name, kind, changed: shareOf(isChanged) ?? 0, outcomes };
    }),
  };
}

type Answers = readonly boolean[];

function compare(before: Answers, after: Answers, isChanged: Answers): Outcome {
  const ofChanged = (answers: Answers) => shareOf(answers.filter((_, i) => isChanged[i]));
  const recall = shareOf(after) ?? 0;
  const [changedBefore, changedAfter] = [ofChanged(before), ofChanged(after)];
  return {
    recall,
    lossPoints: ((shareOf(before) ?? 0) - recall) * 100,
    lossPointsOfChanged:
      changedBefore === null || changedAfter === null ? null : (changedBefore - changedAfter) * 100,
  };
}

/** Null for none at all. */
function shareOf(answers: Answers): number | null {
  return answers.length === 0 ? null : answers.filter(Boolean).length / answers.length;
}

/** The attack that costs most; null where there is none. */
export interface WorstLosses {
  readonly padding: AttackLoss | null;
  readonly others: AttackLoss | null;
}

export interface AttackLoss {
  readonly name: string;
  readonly lossPoints: number;
}

/** The greatest loss of a contender, by its place in the list, with padding and without. */
export function worstLosses({ attacks }: AttackResults, contender: number): WorstLosses {
  const worst = (isPadding: boolean): AttackLoss | null =>
    attacks
      .filter(({ kind }) => (kind === 'padding') === isPadding)
      .flatMap(({ name, outcomes }) =>
        outcomes.slice(contender, contender + 1).map(({ lossPoints }) => ({ name, lossPoints })),
      )
      .reduce<AttackLoss | null>(
        (most, loss) => (most === null || loss.lossPoints > most.lossPoints ? loss : most),
        null,
      );
  return { padding: worst(true), others: worst(false) };
}
