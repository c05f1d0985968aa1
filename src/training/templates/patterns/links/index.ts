import {
  AR,
  DE,
  ENGLISH,
  ES,
  FR,
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
import { LINKS_AR } from './ar.js';
import { LINKS_DE } from './de.js';
import { LINKS_EN } from './en.js';
import { LINKS_ES } from './es.js';
import { LINKS_FR } from './fr.js';
import { LINKS_HI_LATN } from './hi-latn.js';
import { LINKS_ID } from './id.js';
import { LINKS_IT } from './it.js';
import { LINKS_PL } from './pl.js';
import { LINKS_PT } from './pt.js';
import { LINKS_RU } from './ru.js';
import { LINKS_SW } from './sw.js';
import { LINKS_TL } from './tl.js';
import { LINKS_TR } from './tr.js';
import { LINKS_UK } from './uk.js';
import { LINKS_ZH } from './zh.js';
import { LINKS_ZXX } from './zxx.js';

export const LINKS: readonly PatternSet[] = [
  { locales: [AR], patterns: LINKS_AR },
  { locales: [DE], patterns: LINKS_DE },
  { locales: ENGLISH, patterns: LINKS_EN },
  { locales: [ES], patterns: LINKS_ES },
  { locales: [FR], patterns: LINKS_FR },
  { locales: [HI_LATN], patterns: LINKS_HI_LATN },
  { locales: [ID], patterns: LINKS_ID },
  { locales: [IT], patterns: LINKS_IT },
  { locales: [PL], patterns: LINKS_PL },
  { locales: [PT], patterns: LINKS_PT },
  { locales: [RU], patterns: LINKS_RU },
  { locales: [SW], patterns: LINKS_SW },
  { locales: [TL], patterns: LINKS_TL },
  { locales: [TR], patterns: LINKS_TR },
  { locales: [UK], patterns: LINKS_UK },
  { locales: [ZH], patterns: LINKS_ZH },
  { language: 'zxx', locales: ENGLISH, patterns: LINKS_ZXX },
];
