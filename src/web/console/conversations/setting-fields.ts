import { z } from 'zod';
import type { Channel } from '../../../domain/message.js';
import {
  CHANNEL_MODES,
  type ConversationSettings,
  LANGUAGES,
  type Mode,
  type Policy,
} from '../../../domain/policy.js';
import { thresholdText } from '../words.js';

/** The settings that people change here. */
export type SettingName = Exclude<keyof ConversationSettings, 'about'>;

export interface SettingField {
  readonly name: SettingName;
  readonly label: string;
  readonly hint: string;
  /** Null: something is typed. */
  readonly options: readonly { readonly value: string; readonly text: string }[] | null;
  /** What the default is, in words. */
  readonly defaultText: (defaults: Policy) => string;
  /** The setting as the field has it. */
  readonly textOf: (settings: ConversationSettings) => string;
  /** What was entered: a change, or what is wrong with it. Empty is the default. */
  readonly parse: (entered: string, channel: Channel) => Partial<ConversationSettings> | string;
}

const MODE_TEXT: Readonly<Record<Mode, string>> = {
  observe: 'observe: record only',
  reply: 'reply: warn under the message',
  quarantine: 'quarantine: take it away, keep it for review',
  restrict: 'restrict: quarantine, and mute the sender',
  ban: 'ban: quarantine, and ban the sender',
};

const LANGUAGE_TEXT = { en: 'English', ru: 'Russian' } as const;

/** As it is in Telegram's commands: `0.7`, `0,7` or `70 %`. */
function parseThreshold(entered: string): number | null {
  const [, digits, sign] = /^(\d{0,9}(?:[.,]\d{1,9})?) ?(%)?$/.exec(entered) ?? [];
  if (digits === undefined || digits === '') return null;
  const number = Number(digits.replace(',', '.')) / (sign === undefined ? 1 : 100);
  return number <= 1 ? number : null;
}

const numberIn = (from: number, to: number) =>
  z
    .stringFormat('whole', /^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(from).max(to));

function parseWhole(name: SettingName, entered: string, [from, to]: readonly [number, number]) {
  const parsed = numberIn(from, to).safeParse(entered);
  return parsed.success ? { [name]: parsed.data } : `Enter a whole number from ${from} to ${to}`;
}

const textOf = (name: SettingName) => (settings: ConversationSettings) => String(settings[name] ?? '');

const thresholdField = (
  name: 'threshold' | 'trustedThreshold',
  words: Pick<SettingField, 'label' | 'hint' | 'defaultText'>,
): SettingField => ({
  name,
  ...words,
  options: null,
  textOf: textOf(name),
  parse: (entered) => {
    const threshold = parseThreshold(entered);
    return threshold === null
      ? 'Enter a number from 0 to 1, 0.7 for instance, or 70 %'
      : { [name]: threshold };
  },
});

const wholeField = (
  name: 'trustMessages' | 'trustDays' | 'reportsNeeded',
  range: readonly [number, number],
  words: Pick<SettingField, 'label' | 'hint' | 'defaultText'>,
): SettingField => ({
  name,
  ...words,
  options: null,
  textOf: textOf(name),
  parse: (entered) => parseWhole(name, entered, range),
});

/** The first option is the default. */
const withDefault = (values: readonly { readonly value: string; readonly text: string }[]) => [
  { value: '', text: 'Default' },
  ...values,
];

const modeField = (channel: Channel): SettingField => ({
  name: 'mode',
  label: 'Mode',
  hint: 'What happens to spam.',
  options: withDefault(CHANNEL_MODES[channel].map((mode) => ({ value: mode, text: MODE_TEXT[mode] }))),
  defaultText: ({ mode }) => mode,
  textOf: textOf('mode'),
  parse: (entered) => {
    const mode = CHANNEL_MODES[channel].find((known) => known === entered);
    return mode === undefined ? 'Choose one of the modes' : { mode };
  },
});

const THRESHOLD = thresholdField('threshold', {
  label: 'Threshold',
  hint: 'From this score on a message is spam. Lower catches more, and is wrong more often.',
  defaultText: ({ thresholds }) => thresholdText(thresholds.spam),
});

/** Only Telegram vouches for who a sender is, and has a chat in which the gate says something. */
const TELEGRAM_FIELDS: readonly SettingField[] = [
  thresholdField('trustedThreshold', {
    label: 'Threshold for trusted senders',
    hint: 'For those who have been here for a while; never below the other one.',
    defaultText: ({ thresholds }) => thresholdText(thresholds.trusted),
  }),
  wholeField('trustMessages', [0, 1000], {
    label: 'Messages until a sender is trusted',
    hint: 'So many have to pass as ham first.',
    defaultText: ({ trust }) => String(trust.messages),
  }),
  wholeField('trustDays', [0, 365], {
    label: 'Days until a sender is trusted',
    hint: 'Since he joined, or since his first message.',
    defaultText: ({ trust }) => String(trust.days),
  }),
  {
    name: 'language',
    label: 'Language',
    hint: 'In which the gate speaks with people there.',
    options: withDefault(LANGUAGES.map((value) => ({ value, text: LANGUAGE_TEXT[value] }))),
    defaultText: ({ language }) => LANGUAGE_TEXT[language],
    textOf: textOf('language'),
    parse: (entered) => {
      const language = LANGUAGES.find((known) => known === entered);
      return language === undefined ? 'Choose one of the languages' : { language };
    },
  },
  {
    name: 'isQuiet',
    label: 'Quiet',
    hint: 'On: nothing is said in the group but answers to commands.',
    options: withDefault([
      { value: 'on', text: 'on' },
      { value: 'off', text: 'off' },
    ]),
    defaultText: ({ isQuiet }) => (isQuiet ? 'on' : 'off'),
    textOf: ({ isQuiet }) => (isQuiet === null ? '' : isQuiet ? 'on' : 'off'),
    parse: (entered) =>
      entered === 'on' || entered === 'off' ? { isQuiet: entered === 'on' } : 'Choose on or off',
  },
  wholeField('reportsNeeded', [1, 99], {
    label: 'Reports needed',
    hint: 'So many members have to report a message before administrators hear of it.',
    defaultText: ({ reportsNeeded }) => String(reportsNeeded),
  }),
  {
    name: 'adminChat',
    label: "Administrators' chat",
    hint: 'Number of the Telegram chat that hears of what is withheld; it begins with a minus. The bot has to be a member.',
    options: null,
    defaultText: ({ adminChat }) => adminChat ?? 'the group itself',
    textOf: textOf('adminChat'),
    parse: (entered) =>
      /^-\d{1,20}$/.test(entered)
        ? { adminChat: entered }
        : 'Enter the number of a group, -1001234567890 for instance',
  },
];

/** What can be set in a conversation of the channel. */
export function settingFields(channel: Channel): readonly SettingField[] {
  const common = [modeField(channel), THRESHOLD];
  return channel === 'telegram' ? [...common, ...TELEGRAM_FIELDS] : common;
}
