import type { AuditEntry } from '../../../domain/audit.js';
import type { Label } from '../../../domain/correction.js';
import { isHashed } from '../../../domain/privacy.js';
import type { CorrectionStore, MessageStore, StoredMessage } from '../../../domain/store.js';
import { keyOf, type NewTask } from '../../../domain/task.js';
import { isPrivateChat } from '../actions.js';
import { banOrder, banTask } from './answer-sender.js';
import { type PressedButton, readButton } from './buttons.js';
import type { CommandDependencies } from './command-context.js';
import { explainMessage } from './explain-message.js';
import { userName } from '../reading/sender.js';
import { decidedCard } from '../texts/parts.js';
import { type Texts, textsIn } from '../texts/texts.js';
import type { ButtonPress } from '../reading/update.js';
import { type ModelPressDependencies, pressModelButton } from './press-model-button.js';

export interface PressDependencies
  extends
    Pick<
      CommandDependencies,
      'administrators' | 'recordCorrection' | 'settings' | 'explain' | 'clock' | 'sanctionDays'
    >,
    ModelPressDependencies {
  readonly store: Pick<MessageStore, 'findMessage' | 'listCopies'> & Pick<CorrectionStore, 'findDecision'>;
}

/** What the presser is told, and what follows in the chat of the card. */
export interface PressAnswer {
  readonly text: string;
  /** More than a few words: it stays until it is closed. */
  readonly isAlert: boolean;
  /** The new text of the card, which has no buttons any more; null: it stays as it is. */
  readonly card: string | null;
  readonly tasks: readonly NewTask[];
  /** The gate's id of the message that is spoken of, if it is one. */
  readonly about?: string;
  /** What the tasks are, where they change something that nothing else tells of. */
  readonly order?: AuditEntry;
}

const tell = (text: string): PressAnswer => ({ text, isAlert: false, card: null, tasks: [] });

/** Does what a button says, if the presser may say so at this moment. */
export async function pressButton(dependencies: PressDependencies, press: ButtonPress): Promise<PressAnswer> {
  const button = readButton(press.data);
  if (button?.kind === 'group') return pickGroup(dependencies, press, button.conversation);
  const texts = await textsOf(dependencies, String(press.message?.chat.id ?? press.from.id));
  if (button === null) return tell(texts.UNKNOWN_MESSAGE);
  if (button.kind === 'model')
    return { ...tell(''), ...(await pressModelButton(dependencies, press, { button, texts })) };
  const message = await dependencies.store.findMessage(button.messageId);
  if (message?.channel !== 'telegram') return tell(texts.UNKNOWN_MESSAGE);
  return pressMessageButton(dependencies, press, { button, message });
}

async function pressMessageButton(
  dependencies: PressDependencies,
  press: ButtonPress,
  { button, message }: Pick<Pressed, 'button' | 'message'>,
): Promise<PressAnswer> {
  const texts = await textsOf(dependencies, message.conversation);
  const refused = await refusalOf(dependencies, press, { message, texts });
  return refused === null ? obeyButton(dependencies, press, { button, message, texts }) : tell(refused);
}

async function refusalOf(
  { administrators }: PressDependencies,
  press: ButtonPress,
  { message, texts }: Pick<Pressed, 'message' | 'texts'>,
): Promise<string | null> {
  if (isPrivateChat(message.conversation)) return texts.NOT_ALLOWED;
  switch (await administrators.check(message.conversation, String(press.from.id))) {
    case 'no':
      return texts.NOT_ALLOWED;
    case 'unknown':
      return texts.CANNOT_CHECK;
    case 'yes':
      return null;
  }
}

async function textsOf({ settings }: PressDependencies, conversation: string): Promise<Texts> {
  return textsIn((await settings.read({ channel: 'telegram', id: conversation })).language);
}

/** In his private chat an administrator says which of his groups he speaks about. */
async function pickGroup(
  dependencies: PressDependencies,
  press: ButtonPress,
  conversation: string,
): Promise<PressAnswer> {
  const { administrators, settings } = dependencies;
  const userId = String(press.from.id);
  const texts = await textsOf(dependencies, userId);
  const authority = await administrators.check(conversation, userId);
  if (authority !== 'yes') return tell(authority === 'no' ? texts.NOT_ALLOWED : texts.CANNOT_CHECK);
  // The private chat with the bot has the id of the user.
  await settings.change({ channel: 'telegram', id: userId }, { about: conversation }, null);
  const text = texts.groupPicked(await administrators.titleOf(conversation));
  return { ...tell(text), card: text };
}

/** Telegram shows no more in answer to a button. */
const ANSWER_LIMIT = 200;

interface Pressed {
  readonly button: Extract<PressedButton, { kind: 'message' }>;
  readonly message: StoredMessage;
  readonly texts: Texts;
}

async function obeyButton(
  dependencies: PressDependencies,
  press: ButtonPress,
  pressed: Pressed,
): Promise<PressAnswer> {
  const { button, message, texts } = pressed;
  if (button.wish === 'why') {
    const text = await explainMessage(dependencies, message, { texts, limit: ANSWER_LIMIT });
    return { ...tell(text), isAlert: true, about: message.id };
  }
  const label = button.wish === 'ham' ? 'ham' : 'spam';
  const answer = await decideBy(dependencies, press, { message, label, texts });
  const { conversation, sender } = message;
  const isBan = button.wish === 'ban' && answer.isDone;
  const mayBan = isBan && !isHashed(sender.id);
  const ban = { userId: sender.id, days: dependencies.sanctionDays, key: `${keyOf(message)}:ban` };
  const isUnknown = isBan && !mayBan;
  return {
    text: isUnknown ? texts.BAN_UNKNOWN : answer.text,
    isAlert: isUnknown,
    card: button.isListed ? null : answer.card,
    tasks: mayBan ? [banTask(conversation, ban)] : [],
    about: message.id,
    ...(mayBan
      ? {
          order: banOrder(message, ban.days, {
            author: `telegram:${press.from.id}`,
            at: dependencies.clock.now().toISOString(),
          }),
        }
      : {}),
  };
}

interface Decision {
  readonly message: StoredMessage;
  readonly label: Label;
  readonly texts: Texts;
}

interface Decided {
  readonly text: string;
  readonly card: string | null;
  /** This press decided it. */
  readonly isDone: boolean;
}

async function decideBy(
  dependencies: PressDependencies,
  press: ButtonPress,
  { message, label, texts }: Decision,
): Promise<Decided> {
  const outcome = await dependencies.recordCorrection({
    // One press is one correction, however often Telegram delivers it.
    correctionId: `telegram:button:${press.id}`,
    label,
    author: `telegram:${press.from.id}`,
    role: 'admin',
    source: 'telegram',
    about: { messageId: message.id },
  });
  switch (outcome.kind) {
    case 'unknown-message':
      return { text: texts.UNKNOWN_MESSAGE, card: null, isDone: false };
    case 'recorded':
      await decideCopies(dependencies, press, { message, label, texts });
      return settled(press, texts.decided({ label, by: userName(press.from) }), true);
    case 'unchanged':
      return settledBefore(dependencies, press, { message, label, texts });
  }
}

const MOST_COPIES = 500;

/** One card stands for all that had the same text. */
async function decideCopies(
  { store, recordCorrection }: PressDependencies,
  press: ButtonPress,
  { message, label }: Decision,
): Promise<void> {
  for (const { id } of await store.listCopies(message.id, MOST_COPIES))
    await recordCorrection({
      correctionId: `telegram:button:${press.id}:${id}`,
      label,
      author: `telegram:${press.from.id}`,
      role: 'admin',
      source: 'telegram',
      about: { messageId: id },
    });
}

/** Somebody was faster, or Telegram delivered the press twice. */
async function settledBefore(
  { store, administrators }: PressDependencies,
  press: ButtonPress,
  { message, texts }: Decision,
): Promise<Decided> {
  const decision = await store.findDecision(message.id);
  if (decision === null) return { text: texts.DECIDED_BEFORE, card: null, isDone: false };
  const id = decision.author.replace(/^telegram:/, '');
  const by = await administrators.nameOf(message.conversation, id);
  // Its own press, delivered again after a crash: what follows from it may not have been kept.
  const isOwn = decision.id === `telegram:button:${press.id}`;
  return settled(press, texts.decided({ label: decision.label, by }), isOwn);
}

function settled({ message: card }: ButtonPress, text: string, isDone: boolean): Decided {
  return { text, card: card?.text === undefined ? null : decidedCard(card.text, text), isDone };
}
