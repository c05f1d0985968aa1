import { type Augmentation, FIRST_COPY, SECOND_COPY } from '../augment.js';
import type { TemplateKind } from '../templates/kinds.js';
import type { BlockLimit } from './vocabulary.js';

/** What is known of a corpus that a file does not say. */
export interface SourceSettings {
  /** At most so many rows of a class are used, drawn with the seed. */
  readonly spam?: number;
  readonly ham?: number;
  /** What its rows weigh beside those of other corpora. */
  readonly factor?: number;
}

/** Everything that decides a model, but the corpora and the seed. */
export interface Recipe {
  readonly sources: Readonly<Record<string, SourceSettings>>;
  /** Written texts: how many of each kind. */
  readonly made: Readonly<Record<TemplateKind, number>>;
  /** What the rows of a kind weigh beside a corpus. */
  readonly madeFactor: Readonly<Record<TemplateKind, number>>;
  /** One changed copy of each row for each entry. */
  readonly copies: readonly Augmentation[];
  /** Of block W and block C. */
  readonly limits: readonly [BlockLimit, BlockLimit];
  /** Rows of a source and class weigh (their number) to the power of minus this. */
  readonly crowding: number;
  /** Share of all weight that spam has. */
  readonly spamShare: number;
  /** A row weighs at most so many times the mean. */
  readonly heaviest: number;
  /** What the rows' losses count against the penalty: scikit-learn's `C`. */
  readonly strength: number;
  /** The fit ends when the gradient is so much shorter than at the start. */
  readonly tolerance: number;
}

/** The second copy of spam is hidden better: most of it obfuscated, and more than half of it among ham. */
const HIDDEN_COPY: Augmentation = {
  ...SECOND_COPY,
  spam: { ...SECOND_COPY.spam, obfuscate: 0.8, pad: 0.6 },
};

/** The settings behind `model/default`; docs/training.md has what was tried beside them. */
export const RECIPE: Recipe = {
  sources: {
    super_sms: { spam: 8000, ham: 4000, factor: 0.35 },
    spamhunter_sms: { spam: 10_000, factor: 0.35 },
    fake_base_station_zh: { spam: 2500, factor: 0.35 },
    telegram_zh: { spam: 4000, ham: 4000, factor: 0.5 },
    nus_sms_zh: { ham: 3000, factor: 0.5 },
    nus_sms_en: { ham: 8000 },
    irc_ubuntu: { ham: 18_000 },
    swahili_sms: { factor: 0.5 },
    news_uk_ru: { factor: 0.5 },
  },
  made: {
    transactional: 9000,
    community: 9000,
    chat: 5000,
    links: 4000,
    fancy: 2500,
    chatspam: 14_000,
    smishing: 10_000,
  },
  madeFactor: {
    transactional: 1,
    community: 1,
    chat: 0.7,
    links: 1,
    fancy: 1,
    chatspam: 3,
    smishing: 3,
  },
  copies: [FIRST_COPY, HIDDEN_COPY],
  limits: [
    { leastMessages: 3, most: 262_144 },
    { leastMessages: 8, most: 98_304 },
  ],
  crowding: 0.4,
  spamShare: 0.33,
  heaviest: 10,
  strength: 3,
  tolerance: 1e-3,
};
