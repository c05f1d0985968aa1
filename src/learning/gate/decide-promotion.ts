import type { ModelDecision } from '../../domain/model.js';
import type { Cost } from './cost.js';
import type { Drift } from './drift.js';
import type { Influence } from './influence.js';
import {
  calibrationErrors,
  countPairs,
  hamNeeded,
  mostRise,
  type Paired,
  type PairedCounts,
} from './paired.js';

/** Everything that was measured of a candidate and of the current model, side by side. */
export interface Measured {
  /** The written list that comes with the program. */
  readonly acceptance: readonly Paired[];
  /** The same, and the corrections of the future, beside the given model that all descend from. */
  readonly againstGiven: readonly Paired[];
  /** Corrections, each scored by a candidate that had learnt of what came before it only. */
  readonly future: readonly Paired[];
  /** Every text that a person released. */
  readonly mustPass: readonly Paired[];
  readonly drift: Drift;
  readonly cost: Cost;
  readonly influences: readonly Influence[];
}

export interface GateRules {
  /** What the false-positive rate may rise by, 0 to 1. */
  readonly falsePositiveBudget: number;
}

/** One condition of the gate. */
export interface Check {
  readonly name: CheckName;
  readonly isPassed: boolean;
  /** With the numbers that decided. */
  readonly text: string;
}

export const CHECK_NAMES = [
  'false-positives',
  'must-pass',
  'one-voice',
  'future-recall',
  'acceptance-recall',
  'calibration',
  'time',
  'size',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** One standard deviation of the estimate on the written list (bootstrap, 400 draws): less is chance. */
const CALIBRATION_TOLERANCE = 0.007;
/** Time per message, and size. */
const MOST_COST = 1.1;

/** Every condition, whether it holds or not. A candidate is promoted only if all of them hold. */
export function checkCandidate(measured: Measured, rules: GateRules): Check[] {
  const { acceptance, againstGiven, future, mustPass, cost } = measured;
  return [
    checkFalsePositives(countPairs(againstGiven), rules),
    checkMustPass(countPairs(mustPass)),
    checkFutureRecall(countPairs(future)),
    checkAcceptanceRecall(countPairs(acceptance)),
    checkCalibration(calibrationErrors([...acceptance, ...future])),
    checkCost('time', cost.time, 'time per message'),
    checkCost('size', cost.size, 'size'),
  ];
}

/** The decision in sentences: those that failed, or all of them. */
export function decisionOf(checks: readonly Check[], alarms: readonly string[]): ModelDecision {
  const failed = checks.filter(({ isPassed }) => !isPassed);
  return {
    isPromotable: failed.length === 0,
    reasons: (failed.length === 0 ? checks : failed).map(({ text }) => text),
    alarms,
  };
}

function checkFalsePositives(counts: PairedCounts, { falsePositiveBudget: budget }: GateRules): Check {
  const rise = mostRise(counts);
  const needed = hamNeeded(budget);
  const seen = `ham called spam: ${counts.candidateWronged} of ${counts.ham}, by the given model ${counts.currentWronged}`;
  const tooFew = counts.ham < needed;
  return {
    name: 'false-positives',
    isPassed: !tooFew && rise <= budget,
    text: tooFew
      ? `${seen}; too few ham messages to promise a rise within ${percent(budget)}: at least ${needed} are needed`
      : `${seen}; the rate is higher by ${percent(rise)} at the most (95 % sure), ${percent(budget)} are allowed`,
  };
}

function checkMustPass({ ham, newlyWronged, candidateWronged, currentWronged }: PairedCounts): Check {
  return {
    name: 'must-pass',
    isPassed: newlyWronged === 0,
    text: `of ${ham} texts that people released it calls ${candidateWronged} spam, now ${currentWronged}; ${newlyWronged} of them anew, none is allowed`,
  };
}

function checkFutureRecall({ spam, candidateCaught, currentCaught }: PairedCounts): Check {
  return {
    name: 'future-recall',
    isPassed: candidateCaught >= currentCaught,
    text: `spam found on corrections that it had not seen: ${candidateCaught} of ${spam}, now ${currentCaught}; it may not fall`,
  };
}

/** A single message of the list is chance: so much of its spam may be lost. */
const MOST_LOST = 0.005;

/** The written list is found as well as now, but for a message or two. */
export function keepsRecall({ spam, candidateCaught, currentCaught }: PairedCounts): boolean {
  return currentCaught - candidateCaught <= Math.floor(spam * MOST_LOST);
}

function checkAcceptanceRecall(counts: PairedCounts): Check {
  const { spam, candidateCaught, currentCaught } = counts;
  const lost = Math.floor(spam * MOST_LOST);
  return {
    name: 'acceptance-recall',
    isPassed: keepsRecall(counts),
    text: `spam found on the written list: ${candidateCaught} of ${spam}, now ${currentCaught}; it may fall by ${lost}`,
  };
}

function checkCalibration({ current, candidate }: ReturnType<typeof calibrationErrors>): Check {
  return {
    name: 'calibration',
    isPassed: candidate <= current + CALIBRATION_TOLERANCE,
    text: `calibration error ${candidate.toFixed(4)}, now ${current.toFixed(4)}; it may rise by ${CALIBRATION_TOLERANCE}, which is chance`,
  };
}

function checkCost(name: CheckName, ratio: number, what: string): Check {
  return {
    name,
    isPassed: ratio <= MOST_COST,
    text: `${what} is ${(ratio * 100).toFixed(0)} % of that of the current model, ${(MOST_COST * 100).toFixed(0)} % are allowed`,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
