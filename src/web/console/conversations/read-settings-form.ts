import { z } from 'zod';
import { cleanText, type Channel } from '../../../domain/message.js';
import { type ConversationSettings, NO_SETTINGS } from '../../../domain/policy.js';
import { type SettingName, settingFields } from './setting-fields.js';

export interface SettingsForm {
  /** As it was entered, by the name of the setting. */
  readonly entered: Readonly<Partial<Record<SettingName, string>>>;
  /** What is wrong, by the name of the setting; nothing where all can be used. */
  readonly problems: Readonly<Partial<Record<SettingName, string>>>;
  /** What differs from the settings as they are. */
  readonly change: Partial<ConversationSettings>;
  /** The settings that the form was made of; a change since then was not seen by whoever filled it in. */
  readonly seen: string;
}

const Fields = z.record(z.string(), z.unknown()).catch({});
const Text = z
  .string()
  .transform((text) => cleanText(text).trim().slice(0, 100))
  .catch('');

/** Two states of the settings are told apart by it. */
export const stampOf = (settings: ConversationSettings): string =>
  JSON.stringify(
    Object.keys(NO_SETTINGS)
      .sort()
      .map((name) => settings[name as keyof ConversationSettings]),
  );

export function readSettingsForm(
  body: unknown,
  { channel, settings }: { readonly channel: Channel; readonly settings: ConversationSettings },
): SettingsForm {
  const fields = Fields.parse(body ?? {});
  const entered: Partial<Record<SettingName, string>> = {};
  const problems: Partial<Record<SettingName, string>> = {};
  let change: Partial<ConversationSettings> = {};
  for (const { name, textOf, parse } of settingFields(channel)) {
    // A field that is not there changes nothing.
    if (fields[name] === undefined) continue;
    const text = Text.parse(fields[name]);
    entered[name] = text;
    if (text === textOf(settings)) continue;
    const parsed = text === '' ? { [name]: null } : parse(text, channel);
    if (typeof parsed === 'string') problems[name] = parsed;
    else change = { ...change, ...parsed };
  }
  return { entered, problems, change, seen: z.string().catch('').parse(fields['seen']) };
}
