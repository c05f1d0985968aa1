import { type Command, Option } from 'commander';
import { CHANNELS } from '../domain/message.js';
import type { ConversationsOptions } from './conversations.js';
import type { ConversationKey } from '../domain/store.js';
import type { Io } from './io.js';
import { parseConversation } from './option-values.js';

export function addConversations(program: Command, io: Io): void {
  program
    .command('conversations')
    .description(
      'how good the gate is in each conversation, by what people decided; of one: in words, with a threshold that would do better',
    )
    .argument('[channel:id]', 'only this one, such as telegram:-1001234567890', parseConversation)
    .addOption(new Option('--channel <channel>', 'of this channel only').choices(CHANNELS))
    .action(async (conversation: ConversationKey | undefined, options: ConversationsOptions) => {
      const { listConversations, showConversation } = await import('./conversations.js');
      if (conversation === undefined) await listConversations(options, io);
      else await showConversation(conversation, io);
    });
}
