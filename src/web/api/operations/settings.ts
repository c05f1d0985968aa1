import { z } from 'zod';
import type { Settings } from '../../../app/change-settings.js';
import type { Clock } from '../../../domain/clock.js';
import type { Channel } from '../../../domain/message.js';
import {
  CHANNEL_MODES,
  CHANNEL_SETTINGS,
  type ConversationSettings,
  LANGUAGES,
  MODES,
} from '../../../domain/policy.js';
import type { ConversationKey, Store } from '../../../domain/store.js';
import { STANDINGS } from '../../../domain/trust.js';
import { Problem } from '../../problems.js';
import { operation, type Operation } from '../operation.js';
import * as schemas from '../schemas.js';
import { CONVERSATION_EXAMPLE, ConversationPath } from './conversations.js';

export interface SettingsDependencies {
  readonly store: Pick<Store, 'readSettings' | 'readSender' | 'changeStanding'>;
  readonly settings: Settings;
  readonly clock: Clock;
}

/** `GET`, `PATCH /conversations/:channel/:id/settings`, and what is said of a sender there. */
export function settingsOperations(dependencies: SettingsDependencies): readonly Operation[] {
  return [
    readSettings(dependencies),
    changeSettings(dependencies),
    readSender(dependencies),
    changeStanding(dependencies),
  ];
}

const Unit = z.number().min(0).max(1);

/** What people set; null: the default. */
const fields = {
  mode: z.enum(MODES).nullable(),
  threshold: Unit.nullable(),
  trustedThreshold: Unit.nullable(),
  trustMessages: z.int().min(0).max(1_000).nullable(),
  trustDays: z.int().min(0).max(365).nullable(),
  adminChat: z
    .string()
    .regex(/^-\d{1,20}$/, { error: 'must be the number of a chat, -1001234567890 for instance' })
    .nullable(),
  language: z.enum(LANGUAGES).nullable(),
  isQuiet: z.boolean().nullable(),
  reportsNeeded: z.int().min(1).max(100).nullable(),
};

const Change = z
  .strictObject({
    mode: fields.mode.exactOptional(),
    threshold: fields.threshold.exactOptional(),
    trustedThreshold: fields.trustedThreshold.exactOptional(),
    trustMessages: fields.trustMessages.exactOptional(),
    trustDays: fields.trustDays.exactOptional(),
    adminChat: fields.adminChat.exactOptional(),
    language: fields.language.exactOptional(),
    isQuiet: fields.isQuiet.exactOptional(),
    reportsNeeded: fields.reportsNeeded.exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'Give at least one setting' });

/** Without what the gate sets for itself. */
const SetByPeople = z.object(fields).meta({ id: 'SettingsOfPeople', description: 'Null: the default' });

const SettingsAnswer = z
  .object({
    settings: SetByPeople,
    inForce: z.object({
      mode: z.enum(MODES),
      thresholds: z.object({ spam: Unit, review: Unit, otp: Unit, trusted: Unit }),
      trust: z.object({ messages: z.number(), days: z.number() }),
      adminChat: z.string().nullable(),
      language: z.enum(LANGUAGES),
      isQuiet: z.boolean(),
      reportsNeeded: z.number(),
    }),
    possible: z
      .object({ modes: z.array(z.enum(MODES)), settings: z.array(z.string()) })
      .meta({ description: 'What this channel can do' }),
  })
  .meta({ id: 'ConversationSettings' });

const ANSWERS = { 200: { description: 'What is set, and what is in force', body: SettingsAnswer } };
const UNKNOWN = 'There is no such channel';

async function answerFor({ store, settings }: SettingsDependencies, { channel, id }: ConversationKey) {
  const key = { channel, id };
  const [kept, inForce] = await Promise.all([store.readSettings(key), settings.read(key)]);
  return {
    status: 200,
    body: {
      settings: SetByPeople.parse(kept),
      inForce,
      possible: { modes: CHANNEL_MODES[channel], settings: CHANNEL_SETTINGS[channel] },
    },
  } as const;
}

function readSettings(dependencies: SettingsDependencies): Operation {
  return operation({
    id: 'readSettings',
    method: 'get',
    path: '/conversations/{channel}/{id}/settings',
    tag: 'conversations',
    role: 'viewer',
    summary: 'What people set for a conversation, and what is in force',
    params: ConversationPath,
    unknown: UNKNOWN,
    answers: ANSWERS,
    problems: { 404: UNKNOWN },
    example: { params: CONVERSATION_EXAMPLE },
    handle: async ({ params }) => answerFor(dependencies, params),
  });
}

function changeSettings(dependencies: SettingsDependencies): Operation {
  const { settings, clock } = dependencies;
  return operation({
    id: 'changeSettings',
    method: 'patch',
    path: '/conversations/{channel}/{id}/settings',
    tag: 'conversations',
    role: 'admin',
    summary: 'Changes the settings that are given; null is the default',
    params: ConversationPath,
    unknown: UNKNOWN,
    body: Change,
    answers: ANSWERS,
    problems: { 404: UNKNOWN },
    example: { params: CONVERSATION_EXAMPLE, body: { mode: 'observe', threshold: 0.9 } },
    handle: async ({ params, body }, { author }) => {
      refuseUseless(params.channel, body);
      await settings.change(params, body, { author, at: clock.now().toISOString() });
      return answerFor(dependencies, params);
    },
  });
}

/** A setting that does nothing would only seem to be one. */
function refuseUseless(channel: Channel, change: Partial<ConversationSettings>): void {
  const possible: readonly string[] = CHANNEL_SETTINGS[channel];
  const useless = Object.keys(change).find((name) => !possible.includes(name));
  if (useless !== undefined)
    throw new Problem(
      400,
      `${useless}: does nothing in the channel ${channel}; there are ${possible.join(', ')}`,
    );
  const { mode = null } = change;
  const modes = CHANNEL_MODES[channel];
  if (mode !== null && !modes.includes(mode))
    throw new Problem(400, `mode: must be one of ${modes.join(', ')} in the channel ${channel}`);
}

const SenderPath = ConversationPath.extend({ sender: schemas.words(255) });
const SENDER_EXAMPLE = { channel: 'telegram', id: '-1001', sender: '42' };
const MOST_COUNTED = 1_000;

const Sender = z
  .object({
    standing: z.enum(STANDINGS).nullable(),
    joinedAt: schemas.Time.nullable(),
    firstSeenAt: schemas.Time.nullable(),
    reactions: z.int(),
    accepted: z.int().meta({ description: `Accepted messages, counted up to ${MOST_COUNTED}` }),
  })
  .meta({ id: 'Sender' });

type SenderParams = z.output<typeof SenderPath>;

const keyOf = ({ channel, id: conversation, sender: id }: SenderParams) => ({ channel, conversation, id });

function readSender({ store }: SettingsDependencies): Operation {
  return operation({
    id: 'readSender',
    method: 'get',
    path: '/conversations/{channel}/{id}/senders/{sender}',
    tag: 'conversations',
    role: 'viewer',
    summary: 'What is known of a sender in a conversation',
    params: SenderPath,
    unknown: UNKNOWN,
    answers: { 200: { description: 'His record; empty for somebody unknown', body: Sender } },
    problems: { 404: UNKNOWN },
    example: { params: SENDER_EXAMPLE },
    handle: async ({ params }) => ({
      status: 200,
      body: await store.readSender(keyOf(params), MOST_COUNTED),
    }),
  });
}

function changeStanding({ store, clock }: SettingsDependencies): Operation {
  return operation({
    id: 'changeStanding',
    method: 'put',
    path: '/conversations/{channel}/{id}/senders/{sender}',
    tag: 'conversations',
    role: 'admin',
    summary: 'Says whether a sender is trusted in a conversation',
    description:
      'A trusted sender needs a higher score to be called spam; an untrusted one never gets that; an exempt one is not filtered; null takes back what was said.',
    params: SenderPath,
    unknown: UNKNOWN,
    body: z.strictObject({ standing: z.enum(STANDINGS).nullable() }),
    answers: { 200: { description: 'His record', body: Sender } },
    problems: { 404: UNKNOWN, 409: 'Nobody vouches for who sends a text message' },
    example: { params: SENDER_EXAMPLE, body: { standing: 'trusted' } },
    handle: async ({ params, body: { standing } }, { author }) => {
      if (params.channel === 'sms')
        throw new Problem(409, 'Nobody vouches for who sends a text message: nothing can be said of him');
      await store.changeStanding(keyOf(params), standing, { author, at: clock.now().toISOString() });
      return { status: 200, body: await store.readSender(keyOf(params), MOST_COUNTED) };
    },
  });
}
