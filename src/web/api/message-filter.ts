import { z } from 'zod';
import { BandName, ChannelName, ConversationId, StatusName, words } from './schemas.js';

const ScoreText = z
  .string()
  .regex(/^(0(\.\d{1,20})?|1(\.0{1,20})?)$/, { error: 'must be a number from 0 to 1' })
  .transform(Number)
  .exactOptional();
const score = (description: string) =>
  ScoreText.meta({ type: 'number', minimum: 0, maximum: 1, pattern: undefined, description });

/** A day, or a time with its offset. */
export const TimeText = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a day (2026-01-31) or a time (2026-01-31T12:00:00Z)',
  })
  .transform((text) => new Date(text).toISOString());
const time = (description: string) =>
  TimeText.exactOptional().meta({ anyOf: undefined, type: 'string', description });

/** What a list of messages can be narrowed to. */
export const filterFields = {
  channel: ChannelName.exactOptional(),
  conversation: ConversationId.exactOptional(),
  fromScore: score('Scores from here'),
  toScore: score('Scores up to here'),
  search: words(200)
    .exactOptional()
    .meta({ description: 'Each word begins a word of the text or of the sender’s name; or it is an id' }),
  sender: words(255)
    .exactOptional()
    .meta({ description: 'His id as the channel knows it, or the hash that the gate shows' }),
  from: time('Received from then on'),
  to: time('Received before then'),
};

/** The same, for lists that hold messages in any state. */
export const stateFields = { status: StatusName.exactOptional(), band: BandName.exactOptional() };
