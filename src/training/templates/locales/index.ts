import { EN_US } from './en-us.js';
import { EN_GB } from './en-gb.js';
import { EN_IN } from './en-in.js';
import { EN_NG } from './en-ng.js';
import { EN_PH } from './en-ph.js';

export { EN_US } from './en-us.js';
export { EN_GB } from './en-gb.js';
export { EN_IN } from './en-in.js';
export { EN_NG } from './en-ng.js';
export { EN_PH } from './en-ph.js';
export { RU } from './ru.js';
export { UK } from './uk.js';
export { DE } from './de.js';
export { FR } from './fr.js';
export { ES } from './es.js';
export { PT } from './pt.js';
export { IT } from './it.js';
export { TR } from './tr.js';
export { ID } from './id.js';
export { PL } from './pl.js';
export { HI } from './hi.js';
export { HI_LATN } from './hi-latn.js';
export { SW } from './sw.js';
export { TL } from './tl.js';
export { ZH } from './zh.js';
export { AR } from './ar.js';
export { FA, JA, KO, NL, VI } from './neutral.js';

/** The countries among which an English wording of no country wanders. */
export const ENGLISH = [EN_US, EN_GB, EN_IN, EN_NG, EN_PH];
