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
  const peopleSay = createPeople(life, random);
  const gate = await openGate(data, life);
  const points: Point[] = [];
  const add = (point: Point): void => {
    points.push(point);
    onPoint(point);
  };
  add(gate.measure([], 0));
  const traffic: TrafficText[] = [];
  for (const [passed, message] of data.stream.entries()) {
    traffic.unshift({
      id: `M${passed}`,
      channel: 'telegram',
      text: message.text,
      receivedAt: timeOf(passed),
    });
    traffic.length = Math.min(traffic.length, TRAFFIC);
    const label = peopleSay(message, gate.scorer());
    if (label === null) continue;
    gate.corrections.push(
      correctionOf(message.text, label, { seq: gate.corrections.length + 1, passed, random }),
    );
    if (gate.corrections.length % life.every === 0) add(await gate.retrain(traffic));
    if (gate.corrections.length >= life.mostCorrections) break;
  }
  gate.close();
  return points;
}

/** A model that retrains, and what people have told it. */
async function openGate(data: Data, life: Life) {
  const corrections: NumberedCorrection[] = [];
  let current = { ...data.model, learntThrough: 0 };
  let scorer = await openScorerFrom(current.files, current.id);
  const measure = (refusals: readonly string[], seconds: number): Point =>
    measureAt(scorer, data, { corrections: corrections.length, refusals, seconds });
  const retrain = async (traffic: readonly TrafficText[]): Promise<Point> => {
    const learnt = await learn(
      {
        start: current,
        current,
        given: data.model,
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
    if (learnt.kind === 'missing') return measure(learnt.reasons, 0);
    const isTaken = learnt.decision.isPromotable || !life.isGated;
    if (!isTaken) return measure(learnt.decision.reasons, learnt.report.seconds);
    scorer.close();
    current = { id: learnt.report.candidate, files: learnt.files, learntThrough: corrections.length };
    scorer = await openScorerFrom(current.files, current.id);
    return measure([], learnt.report.seconds);
  };
  return { corrections, measure, retrain, scorer: () => scorer, close: () => scorer.close() };
}

/**
 * People correct what the gate got wrong. For so many of these corrections as asked for, somebody says the opposite of what
 * is true of a message that it got right.
 */
function createPeople({ falseShare }: Life, random: Random) {
  let liesToTell = 0;
  return ({ text, label }: LabelledText, scorer: OpenedScorer): Label | null => {
    const isCalledSpam = (scorer.score([text])[0] ?? 0) >= scorer.manifest.thresholds.telegram;
    if (isCalledSpam !== (label === 'spam')) {
      if (random.next() < falseShare / (1 - falseShare)) liesToTell += 1;
      return label;
    }
    if (liesToTell === 0) return null;
    liesToTell -= 1;
    return label === 'spam' ? 'ham' : 'spam';
  };
}

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
