import { createFeatureExtractor } from '../../classifier/ngram/feature-extractor.js';
import { PassageScorer } from '../../classifier/ngram/passage-scorer.js';
import { measure } from '../metrics.js';
import { createRandom, shuffled } from '../random.js';
import type { SourcedText } from './corpus.js';
import { type FittedNgrams, fitNgrams, type FitTask } from './fit-ngram.js';
import { shareAbove, thresholdAt } from './operating-points.js';

/** Corpora that one of the two models has not seen. */
export const FOLDS = {
  A: ['telegram_ru_spam', 'youtube_comments', 'irc_ubuntu', 'philippine_sms', 'swahili_sms'],
  B: ['turkish_sms', 'indonesian_sms', 'indonesian_sms_2021', 'uci_sms', 'mishra_sms', 'telegram_uk_scam'],
} as const;
export type FoldName = keyof typeof FOLDS;

export interface ScoredText extends SourcedText {
  /** Before calibration. */
  readonly logOdds: number;
}

export interface Fold {
  readonly name: FoldName;
  readonly model: FittedNgrams;
  /** The messages of the sources left out, and of `validation`. */
  readonly scored: readonly ScoredText[];
}

export interface FoldTask extends FitTask {
  /** Never trained on. */
  readonly validation: readonly SourcedText[];
}

/** Trains without the sources of a fold, and scores them. */
export function leaveOut(name: FoldName, { rows, validation, ...task }: FoldTask): Fold {
  const out: readonly string[] = FOLDS[name];
  const model = fitNgrams({ ...task, rows: rows.filter(({ source }) => !out.includes(source)) });
  const unseen = [...rows.filter(({ source }) => out.includes(source)), ...validation];
  return { name, model, scored: scoreAll(model, unseen) };
}

export function scoreAll(model: FittedNgrams, rows: readonly SourcedText[]): ScoredText[] {
  const scorer = new PassageScorer(model);
  const extractor = createFeatureExtractor();
  return rows.map((row) => ({ ...row, logOdds: scorer.logOddsOf(extractor.extract(row.text)) }));
}

export interface FoldReport {
  readonly name: FoldName;
  /** Mean of the parts. */
  readonly mean: number;
  /** The score of 99.5 % of chat ham. */
  readonly threshold: number;
  readonly parts: Readonly<Record<string, number>>;
  /** False-positive rates and recalls that are shown but do not count. */
  readonly beside: Readonly<Record<string, number>>;
}

const CHAT_HAM = 'telegram_ru_ham';
const IRC_SAMPLE = 6000;

/** Ham of group chats that a fold's model had not seen: a sample, so that it does not drown other chats. */
export function unseenChat({ scored }: Fold, seed: number): ScoredText[] {
  const irc = scored.filter(({ source, label }) => source === 'irc_ubuntu' && label === 'ham');
  return shuffled(irc, createRandom(seed, 'split')).slice(0, IRC_SAMPLE);
}

export function reportFold(fold: Fold, seed: number): FoldReport {
  const { name, scored } = fold;
  const scores = (source: string, label: 'spam' | 'ham'): number[] =>
    scored.filter((row) => row.source === source && row.label === label).map(({ logOdds }) => logOdds);
  const chat = scores(CHAT_HAM, 'ham');
  const irc = unseenChat(fold, seed).map(({ logOdds }) => logOdds);
  const pooled = name === 'A' ? [...chat, ...irc] : [...chat, ...scores('uci_sms', 'ham')];
  const threshold = thresholdAt(pooled, 0.005);
  const recall = (source: string, at: number): number => shareAbove(scores(source, 'spam'), at);
  const within = (source: string): number => recall(source, thresholdAt(scores(source, 'ham'), 0.01));
  const auc = (source: string): number =>
    measure(
      scored
        .filter((row) => row.source === source)
        .map(({ label, logOdds }) => ({ isSpam: label === 'spam', score: 1 / (1 + Math.exp(-logOdds)) })),
      0.5,
    ).rocAuc ?? NaN;
  const parts =
    name === 'A'
      ? {
          'telegram_ru_spam at 0.5 % of telegram_ru_ham': recall(
            'telegram_ru_spam',
            thresholdAt(chat, 0.005),
          ),
          telegram_ru_spam: recall('telegram_ru_spam', threshold),
          youtube_comments: recall('youtube_comments', threshold),
          philippine_sms: recall('philippine_sms', threshold),
          'youtube_comments AUC': auc('youtube_comments'),
        }
      : {
          'turkish_sms at 1 %': within('turkish_sms'),
          'indonesian_sms at 1 %': within('indonesian_sms'),
          'uci_sms at 1 %': within('uci_sms'),
          'mishra_sms at 1 %': within('mishra_sms'),
          indonesian_sms_2021: recall('indonesian_sms_2021', threshold),
          telegram_uk_scam: recall('telegram_uk_scam', threshold),
        };
  const values = Object.values(parts);
  return {
    name,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    threshold,
    parts,
    beside: {
      'telegram_ru_spam at 2 % of telegram_ru_ham': recall('telegram_ru_spam', thresholdAt(chat, 0.02)),
      'nigerian_sms_ham called spam': shareAbove(scores('nigerian_sms_ham', 'ham'), threshold),
      'telegram_ru_ham called spam': shareAbove(chat, threshold),
    },
  };
}
