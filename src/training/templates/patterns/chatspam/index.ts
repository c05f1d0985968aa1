import {
  AR,
  DE,
  ENGLISH,
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
import { CHATSPAM_DE } from './de.js';
import { CHATSPAM_EN_1 } from './en-1.js';
import { CHATSPAM_EN_2 } from './en-2.js';
import { CHATSPAM_ES } from './es.js';
import { CHATSPAM_FR } from './fr.js';
import { CHATSPAM_HI_LATN } from './hi-latn.js';
import { CHATSPAM_ID } from './id.js';
import { CHATSPAM_PT } from './pt.js';
import { CHATSPAM_RU } from './ru.js';
import { CHATSPAM_TR } from './tr.js';
import { CHATSPAM_UK } from './uk.js';
import { CHATSPAM_EN_MORE } from './en-more.js';
import { CHATSPAM_ES_MORE } from './es-more.js';
import { CHATSPAM_ID_MORE } from './id-more.js';
import { CHATSPAM_PT_MORE } from './pt-more.js';
import { CHATSPAM_RU_MORE } from './ru-more.js';
import { CHATSPAM_TR_MORE } from './tr-more.js';
import { CHATSPAM_UK_MORE } from './uk-more.js';
import { CHATSPAM_ZH_MORE } from './zh-more.js';
import { CHATSPAM_AR_EXTRA } from './ar-extra.js';
import { CHATSPAM_FA_EXTRA } from './fa-extra.js';
import { CHATSPAM_HI_EXTRA } from './hi-extra.js';
import { CHATSPAM_SW_EXTRA } from './sw-extra.js';
import { CHATSPAM_UK_EXTRA } from './uk-extra.js';
import { CHATSPAM_VI_EXTRA } from './vi-extra.js';
import { CHATSPAM_ID_EXTRA } from './id-extra.js';
import { CHATSPAM_JA_EXTRA } from './ja-extra.js';
import { CHATSPAM_KO_EXTRA } from './ko-extra.js';
import { CHATSPAM_TL_EXTRA } from './tl-extra.js';
import { CHATSPAM_TR_EXTRA } from './tr-extra.js';
import { CHATSPAM_ZH_EXTRA } from './zh-extra.js';
import { CHATSPAM_DE_EXTRA } from './de-extra.js';
import { CHATSPAM_IT_EXTRA } from './it-extra.js';
import { CHATSPAM_NL_EXTRA } from './nl-extra.js';
import { CHATSPAM_PL_EXTRA } from './pl-extra.js';
import { CHATSPAM_FR_EXTRA } from './fr-extra.js';

export const CHATSPAM: readonly PatternSet[] = [
  { locales: [DE], patterns: CHATSPAM_DE },
  { locales: ENGLISH, patterns: CHATSPAM_EN_1 },
  { locales: ENGLISH, patterns: CHATSPAM_EN_2 },
  { locales: [ES], patterns: CHATSPAM_ES },
  { locales: [FR], patterns: CHATSPAM_FR },
  { locales: [HI_LATN], patterns: CHATSPAM_HI_LATN },
  { locales: [ID], patterns: CHATSPAM_ID },
  { locales: [PT], patterns: CHATSPAM_PT },
  { locales: [RU], patterns: CHATSPAM_RU },
  { locales: [TR], patterns: CHATSPAM_TR },
  { locales: [UK], patterns: CHATSPAM_UK },
  { locales: ENGLISH, patterns: CHATSPAM_EN_MORE },
  { locales: [ES], patterns: CHATSPAM_ES_MORE },
  { locales: [ID], patterns: CHATSPAM_ID_MORE },
  { locales: [PT], patterns: CHATSPAM_PT_MORE },
  { locales: [RU], patterns: CHATSPAM_RU_MORE },
  { locales: [TR], patterns: CHATSPAM_TR_MORE },
  { locales: [UK], patterns: CHATSPAM_UK_MORE },
  { locales: [ZH], patterns: CHATSPAM_ZH_MORE },
  { locales: [AR], patterns: CHATSPAM_AR_EXTRA },
  { locales: [FA], patterns: CHATSPAM_FA_EXTRA },
  { locales: [HI], patterns: CHATSPAM_HI_EXTRA },
  { locales: [SW], patterns: CHATSPAM_SW_EXTRA },
  { locales: [UK], patterns: CHATSPAM_UK_EXTRA },
  { locales: [VI], patterns: CHATSPAM_VI_EXTRA },
  { locales: [ID], patterns: CHATSPAM_ID_EXTRA },
  { locales: [JA], patterns: CHATSPAM_JA_EXTRA },
  { locales: [KO], patterns: CHATSPAM_KO_EXTRA },
  { locales: [TL], patterns: CHATSPAM_TL_EXTRA },
  { locales: [TR], patterns: CHATSPAM_TR_EXTRA },
  { locales: [ZH], patterns: CHATSPAM_ZH_EXTRA },
  { locales: [DE], patterns: CHATSPAM_DE_EXTRA },
  { locales: [IT], patterns: CHATSPAM_IT_EXTRA },
  { locales: [NL], patterns: CHATSPAM_NL_EXTRA },
  { locales: [PL], patterns: CHATSPAM_PL_EXTRA },
  { locales: [FR], patterns: CHATSPAM_FR_EXTRA },
];
