import type { RecordCorrection } from '../../app/record-correction.js';
import type { Settings } from '../../app/change-settings.js';
import type { MessageStore } from '../../domain/store.js';
import type { NewTask } from '../../domain/task.js';
import { isPrivateChat } from './actions.js';
import type { Administrators } from './administrators.js';
import type { Author } from './sender.js';
import type { ExplainedWord } from './texts.js';
import type { RepliedMessage } from './update.js';

/** Who the bot is, as `getMe` says. */
export interface BotIdentity {
  readonly id: string;
  readonly username: string;
}

export interface CommandDependencies {
  readonly identity: BotIdentity;
  readonly administrators: Administrators;
  readonly recordCorrection: RecordCorrection;
  readonly settings: Settings;
  /** What each word of a text adds to its score, in log odds. */
  readonly explain: (text: string) => { readonly parts: readonly ExplainedWord[] };
  readonly store: Pick<MessageStore, 'findMessage' | 'findLatest' | 'countMessages'>;
}

/** A command, where it was written and by whom. */
export interface CommandContext {
  readonly chat: string;
  readonly messageId: string;
  readonly author: Author;
  readonly argument: string;
  readonly repliedTo: RepliedMessage | null;
}

/** What the bot says to a command, and what it does besides saying it. */
export interface CommandAnswer {
  readonly text: string;
  readonly tasks: readonly NewTask[];
}

export const say = (text: string): CommandAnswer => ({ text, tasks: [] });

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
