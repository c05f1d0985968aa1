import type { RecordCorrection } from '../../../app/record-correction.js';
import type { QualityMeter } from '../../../app/measure-quality.js';
import type { Settings } from '../../../app/change-settings.js';
import type { Act, AuditEntry } from '../../../domain/audit.js';
import type { Policy } from '../../../domain/policy.js';
import { hashedSender, type KeyedHash } from '../../../domain/privacy.js';
import type {
  ConversationStore,
  CorrectionStore,
  MessageStore,
  SenderStore,
  StoredMessage,
} from '../../../domain/store.js';
import type { NewTask } from '../../../domain/task.js';
import type { Clock } from '../../../domain/clock.js';
import { isPrivateChat } from '../actions.js';
import type { Administrators } from '../administrators.js';
import type { Button } from './buttons.js';
import type { Author } from '../reading/sender.js';
import type { ExplainedWord } from '../texts/parts.js';
import type { Texts } from '../texts/texts.js';
import type { RepliedMessage } from '../reading/update.js';

/** Who the bot is, as `getMe` says. */
export interface BotIdentity {
  readonly id: string;
  readonly username: string;
}

/** What each word of a text adds to its score, in log odds, and what the model reads there; null: as it stands. */
export type Explain = (text: string) => {
  readonly parts: readonly ExplainedWord[];
  readonly normalised: string | null;
};

export interface CommandDependencies {
  readonly identity: BotIdentity;
  readonly administrators: Administrators;
  readonly recordCorrection: RecordCorrection;
  readonly settings: Settings;
  readonly quality: Pick<QualityMeter, 'read'>;
  readonly explain: Explain;
  readonly clock: Clock;
  /** What the store may know a sender by. */
  readonly keyedHash: KeyedHash;
  /** How long a ban lasts that a person orders. */
  readonly sanctionDays: number;
  readonly store: Omit<MessageStore, 'saveArrival'> &
    Pick<CorrectionStore, 'findDecision' | 'countReports'> &
    Pick<ConversationStore, 'readSettings' | 'listConversations'> &
    Pick<SenderStore, 'readSender' | 'changeStanding'>;
}

/** A command, where it was written and by whom. */
export interface CommandContext {
  readonly chat: string;
  readonly messageId: string;
  readonly author: Author;
  readonly argument: string;
  readonly repliedTo: RepliedMessage | null;
  /** The conversation that is talked about: the chat itself, or the group that was picked in a private chat. */
  readonly subject: string;
  /** Of the subject. */
  readonly policy: Policy;
  readonly texts: Texts;
}

/** What the bot says to a command, and what it does besides saying it. */
export interface CommandAnswer {
  readonly text: string;
  readonly tasks: readonly NewTask[];
  readonly buttons: Button[][];
  /** The gate's id of the message that is spoken of, if it is one. */
  readonly about?: string;
  /** What the tasks are, where they change something that nothing else tells of. */
  readonly order?: AuditEntry;
}

/** Of whoever wrote the command. */
export const actOf = ({ author }: CommandContext, { clock }: Pick<CommandDependencies, 'clock'>): Act => ({
  author: `telegram:${author.id}`,
  at: clock.now().toISOString(),
});

export const say = (text: string): CommandAnswer => ({ text, tasks: [], buttons: [] });

export const sayAbout = ({ id }: StoredMessage, text: string): CommandAnswer => ({ ...say(text), about: id });

/** Whether two ids are one sender's, be they his own or hashed. */
export const isSameSender = (keyedHash: KeyedHash, one: string, other: string): boolean =>
  hashedSender(keyedHash, 'telegram', one) === hashedSender(keyedHash, 'telegram', other);

export type Authority = 'yes' | 'no' | 'unknown';

/**
 * Whether the author may decide about messages of a conversation: its administrators may, and nobody else. One who
 * hides behind the name of a group is known to be an administrator of that group and of no other.
 */
export async function authorityOver(
  conversation: string,
  { chat, author }: CommandContext,
  administrators: Administrators,
): Promise<Authority> {
  switch (author.kind) {
    case 'anonymous-admin':
      return conversation === chat ? 'yes' : 'no';
    case 'user':
      return isPrivateChat(conversation) ? 'no' : administrators.check(conversation, author.id);
    case 'channel':
    case 'linked-channel':
      return 'no';
  }
}

/** What to say to somebody who may not decide about the conversation that is talked about; null when he may. */
export async function refusal(
  { administrators }: Pick<CommandDependencies, 'administrators'>,
  context: CommandContext,
): Promise<string | null> {
  const { chat, subject, texts } = context;
  // Alone with the bot, the chat is the user's own.
  if (isPrivateChat(subject)) return chat === subject ? null : texts.NOT_ALLOWED;
  switch (await authorityOver(subject, context, administrators)) {
    case 'yes':
      return null;
    case 'no':
      return texts.NOT_ALLOWED;
    case 'unknown':
      return texts.CANNOT_CHECK;
  }
}

/** The same for a message, which may be of another chat: who may not decide there does not learn that it exists. */
export async function refusalAbout(
  { administrators }: Pick<CommandDependencies, 'administrators'>,
  context: CommandContext,
  message: StoredMessage,
): Promise<string | null> {
  const { chat, texts } = context;
  switch (await authorityOver(message.conversation, context, administrators)) {
    case 'yes':
      return null;
    case 'no':
      return message.conversation === chat ? texts.NOT_ALLOWED : texts.UNKNOWN_MESSAGE;
    case 'unknown':
      return texts.CANNOT_CHECK;
  }
}
