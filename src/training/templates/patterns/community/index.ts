import { DE, ENGLISH, ES, FR, ID, PT, RU, TR, UK, ZH } from '../../locales/index.js';
import type { PatternSet } from '../../pattern-set.js';
import { COMMUNITY_DE } from './de.js';
import { COMMUNITY_EN } from './en.js';
import { COMMUNITY_ES } from './es.js';
import { COMMUNITY_FR } from './fr.js';
import { COMMUNITY_ID } from './id.js';
import { COMMUNITY_PT } from './pt.js';
import { COMMUNITY_RU } from './ru.js';
import { COMMUNITY_TR } from './tr.js';
import { COMMUNITY_UK } from './uk.js';
import { COMMUNITY_ZH } from './zh.js';
import { COMMUNITY_EN_MORE } from './en-more.js';
import { COMMUNITY_ES_MORE } from './es-more.js';
import { COMMUNITY_ID_MORE } from './id-more.js';
import { COMMUNITY_PT_MORE } from './pt-more.js';
import { COMMUNITY_RU_MORE } from './ru-more.js';
import { COMMUNITY_TR_MORE } from './tr-more.js';
import { COMMUNITY_UK_MORE } from './uk-more.js';
import { COMMUNITY_ZH_MORE } from './zh-more.js';

export const COMMUNITY: readonly PatternSet[] = [
  { locales: [DE], patterns: COMMUNITY_DE },
  { locales: ENGLISH, patterns: COMMUNITY_EN },
  { locales: [ES], patterns: COMMUNITY_ES },
  { locales: [FR], patterns: COMMUNITY_FR },
  { locales: [ID], patterns: COMMUNITY_ID },
  { locales: [PT], patterns: COMMUNITY_PT },
  { locales: [RU], patterns: COMMUNITY_RU },
  { locales: [TR], patterns: COMMUNITY_TR },
  { locales: [UK], patterns: COMMUNITY_UK },
  { locales: [ZH], patterns: COMMUNITY_ZH },
  { locales: ENGLISH, patterns: COMMUNITY_EN_MORE },
  { locales: [ES], patterns: COMMUNITY_ES_MORE },
  { locales: [ID], patterns: COMMUNITY_ID_MORE },
  { locales: [PT], patterns: COMMUNITY_PT_MORE },
  { locales: [RU], patterns: COMMUNITY_RU_MORE },
  { locales: [TR], patterns: COMMUNITY_TR_MORE },
  { locales: [UK], patterns: COMMUNITY_UK_MORE },
  { locales: [ZH], patterns: COMMUNITY_ZH_MORE },
];
