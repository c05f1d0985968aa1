import {
  AR,
  DE,
  ENGLISH,
  EN_GB,
  EN_IN,
  EN_NG,
  EN_PH,
  EN_US,
  ES,
  FR,
  HI,
  HI_LATN,
  ID,
  IT,
  PL,
  PT,
  RU,
  SW,
  TL,
  TR,
  UK,
  ZH,
} from '../../locales/index.js';
import type { PatternSet } from '../../pattern-set.js';
import { TRANSACTIONAL_AR } from './ar.js';
import { TRANSACTIONAL_DE } from './de.js';
import { TRANSACTIONAL_EN_GB } from './en-gb.js';
import { TRANSACTIONAL_EN_IN } from './en-in.js';
import { TRANSACTIONAL_EN_NG } from './en-ng.js';
import { TRANSACTIONAL_EN_PH } from './en-ph.js';
import { TRANSACTIONAL_EN_US } from './en-us.js';
import { TRANSACTIONAL_EN } from './en.js';
import { TRANSACTIONAL_ES } from './es.js';
import { TRANSACTIONAL_FR } from './fr.js';
import { TRANSACTIONAL_HI_LATN } from './hi-latn.js';
import { TRANSACTIONAL_HI } from './hi.js';
import { TRANSACTIONAL_ID } from './id.js';
import { TRANSACTIONAL_IT } from './it.js';
import { TRANSACTIONAL_PL } from './pl.js';
import { TRANSACTIONAL_PT } from './pt.js';
import { TRANSACTIONAL_RU } from './ru.js';
import { TRANSACTIONAL_SW } from './sw.js';
import { TRANSACTIONAL_TL } from './tl.js';
import { TRANSACTIONAL_TR } from './tr.js';
import { TRANSACTIONAL_UK } from './uk.js';
import { TRANSACTIONAL_ZH } from './zh.js';

export const TRANSACTIONAL: readonly PatternSet[] = [
  { locales: [AR], patterns: TRANSACTIONAL_AR },
  { locales: [DE], patterns: TRANSACTIONAL_DE },
  { locales: [EN_GB], patterns: TRANSACTIONAL_EN_GB },
  { locales: [EN_IN], patterns: TRANSACTIONAL_EN_IN },
  { locales: [EN_NG], patterns: TRANSACTIONAL_EN_NG },
  { locales: [EN_PH], patterns: TRANSACTIONAL_EN_PH },
  { locales: [EN_US], patterns: TRANSACTIONAL_EN_US },
  { locales: ENGLISH, patterns: TRANSACTIONAL_EN },
  { locales: [ES], patterns: TRANSACTIONAL_ES },
  { locales: [FR], patterns: TRANSACTIONAL_FR },
  { locales: [HI_LATN], patterns: TRANSACTIONAL_HI_LATN },
  { locales: [HI], patterns: TRANSACTIONAL_HI },
  { locales: [ID], patterns: TRANSACTIONAL_ID },
  { locales: [IT], patterns: TRANSACTIONAL_IT },
  { locales: [PL], patterns: TRANSACTIONAL_PL },
  { locales: [PT], patterns: TRANSACTIONAL_PT },
  { locales: [RU], patterns: TRANSACTIONAL_RU },
  { locales: [SW], patterns: TRANSACTIONAL_SW },
  { locales: [TL], patterns: TRANSACTIONAL_TL },
  { locales: [TR], patterns: TRANSACTIONAL_TR },
  { locales: [UK], patterns: TRANSACTIONAL_UK },
  { locales: [ZH], patterns: TRANSACTIONAL_ZH },
];
