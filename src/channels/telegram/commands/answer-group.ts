import { isPrivateChat } from '../actions.js';
import { groupButton } from './buttons.js';
import { type CommandAnswer, type CommandContext, type CommandDependencies, say } from './command-context.js';

const MOST_GROUPS = 200;
const MOST_BUTTONS = 50;

/** `/group` in a private chat: a button for each group that its user administers. */
export async function answerGroup(
  { store, administrators }: CommandDependencies,
  { chat, author, texts }: CommandContext,
): Promise<CommandAnswer> {
  if (!isPrivateChat(chat)) return say(texts.NOT_ALLOWED);
  const groups = await store.listConversations('telegram', MOST_GROUPS);
  const own: string[] = [];
  for (const group of groups.filter((id) => !isPrivateChat(id)))
    if (await administrators.has(group, author.id)) own.push(group);
  if (own.length === 0) return say(texts.GROUP_NONE);
  const names = await Promise.all(own.map((group) => administrators.titleOf(group)));
  const buttons = own.slice(0, MOST_BUTTONS).map((group, i) => [groupButton(names[i] ?? group, group)]);
  return { ...say(texts.GROUP_PICK), buttons };
}
