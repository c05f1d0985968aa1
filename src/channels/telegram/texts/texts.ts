import type { Language } from '../../../domain/policy.js';
import * as en from './en.js';
import * as ru from './ru.js';

type English = typeof en;

/** Everything the bot says in one language. */
export type Texts = {
  readonly [Name in keyof English]: English[Name] extends string ? string : English[Name];
};

const TEXTS: Readonly<Record<Language, Texts>> = { en, ru };

export const textsIn = (language: Language): Texts => TEXTS[language];
