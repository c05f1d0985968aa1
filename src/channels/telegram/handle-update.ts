import type { Logger } from 'pino';
import type { FilterMessage, FilterOutcome } from '../../app/filter-message.js';
import type { Message, SenderRole } from '../../domain/message.js';
import type { ParkedUpdates } from '../../domain/store.js';
import { isPrivateChat } from './actions.js';
import { answerCommand } from './commands/answer-command.js';
import { type Command, parseCommand } from './commands/command.js';
import type { CommandDependencies } from './commands/command-context.js';
import { type MessageContent, readContent } from './reading/message-content.js';
import { type PressDependencies, pressButton } from './commands/press-button.js';
import { handleMembers, handleService, type MembersDependencies } from './handle-members.js';
import { signalsIn } from './reading/message-signals.js';
import { type Author, authorOf } from './reading/sender.js';
import { telegramTask } from './telegram-task.js';
import { textsIn } from './texts/texts.js';
import { type ButtonPress, type MessageUpdate, parseUpdate, revisionOf } from './reading/update.js';
import type { UpdateCounts } from './update-counts.js';

export interface HandlerDependencies extends CommandDependencies {
  readonly models: PressDependencies['models'];
  readonly filter: FilterMessage;
  readonly store: CommandDependencies['store'] &
    PressDependencies['store'] &
    MembersDependencies['store'] &
    Pick<ParkedUpdates, 'parkUpdate'>;
  readonly logger: Logger;
  readonly counts: UpdateCounts;
  /** New tasks stand in the outbox. */
  readonly onTasks: () => void;
}

/**
 * Resolves when everything that follows from the update is committed; rejects when it is not. `requestId`: what the log
 * knows the request by that brought it.
 */
export type HandleUpdate = (raw: unknown, requestId?: string) => Promise<void>;

interface Arrival extends MessageUpdate {
  readonly author: Author;
  readonly content: MessageContent;
}

/** What the gate does with one update, however it came. Handling an update twice does everything once. */
export function createHandleUpdate(everyTime: HandlerDependencies): HandleUpdate {
  const { clock, counts, store } = everyTime;
  return async (raw, requestId) => {
    const logger = requestId === undefined ? everyTime.logger : everyTime.logger.child({ requestId });
    const dependencies = { ...everyTime, logger };
    const update = parseUpdate(raw);
    switch (update.kind) {
      case 'press':
        return handlePress(dependencies, update.press);
      case 'members':
        return handleMembers(dependencies, update);
      case 'reaction':
        counts.count('reaction');
        if (update.userId !== null)
          await store.noteReaction({ channel: 'telegram', conversation: update.chat, id: update.userId });
        return;
      case 'message':
        return handleMessage(dependencies, update);
      case 'other':
        counts.count(update.name);
        logger.info({ updateId: update.updateId, kind: update.name }, 'Skipped an update of a kind not used');
        return;
      case 'unreadable': {
        counts.count('unreadable');
        const { updateId, problem: reason } = update;
        logger.error({ updateId, reason }, 'Parked an update that cannot be read');
        const at = clock.now().toISOString();
        const body = JSON.stringify(raw);
        return store.parkUpdate({ channel: 'telegram', updateId: String(updateId), body, reason, at });
      }
    }
  };
}

async function handleMessage(dependencies: HandlerDependencies, update: MessageUpdate): Promise<void> {
  const { counts, identity, logger } = dependencies;
  const { message, isEdit } = update;
  const author = authorOf(message, message.chat);
  const content = readContent(message);
  if (content.service !== null) {
    counts.count('service');
    await handleService(dependencies, message);
    logger.debug({ kind: content.service }, 'Skipped a service message');
    return;
  }
  if (author.kind === 'user' && author.id === identity.id) {
    counts.count('own');
    return;
  }
  const arrival = { ...update, author, content };
  const command = commandOf(arrival, identity.username);
  if (command?.isPlain !== true) {
    counts.count(isEdit ? 'edited_message' : 'message');
    const outcome = await filterArrival(dependencies, arrival);
    if (outcome.message.verdict.band === 'spam') return;
  }
  if (command !== null) await obey(dependencies, arrival, command);
}

async function handlePress(dependencies: HandlerDependencies, press: ButtonPress): Promise<void> {
  const { clock, counts, logger, store } = dependencies;
  counts.count('button');
  const { text, isAlert, card, tasks: consequences, about, order } = await pressButton(dependencies, press);
  const key = `telegram:button:${press.id}`;
  const answer = { method: 'answerCallbackQuery', queryId: press.id, text, isAlert } as const;
  const tasks = [telegramTask(answer, key), ...consequences];
  if (card !== null && press.message !== undefined) {
    const chatId = String(press.message.chat.id);
    const messageId = String(press.message.message_id);
    tasks.push(telegramTask({ method: 'editMessageText', chatId, messageId, text: card }, `${key}:card`));
  }
  await store.addTasks(
    tasks.map((task) => ({ ...task, about })),
    clock.now().toISOString(),
    order,
  );
  dependencies.onTasks();
  logger.info({ channel: 'telegram', user: String(press.from.id), data: press.data.slice(0, 64) }, 'button');
}

/** Somebody else's words (a forward, a channel's post) and second thoughts (an edit) are no commands. */
function commandOf({ message, isEdit, author }: Arrival, username: string): Command | null {
  const isOwnWords = message['forward_origin'] === undefined && author.kind !== 'linked-channel';
  if (isEdit || !isOwnWords || message.text === undefined) return null;
  return parseCommand(message.text, username);
}

async function filterArrival(dependencies: HandlerDependencies, arrival: Arrival): Promise<FilterOutcome> {
  const { clock, filter } = dependencies;
  const startMs = clock.now().getTime();
  const outcome = await filter(await messageOf(dependencies, arrival));
  logOutcome(dependencies.logger, outcome, clock.now().getTime() - startMs);
  return outcome;
}

async function messageOf(dependencies: HandlerDependencies, arrival: Arrival): Promise<Message> {
  const { message, author, content } = arrival;
  const conversation = String(message.chat.id);
  return {
    channel: 'telegram',
    conversation,
    messageId: String(message.message_id),
    revision: revisionOf(arrival),
    sender: { id: author.id, name: author.name, role: await roleOf(dependencies, author, conversation) },
    surfaces: content.surfaces,
    unscored: content.unscored,
    attachments: [],
    gateway: null,
    signals: signalsIn(message),
    receivedAt: dependencies.clock.now().toISOString(),
  };
}

async function roleOf(
  { administrators }: HandlerDependencies,
  author: Author,
  conversation: string,
): Promise<SenderRole> {
  switch (author.kind) {
    case 'anonymous-admin':
      return 'admin';
    case 'linked-channel':
      return 'exempt';
    case 'channel':
      return 'member';
    case 'user':
      if (isPrivateChat(conversation)) return 'member';
      return (await administrators.has(conversation, author.id)) ? 'admin' : 'member';
  }
}

function logOutcome(logger: Logger, { message, isRepeat, fault }: FilterOutcome, ms: number): void {
  const { id, channel, conversation, messageId, revision, unscored, verdict } = message;
  const { score, action, reasons, model } = verdict;
  const ids = { channel, conversation, messageId, revision, id };
  logger.info({ ...ids, score, action, reasons, model, unscored, isRepeat, ms }, 'message');
  logger.debug({ id, surfaces: message.surfaces }, 'text');
  if (fault !== null) logger.error({ ...ids, err: fault }, 'Cannot score a message');
}

async function obey(
  dependencies: HandlerDependencies,
  { message, author }: Arrival,
  command: Command,
): Promise<void> {
  const { clock, counts, logger, store } = dependencies;
  counts.count('command');
  const chat = String(message.chat.id);
  const messageId = String(message.message_id);
  const { subject, policy } = await subjectOf(dependencies, chat);
  const context = {
    chat,
    messageId,
    author,
    argument: command.argument,
    repliedTo: message.reply_to_message ?? null,
    subject,
    policy,
    texts: textsIn(policy.language),
  };
  const { text, tasks, buttons, about, order } = await answerCommand(dependencies, context, command.name);
  const answer = telegramTask(
    { method: 'sendMessage', chatId: chat, text, replyTo: messageId, buttons },
    `telegram:${chat}:${messageId}:answer`,
  );
  const following = [...tasks, answer].map((task) => ({ ...task, about }));
  await store.addTasks(following, clock.now().toISOString(), order);
  dependencies.onTasks();
  logger.info({ channel: 'telegram', conversation: chat, messageId, command: command.name }, 'command');
}

/** In a private chat an administrator may have picked a group that he speaks about. */
async function subjectOf({ store, settings }: HandlerDependencies, chat: string) {
  const read = (id: string) => settings.read({ channel: 'telegram', id });
  if (!isPrivateChat(chat)) return { subject: chat, policy: await read(chat) };
  const own = await store.readSettings({ channel: 'telegram', id: chat });
  const subject = own.about ?? chat;
  return { subject, policy: await read(subject) };
}
