import {
  AR,
  DE,
  ENGLISH,
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
];
