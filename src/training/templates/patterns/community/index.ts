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
];
