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
  FA,
  FR,
  HI,
  HI_LATN,
  ID,
  IT,
  JA,
  KO,
  NL,
  PL,
  PT,
  RU,
  SW,
  TL,
  TR,
  UK,
  VI,
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
import { TRANSACTIONAL_AR_EXTRA } from './ar-extra.js';
import { TRANSACTIONAL_FA_EXTRA } from './fa-extra.js';
import { TRANSACTIONAL_HI_EXTRA } from './hi-extra.js';
import { TRANSACTIONAL_SW_EXTRA } from './sw-extra.js';
import { TRANSACTIONAL_UK_EXTRA } from './uk-extra.js';
import { TRANSACTIONAL_VI_EXTRA } from './vi-extra.js';
import { TRANSACTIONAL_ID_EXTRA } from './id-extra.js';
import { TRANSACTIONAL_JA_EXTRA } from './ja-extra.js';
import { TRANSACTIONAL_KO_EXTRA } from './ko-extra.js';
import { TRANSACTIONAL_TL_EXTRA } from './tl-extra.js';
import { TRANSACTIONAL_ZH_EXTRA } from './zh-extra.js';
import { TRANSACTIONAL_DE_EXTRA } from './de-extra.js';
import { TRANSACTIONAL_IT_EXTRA } from './it-extra.js';
import { TRANSACTIONAL_NL_EXTRA } from './nl-extra.js';
import { TRANSACTIONAL_PL_EXTRA } from './pl-extra.js';
import { TRANSACTIONAL_FR_EXTRA } from './fr-extra.js';

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
  { locales: [AR], patterns: TRANSACTIONAL_AR_EXTRA },
  { locales: [FA], patterns: TRANSACTIONAL_FA_EXTRA },
  { locales: [HI], patterns: TRANSACTIONAL_HI_EXTRA },
  { locales: [SW], patterns: TRANSACTIONAL_SW_EXTRA },
  { locales: [UK], patterns: TRANSACTIONAL_UK_EXTRA },
  { locales: [VI], patterns: TRANSACTIONAL_VI_EXTRA },
  { locales: [ID], patterns: TRANSACTIONAL_ID_EXTRA },
  { locales: [JA], patterns: TRANSACTIONAL_JA_EXTRA },
  { locales: [KO], patterns: TRANSACTIONAL_KO_EXTRA },
  { locales: [TL], patterns: TRANSACTIONAL_TL_EXTRA },
  { locales: [ZH], patterns: TRANSACTIONAL_ZH_EXTRA },
  { locales: [DE], patterns: TRANSACTIONAL_DE_EXTRA },
  { locales: [IT], patterns: TRANSACTIONAL_IT_EXTRA },
  { locales: [NL], patterns: TRANSACTIONAL_NL_EXTRA },
  { locales: [PL], patterns: TRANSACTIONAL_PL_EXTRA },
  { locales: [FR], patterns: TRANSACTIONAL_FR_EXTRA },
];
