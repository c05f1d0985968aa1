import type { Label } from '../../domain/correction.js';
import { textOf } from '../../domain/message.js';
import type { CorrectionStore, MessageStore, StoredMessage } from '../../domain/store.js';
import { isPrivateChat } from './actions.js';
import { readButton } from './buttons.js';
import type { CommandDependencies } from './command-context.js';
import { userName } from './sender.js';
import * as texts from './texts.js';
import type { ButtonPress } from './update.js';

export interface PressDependencies extends Pick<
  CommandDependencies,
  'administrators' | 'recordCorrection' | 'settings' | 'explain'
> {
  readonly store: Pick<MessageStore, 'findMessage'> & Pick<CorrectionStore, 'findDecision'>;
}

/** What the presser is told, and what follows in the chat of the card. */
export interface PressAnswer {
  readonly text: string;
  /** More than a few words: it stays until it is closed. */
  readonly isAlert: boolean;
  /** The new text of the card, which has no buttons any more; null: it stays as it is. */
  readonly card: string | null;
}

const tell = (text: string): PressAnswer => ({ text, isAlert: false, card: null });

/** Does what a button says, if the presser is an administrator of the message's chat at this moment. */
export async function pressButton(dependencies: PressDependencies, press: ButtonPress): Promise<PressAnswer> {
  const button = readButton(press.data);
  const message = button === null ? null : await dependencies.store.findMessage(button.messageId);
  if (button === null || message?.channel !== 'telegram') return tell(texts.UNKNOWN_MESSAGE);
  if (isPrivateChat(message.conversation)) return tell(texts.NOT_ALLOWED);
  switch (await dependencies.administrators.check(message.conversation, String(press.from.id))) {
    case 'no':
      return tell(texts.NOT_ALLOWED);
    case 'unknown':
      return tell(texts.CANNOT_CHECK);
    case 'yes':
      return button.wish === 'why'
        ? explainTo(dependencies, message)
        : decideBy(dependencies, press, { message, label: button.wish });
  }
}

async function explainTo(
  { explain, settings }: PressDependencies,
  message: StoredMessage,
): Promise<PressAnswer> {
  const { thresholds } = await settings.read({ channel: 'telegram', id: message.conversation });
  const { parts } = explain(textOf(message));
  return {
    text: texts.why(message, { threshold: thresholds.spam, words: parts }),
    isAlert: true,
    card: null,
  };
}

interface Decision {
  readonly message: StoredMessage;
  readonly label: Label;
}

async function decideBy(
  dependencies: PressDependencies,
  press: ButtonPress,
  { message, label }: Decision,
): Promise<PressAnswer> {
  const author = `telegram:${press.from.id}`;
  const outcome = await dependencies.recordCorrection({
    // One press is one correction, however often Telegram delivers it.
    correctionId: `telegram:button:${press.id}`,
    label,
    author,
    role: 'admin',
    source: 'telegram',
    about: { messageId: message.id },
  });
  switch (outcome.kind) {
    case 'unknown-message':
      return tell(texts.UNKNOWN_MESSAGE);
    case 'recorded':
      return settled(press, { label, by: userName(press.from) });
    case 'unchanged':
      return settledBefore(dependencies, press, message);
  }
}

/** Somebody was faster, or Telegram delivered the press twice. */
async function settledBefore(
  { store, administrators }: PressDependencies,
  press: ButtonPress,
  message: StoredMessage,
): Promise<PressAnswer> {
  const decision = await store.findDecision(message.id);
  if (decision === null) return tell(texts.DECIDED_BEFORE);
  const id = decision.author.replace(/^telegram:/, '');
  const by = await administrators.nameOf(message.conversation, id);
  return settled(press, { label: decision.label, by });
}

function settled({ message: card }: ButtonPress, decision: texts.CardDecision): PressAnswer {
  const text = texts.decided(decision);
  return { text, isAlert: false, card: card?.text === undefined ? null : texts.decidedCard(card.text, text) };
}
