import { z } from 'zod';
import { CHANNELS, cleanText, type Channel } from '../../../domain/message.js';

export const MOST_TEXTS = 20;
export const MOST_CHARACTERS = 10_000;
export const MOST_MODELS = 4;

/** What was entered, and what of it can be tried. */
export interface TrialForm {
  /** As it was entered, for the page to show it again. */
  readonly entered: string;
  readonly texts: readonly string[];
  readonly models: readonly string[];
  readonly channel: Channel;
  readonly problems: { readonly texts?: string; readonly models?: string };
}

const Fields = z.object({
  texts: z.string().transform(cleanText).catch(''),
  models: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .transform((ids) => [...new Set(ids.map((id) => cleanText(id).slice(0, 200)))])
    .catch([]),
  channel: z.enum(CHANNELS).catch('telegram'),
});

export function readTrial(body: unknown): TrialForm {
  const { texts: entered, models, channel } = Fields.parse(body ?? {});
  const texts = splitTexts(entered);
  const aboutTexts = problemOfTexts(texts);
  const aboutModels = problemOfModels(models);
  return {
    entered,
    texts,
    models,
    channel,
    problems: {
      ...(aboutTexts === null ? {} : { texts: aboutTexts }),
      ...(aboutModels === null ? {} : { models: aboutModels }),
    },
  };
}

/** Where a blank line stands between texts, they may have several lines; else each line is a text. */
export function splitTexts(entered: string): readonly string[] {
  const lines = entered.replaceAll(/\r\n?/g, '\n').replaceAll(/^(?:[^\S\n]*\n)+|\s+$/g, '');
  const hasBlanks = /\n[^\S\n]*\n/.test(lines);
  return lines.split(hasBlanks ? /\n(?:[^\S\n]*\n)+/ : '\n').filter((text) => text.trim() !== '');
}

function problemOfTexts(texts: readonly string[]): string | null {
  if (texts.length === 0) return 'Write a text first';
  if (texts.length > MOST_TEXTS) return `These are ${texts.length} texts; ${MOST_TEXTS} at once are the most`;
  const long = texts.findIndex(({ length }) => length > MOST_CHARACTERS);
  if (long === -1) return null;
  return `Text ${long + 1} has more than ${MOST_CHARACTERS.toLocaleString('en')} characters`;
}

function problemOfModels(models: readonly string[]): string | null {
  if (models.length === 0) return 'Choose a model';
  return models.length > MOST_MODELS ? `Choose ${MOST_MODELS} models at the most` : null;
}
