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
import { CHAT_AR } from './ar.js';
import { CHAT_DE } from './de.js';
import { CHAT_EN } from './en.js';
import { CHAT_ES } from './es.js';
import { CHAT_FR } from './fr.js';
import { CHAT_HI_LATN } from './hi-latn.js';
import { CHAT_HI } from './hi.js';
import { CHAT_ID } from './id.js';
import { CHAT_IT } from './it.js';
import { CHAT_PL } from './pl.js';
import { CHAT_PT } from './pt.js';
import { CHAT_RU } from './ru.js';
import { CHAT_SW } from './sw.js';
import { CHAT_TL } from './tl.js';
import { CHAT_TR } from './tr.js';
import { CHAT_UK } from './uk.js';
import { CHAT_ZH } from './zh.js';
import { CHAT_AR_EXTRA } from './ar-extra.js';
import { CHAT_FA_EXTRA } from './fa-extra.js';
import { CHAT_HI_EXTRA } from './hi-extra.js';
import { CHAT_SW_EXTRA } from './sw-extra.js';
import { CHAT_UK_EXTRA } from './uk-extra.js';
import { CHAT_VI_EXTRA } from './vi-extra.js';
import { CHAT_ID_EXTRA } from './id-extra.js';
import { CHAT_JA_EXTRA } from './ja-extra.js';
import { CHAT_KO_EXTRA } from './ko-extra.js';
import { CHAT_TL_EXTRA } from './tl-extra.js';
import { CHAT_TR_EXTRA } from './tr-extra.js';
import { CHAT_ZH_EXTRA } from './zh-extra.js';
import { CHAT_DE_EXTRA } from './de-extra.js';
import { CHAT_IT_EXTRA } from './it-extra.js';
import { CHAT_NL_EXTRA } from './nl-extra.js';
import { CHAT_PL_EXTRA } from './pl-extra.js';
import { CHAT_FR_EXTRA } from './fr-extra.js';

export const CHAT: readonly PatternSet[] = [
  { locales: [AR], patterns: CHAT_AR },
  { locales: [DE], patterns: CHAT_DE },
  { locales: ENGLISH, patterns: CHAT_EN },
  { locales: [ES], patterns: CHAT_ES },
  { locales: [FR], patterns: CHAT_FR },
  { locales: [HI_LATN], patterns: CHAT_HI_LATN },
  { locales: [HI], patterns: CHAT_HI },
  { locales: [ID], patterns: CHAT_ID },
  { locales: [IT], patterns: CHAT_IT },
  { locales: [PL], patterns: CHAT_PL },
  { locales: [PT], patterns: CHAT_PT },
  { locales: [RU], patterns: CHAT_RU },
  { locales: [SW], patterns: CHAT_SW },
  { locales: [TL], patterns: CHAT_TL },
  { locales: [TR], patterns: CHAT_TR },
  { locales: [UK], patterns: CHAT_UK },
  { locales: [ZH], patterns: CHAT_ZH },
  { locales: [AR], patterns: CHAT_AR_EXTRA },
  { locales: [FA], patterns: CHAT_FA_EXTRA },
  { locales: [HI], patterns: CHAT_HI_EXTRA },
  { locales: [SW], patterns: CHAT_SW_EXTRA },
  { locales: [UK], patterns: CHAT_UK_EXTRA },
  { locales: [VI], patterns: CHAT_VI_EXTRA },
  { locales: [ID], patterns: CHAT_ID_EXTRA },
  { locales: [JA], patterns: CHAT_JA_EXTRA },
  { locales: [KO], patterns: CHAT_KO_EXTRA },
  { locales: [TL], patterns: CHAT_TL_EXTRA },
  { locales: [TR], patterns: CHAT_TR_EXTRA },
  { locales: [ZH], patterns: CHAT_ZH_EXTRA },
  { locales: [DE], patterns: CHAT_DE_EXTRA },
  { locales: [IT], patterns: CHAT_IT_EXTRA },
  { locales: [NL], patterns: CHAT_NL_EXTRA },
  { locales: [PL], patterns: CHAT_PL_EXTRA },
  { locales: [FR], patterns: CHAT_FR_EXTRA },
];
