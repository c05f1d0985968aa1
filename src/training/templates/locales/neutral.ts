import type { Locale } from '../locale.js';
import { EN_US } from './en-us.js';

const SILENT = [''];

/** For languages without names, sums and greetings of their own here: their patterns bring them along. */
export function neutralLocale(language: string): Locale {
  return {
    ...EN_US,
    language,
    greetings: SILENT,
    closings: SILENT,
    groupGreetings: SILENT,
    groupClosings: SILENT,
    smiles: ['🙂', '😊', '👍', '🙏'],
  };
}

export const FA = neutralLocale('fa');
export const VI = neutralLocale('vi');
export const JA = neutralLocale('ja');
export const KO = neutralLocale('ko');
export const NL = neutralLocale('nl');
