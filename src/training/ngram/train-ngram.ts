import { type Calibration, FORMAT_VERSION } from '../../classifier/manifest.js';
import type { NgramParts } from '../../classifier/ngram/ngram-bundle.js';
import type { Judged, NgramManifest } from '../../classifier/ngram/ngram-manifest.js';
import { calibrate } from '../../classifier/ngram/ngram-scorer.js';
import { type BehaviourText, measureBehaviours } from './behaviours.js';
import type { Corpus } from './corpus.js';
import { type AttackResults, worstLosses } from '../attacks/measure-attacks.js';
import { attackFold } from './attack-fold.js';
import { fitNgrams, type FittedNgrams } from './fit-ngram.js';
import { calibrateOn, measureUnseen, reliabilityOf } from './judge.js';
import {
  type Fold,
  FOLDS,
  type FoldName,
  leaveOut,
  reportFold,
  scoreAll,
  type ScoredText,
  unseenChat,
} from './leave-sources-out.js';
import { thresholdAt } from './operating-points.js';
import type { Recipe } from './recipe.js';

export interface NgramPlan {
  readonly name: string;
  readonly version: string;
  readonly corpora: readonly Corpus[];
  /** Never learnt from. The ham of chats, of which thresholds are taken, together with chats left out of a fold. */
  readonly chat: readonly Corpus[];
  /** Never learnt from, and only looked at. */
  readonly validation: readonly Corpus[];
  /** Never learnt from, and counted behaviour by behaviour. */
  readonly behaviours: readonly BehaviourText[];
  readonly recipe: Recipe;
  readonly seed: number;
}

/**
 * Trains the linear model over n-grams on all corpora, and twice more without the sources of a fold: on what those two
 * had not seen scores are calibrated and the model is judged. The same plan gives the same bytes.
 */
export function trainNgram(plan: NgramPlan, onStep: (what: string) => void): NgramParts {
  const { recipe, seed } = plan;
  const rows = plan.corpora.flatMap((corpus) => corpus.rows);
  const validation = [...plan.chat, ...plan.validation].flatMap((corpus) => corpus.rows);
  const folds = foldsOf(plan).map((name) =>
    leaveOut(name, {
      rows,
      validation,
      recipe,
      seed,
      onStep: (what) => onStep(`without fold ${name}: ${what}`),
    }),
  );
  const unseen = folds.flatMap(({ name, scored }) => {
    const out: readonly string[] = FOLDS[name];
    return scored.filter(({ source }) => out.includes(source));
  });
  const model = fitNgrams({ rows, recipe, seed, onStep });
  const calibration: Calibration = unseen.length === 0 ? { kind: 'none' } : calibrateOn(unseen);
  const given = scoreAll(
    model,
    plan.chat.flatMap((corpus) => corpus.rows),
  ).filter(({ label }) => label === 'ham');
  const chat = [...given, ...folds.flatMap((fold) => unseenChat(fold, seed))];
  const points = operatingPoints(chat, calibration);
  const thresholds = recommend(points);
  return {
    model,
    manifest: {
      formatVersion: FORMAT_VERSION,
      name: plan.name,
      version: plan.version,
      architecture: 'ngram',
      ngrams: { words: model.wordCount, chars: model.keys.length - model.wordCount },
      calibration,
      thresholds,
      metrics: {
        validation: unseen.length === 0 ? null : measureUnseen(unseen, calibration, thresholds.api),
      },
      judged: unseen.length === 0 ? null : judge(folds, { unseen, calibration, points, seed }),
      behaviours: measureBehaviours(plan.behaviours, { model, calibration, threshold: thresholds.telegram }),
      training: describeTraining(plan, model),
      parent: null,
    },
  };
}

/** Those of which at least one source with spam is among the corpora. */
function foldsOf({ corpora }: NgramPlan): FoldName[] {
  const names = new Set(corpora.map(({ name }) => name));
  const all = Object.keys(FOLDS).filter((name): name is FoldName => name in FOLDS);
  return all.filter((name) => FOLDS[name].every((source) => names.has(source)));
}

interface Evidence {
  readonly unseen: readonly ScoredText[];
  readonly calibration: Calibration;
  readonly points: Judged['operatingPoints'];
  readonly seed: number;
}

function judge(folds: readonly Fold[], { unseen, calibration, points, seed }: Evidence): Judged {
  const reports = folds.map((fold) => ({ ...reportFold(fold, seed), fold }));
  return {
    sel: reports.reduce((sum, { mean }) => sum + mean, 0) / reports.length,
    folds: reports.map(({ name, mean, threshold, parts, beside, fold }) => ({
      name,
      mean,
      parts: withoutGaps({ ...parts, ...beside }),
      attacked: summariseAttacks(attackFold(fold, { threshold, seed })),
    })),
    ...reliabilityOf(unseen, calibration),
    operatingPoints: points,
  };
}

function summariseAttacks(results: AttackResults | null): Judged['folds'][number]['attacked'] {
  const [contender] = results?.contenders ?? [];
  if (results === null || contender === undefined) return null;
  return { spam: results.spam, recall: contender.recall, worst: worstLosses(results, 0) };
}

function withoutGaps(parts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => Number.isFinite(value)));
}

const RATES = { review: 0.05, usual: 0.005, careful: 0.001 };

/** Of chat ham: from which scores on so much of it would be called spam. */
function operatingPoints(chat: readonly ScoredText[], calibration: Calibration): Judged['operatingPoints'] {
  if (chat.length === 0) return [];
  const scores = chat.map(({ logOdds }) => logOdds);
  return Object.values(RATES).map((rate) => ({
    on: 'chat ham',
    falsePositiveRate: rate,
    // Rounded up: what is printed and what decides are one number.
    score: Math.min(1, Math.ceil(calibrate(thresholdAt(scores, rate), calibration) * 1000) / 1000),
  }));
}

const OTP = 0.95;

/** A chat loses little by one wrong deletion in 200 that a moderator takes back; a text message may be an order. */
function recommend(points: Judged['operatingPoints']): NgramManifest['thresholds'] {
  const at = (rate: number, otherwise: number): number =>
    points.find(({ falsePositiveRate }) => falsePositiveRate === rate)?.score ?? otherwise;
  const [usual, careful] = [at(RATES.usual, 0.5), at(RATES.careful, 0.5)];
  return {
    telegram: usual,
    sms: careful,
    api: usual,
    review: Math.min(at(RATES.review, 0.3), usual),
    otp: Math.max(OTP, careful),
  };
}

function describeTraining({ corpora, chat, validation, recipe, seed }: NgramPlan, model: FittedNgrams) {
  return {
    seed,
    rows: model.rows,
    written: { ...recipe.made },
    strength: recipe.strength,
    data: corpora.map(({ record }) => record),
    validation: [...chat, ...validation].map(({ record }) => record),
  };
}
