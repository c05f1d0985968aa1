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
import { SMISHING_AR } from './ar.js';
import { SMISHING_DE } from './de.js';
import { SMISHING_EN } from './en.js';
import { SMISHING_ES } from './es.js';
import { SMISHING_FR } from './fr.js';
import { SMISHING_HI_LATN } from './hi-latn.js';
import { SMISHING_ID } from './id.js';
import { SMISHING_IT } from './it.js';
import { SMISHING_PL } from './pl.js';
import { SMISHING_PT } from './pt.js';
import { SMISHING_RU } from './ru.js';
import { SMISHING_SW } from './sw.js';
import { SMISHING_TL } from './tl.js';
import { SMISHING_TR } from './tr.js';
import { SMISHING_UK } from './uk.js';
import { SMISHING_ZH } from './zh.js';
import {
  SMISHING_EN_MORE,
  SMISHING_EN_MORE_NG,
  SMISHING_EN_MORE_IN,
  SMISHING_EN_MORE_PH,
  SMISHING_EN_MORE_US,
  SMISHING_EN_MORE_GB,
} from './en-more.js';
import { SMISHING_RU_MORE } from './ru-more.js';
import { SMISHING_AR_EXTRA } from './ar-extra.js';
import { SMISHING_FA_EXTRA } from './fa-extra.js';
import { SMISHING_HI_EXTRA } from './hi-extra.js';
import { SMISHING_SW_EXTRA } from './sw-extra.js';
import { SMISHING_UK_EXTRA } from './uk-extra.js';
import { SMISHING_VI_EXTRA } from './vi-extra.js';
import { SMISHING_ID_EXTRA } from './id-extra.js';
import { SMISHING_JA_EXTRA } from './ja-extra.js';
import { SMISHING_KO_EXTRA } from './ko-extra.js';
import { SMISHING_TL_EXTRA } from './tl-extra.js';
import { SMISHING_TR_EXTRA } from './tr-extra.js';
import { SMISHING_ZH_EXTRA } from './zh-extra.js';
import { SMISHING_DE_EXTRA } from './de-extra.js';
import { SMISHING_IT_EXTRA } from './it-extra.js';
import { SMISHING_NL_EXTRA } from './nl-extra.js';
import { SMISHING_PL_EXTRA } from './pl-extra.js';
import { SMISHING_FR_EXTRA } from './fr-extra.js';

export const SMISHING: readonly PatternSet[] = [
  { locales: [AR], patterns: SMISHING_AR },
  { locales: [DE], patterns: SMISHING_DE },
  { locales: ENGLISH, patterns: SMISHING_EN },
  { locales: [ES], patterns: SMISHING_ES },
  { locales: [FR], patterns: SMISHING_FR },
  { locales: [HI_LATN], patterns: SMISHING_HI_LATN },
  { locales: [ID], patterns: SMISHING_ID },
  { locales: [IT], patterns: SMISHING_IT },
  { locales: [PL], patterns: SMISHING_PL },
  { locales: [PT], patterns: SMISHING_PT },
  { locales: [RU], patterns: SMISHING_RU },
  { locales: [SW], patterns: SMISHING_SW },
  { locales: [TL], patterns: SMISHING_TL },
  { locales: [TR], patterns: SMISHING_TR },
  { locales: [UK], patterns: SMISHING_UK },
  { locales: [ZH], patterns: SMISHING_ZH },
  { locales: ENGLISH, patterns: SMISHING_EN_MORE },
  { locales: [EN_NG], patterns: SMISHING_EN_MORE_NG },
  { locales: [EN_IN], patterns: SMISHING_EN_MORE_IN },
  { locales: [EN_PH], patterns: SMISHING_EN_MORE_PH },
  { locales: [EN_US], patterns: SMISHING_EN_MORE_US },
  { locales: [EN_GB], patterns: SMISHING_EN_MORE_GB },
  { locales: [RU], patterns: SMISHING_RU_MORE },
  { locales: [AR], patterns: SMISHING_AR_EXTRA },
  { locales: [FA], patterns: SMISHING_FA_EXTRA },
  { locales: [HI], patterns: SMISHING_HI_EXTRA },
  { locales: [SW], patterns: SMISHING_SW_EXTRA },
  { locales: [UK], patterns: SMISHING_UK_EXTRA },
  { locales: [VI], patterns: SMISHING_VI_EXTRA },
  { locales: [ID], patterns: SMISHING_ID_EXTRA },
  { locales: [JA], patterns: SMISHING_JA_EXTRA },
  { locales: [KO], patterns: SMISHING_KO_EXTRA },
  { locales: [TL], patterns: SMISHING_TL_EXTRA },
  { locales: [TR], patterns: SMISHING_TR_EXTRA },
  { locales: [ZH], patterns: SMISHING_ZH_EXTRA },
  { locales: [DE], patterns: SMISHING_DE_EXTRA },
  { locales: [IT], patterns: SMISHING_IT_EXTRA },
  { locales: [NL], patterns: SMISHING_NL_EXTRA },
  { locales: [PL], patterns: SMISHING_PL_EXTRA },
  { locales: [FR], patterns: SMISHING_FR_EXTRA },
];
