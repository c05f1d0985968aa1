import { fingerprint, nearFingerprint } from '../../src/classifier/fingerprint.js';
import { nearText } from '../../src/classifier/near/near-text.js';
import type { OpenedScorer } from '../../src/classifier/opened-scorer.js';
import { openScorerFrom } from '../../src/classifier/open-scorer.js';
import type { Label } from '../../src/domain/correction.js';
import type { ModelFiles } from '../../src/domain/model.js';
import type { NumberedCorrection, TrafficText } from '../../src/domain/retraining.js';
import { groupNearTexts } from '../../src/learning/near-groups.js';
import { learn } from '../../src/learning/learn.js';
import type { LearnTools } from '../../src/learning/learn-task.js';
import type { BehaviourText } from '../../src/training/ngram/behaviours.js';
import type { LabelledText } from '../../src/training/labelled-data.js';
import { createRandom, type Random } from '../../src/training/random.js';

/** How a group lives with the gate: people correct its mistakes, and it learns of them. */
export interface Life {
  /** Promotes what passes the gate only; else every candidate. */
  readonly isGated: boolean;
  /** So many of the corrections are false, 0 to 1. */
  readonly falseShare: number;
  /** Corrections between two retrainings. */
  readonly every: number;
  readonly mostCorrections: number;
  readonly falsePositiveBudget: number;
  readonly seed: number;
}

export interface Data {
  readonly model: { readonly id: string; readonly files: ModelFiles };
  /** In the order in which they come; read from the beginning again when they are through. */
  readonly stream: readonly LabelledText[];
  /** Never learnt from. */
  readonly heldOut: readonly LabelledText[];
  /** Ham of other chats, never learnt from. */
  readonly chat: readonly LabelledText[];
  readonly acceptance: readonly BehaviourText[];
}

/** After so many corrections. Shares are of the messages held out; the threshold is the one for Telegram. */
export interface Point {
  readonly corrections: number;
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly chatFalsePositiveRate: number;
  /** Shares of wrong verdicts, both classes counting alike. */
  readonly errorRate: number;
  readonly model: string;
  /** Why the last candidate was not taken; empty when it was. */
  readonly refusals: readonly string[];
  readonly seconds: number;
}

const AUTHORS = 5;
const TRAFFIC = 2000;

export async function live(
  data: Data,
  life: Life,
  onPoint: (point: Point) => void,
): Promise<readonly Point[]> {
  const random = createRandom(life.seed, 'shuffle');
  const corrections: NumberedCorrection[] = [];
  const traffic: TrafficText[] = [];
  let current = { ...data.model, learntThrough: 0 };
  let scorer = await openScorerFrom(current.files, current.id);
  const points: Point[] = [];
  const add = (point: Point): void => {
    points.push(point);
    onPoint(point);
  };
  add(measureAt(scorer, data, { corrections: 0, refusals: [], seconds: 0 }));
  let passed = 0;
  while (corrections.length < life.mostCorrections && passed < data.stream.length) {
    const message = data.stream[passed];
    passed += 1;
    if (message === undefined) break;
    traffic.unshift({
      id: `M${passed}`,
      channel: 'telegram',
      text: message.text,
      receivedAt: timeOf(passed),
    });
    traffic.length = Math.min(traffic.length, TRAFFIC);
    const label = personSays(message, scorer, { life, random });
    if (label === null) continue;
    corrections.push(correctionOf(message.text, label, { seq: corrections.length + 1, passed, random }));
    if (corrections.length % life.every !== 0) continue;
    const learnt = await learn(
      {
        start: current,
        given: data.model,
        current,
        corrections,
        traffic,
        corpus: [],
        acceptance: data.acceptance,
        version: `1.0.${corrections.length / life.every}`,
        falsePositiveBudget: life.falsePositiveBudget,
        seed: life.seed,
      },
      TOOLS,
    );
    if (learnt.kind === 'missing') {
      add(measureAt(scorer, data, { corrections: corrections.length, refusals: learnt.reasons, seconds: 0 }));
      continue;
    }
    const isTaken = learnt.decision.isPromotable || !life.isGated;
    if (isTaken) {
      scorer.close();
      current = { id: learnt.report.candidate, files: learnt.files, learntThrough: corrections.length };
      scorer = await openScorerFrom(current.files, current.id);
    }
    const refusals = isTaken ? [] : learnt.decision.reasons;
    add(
      measureAt(scorer, data, { corrections: corrections.length, refusals, seconds: learnt.report.seconds }),
    );
  }
  scorer.close();
  return points;
}

/** A person corrects what the gate got wrong; some say the opposite of what is true, of any message. */
function personSays(
  { text, label }: LabelledText,
  scorer: OpenedScorer,
  { life, random }: { readonly life: Life; readonly random: Random },
): Label | null {
  const isCalledSpam = (scorer.score([text])[0] ?? 0) >= scorer.manifest.thresholds.telegram;
  const isWrong = isCalledSpam !== (label === 'spam');
  const lies = random.next() < life.falseShare;
  if (isWrong) return lies ? null : label;
  // As many false ones among all as asked for: wrong verdicts are rarer than right ones.
  const share = (life.falseShare / (1 - life.falseShare)) * MISTAKES;
  if (random.next() >= share) return null;
  return label === 'spam' ? 'ham' : 'spam';
}

/** About so many verdicts are mistakes at the beginning; false corrections come at a rate of their own. */
const MISTAKES = 0.2;

function correctionOf(
  text: string,
  label: Label,
  { seq, passed, random }: { readonly seq: number; readonly passed: number; readonly random: Random },
): NumberedCorrection {
  return {
    seq,
    id: `C${seq}`,
    messageId: null,
    text,
    label,
    author: `moderator ${Math.floor(random.next() * AUTHORS) + 1}`,
    role: 'admin',
    source: 'api',
    conversation: { channel: 'telegram', id: '-1001' },
    score: null,
    model: null,
    createdAt: timeOf(passed),
    withdrawnAt: null,
  };
}

const timeOf = (minutes: number): string => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();

const TOOLS: LearnTools = {
  fingerprint,
  nearFingerprint,
  groupTexts: (texts) => groupNearTexts(texts, nearText),
  thresholdOf: (manifest, channel) => manifest.thresholds[channel],
  nowMs: () => performance.now(),
  cpuMs: () => (process.cpuUsage().user + process.cpuUsage().system) / 1000,
  onStep: async () => undefined,
};

function measureAt(
  scorer: OpenedScorer,
  { heldOut, chat }: Data,
  about: Pick<Point, 'corrections' | 'refusals' | 'seconds'>,
): Point {
  const textsOf = (rows: readonly LabelledText[], label: Label): string[] =>
    rows.filter((row) => row.label === label).map(({ text }) => text);
  const calledSpam = (texts: readonly string[]): number => {
    const called = scorer.score(texts).filter((score) => score >= scorer.manifest.thresholds.telegram);
    return called.length / texts.length;
  };
  const recall = calledSpam(textsOf(heldOut, 'spam'));
  const falsePositiveRate = calledSpam(textsOf(heldOut, 'ham'));
  return {
    ...about,
    recall,
    falsePositiveRate,
    chatFalsePositiveRate: calledSpam(textsOf(chat, 'ham')),
    errorRate: (1 - recall + falsePositiveRate) / 2,
    model: scorer.model,
  };
}
