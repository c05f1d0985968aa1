import { AR, DE, ENGLISH, ES, HI, ID, PT, RU, UK, ZH } from '../../locales/index.js';
import type { PatternSet } from '../../pattern-set.js';
import { FANCY_AR } from './ar.js';
import { FANCY_DE } from './de.js';
import { FANCY_EN } from './en.js';
import { FANCY_ES } from './es.js';
import { FANCY_HI } from './hi.js';
import { FANCY_ID } from './id.js';
import { FANCY_PT } from './pt.js';
import { FANCY_RU } from './ru.js';
import { FANCY_UK } from './uk.js';
import { FANCY_ZH } from './zh.js';

export const FANCY: readonly PatternSet[] = [
  { isDressed: true, locales: [AR], patterns: FANCY_AR },
  { isDressed: true, locales: [DE], patterns: FANCY_DE },
  { isDressed: true, locales: ENGLISH, patterns: FANCY_EN },
  { isDressed: true, locales: [ES], patterns: FANCY_ES },
  { isDressed: true, locales: [HI], patterns: FANCY_HI },
  { isDressed: true, locales: [ID], patterns: FANCY_ID },
  { isDressed: true, locales: [PT], patterns: FANCY_PT },
  { isDressed: true, locales: [RU], patterns: FANCY_RU },
  { isDressed: true, locales: [UK], patterns: FANCY_UK },
  { isDressed: true, locales: [ZH], patterns: FANCY_ZH },
];
