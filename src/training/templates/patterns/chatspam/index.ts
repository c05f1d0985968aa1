import { DE, ENGLISH, ES, FR, HI_LATN, ID, PT, RU, TR, UK, ZH } from '../../locales/index.js';
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
];
