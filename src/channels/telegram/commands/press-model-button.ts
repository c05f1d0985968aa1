import type { ModelPlacing, PlaceOutcome } from '../../../app/place-model.js';
import type { Administrators } from '../administrators.js';
import { isPrivateChat } from '../actions.js';
import { userName } from '../reading/sender.js';
import type { ButtonPress } from '../reading/update.js';
import { decidedCard } from '../texts/parts.js';
import type { Texts } from '../texts/texts.js';
import type { PressedButton } from './buttons.js';

/** What the channel needs to put a model in its place. */
export interface ModelDoor {
  readonly placing: ModelPlacing;
  /** The chat in which people are asked, and the only one from which they answer: a model is for all groups. */
  readonly adminChat: string | null;
}

export interface ModelPressDependencies {
  readonly administrators: Administrators;
  readonly models: ModelDoor;
}

export interface ModelAnswer {
  readonly text: string;
  /** The new text of the card; null: it stays as it is. */
  readonly card: string | null;
}

/** Uses a candidate, or leaves the current model, if the presser may say so at this moment. */
export async function pressModelButton(
  dependencies: ModelPressDependencies,
  press: ButtonPress,
  { button, texts }: { readonly button: Extract<PressedButton, { kind: 'model' }>; readonly texts: Texts },
): Promise<ModelAnswer> {
  const refusal = await refusalOf(dependencies, press, texts);
  if (refusal !== null) return { text: refusal, card: null };
  const author = `telegram:${press.from.id}`;
  const used = await dependencies.models.placing.readCurrent();
  if (used.model === button.model) {
    // Somebody was faster, or it is this very press, delivered again after a crash.
    const first = await nameOf(dependencies, press, used.author);
    return settled(press, texts.modelUsed(button.model, first));
  }
  const by = userName(press.from);
  if (button.wish === 'keep') return settled(press, texts.modelKept(button.model, by));
  const outcome = await dependencies.models.placing.promote(button.model, { author, isForced: false });
  const text = textOf(outcome, { texts, model: button.model, by });
  return outcome.kind === 'placed' || outcome.kind === 'unchanged'
    ? settled(press, text)
    : { text, card: null };
}

async function refusalOf(
  { administrators, models }: ModelPressDependencies,
  press: ButtonPress,
  texts: Texts,
): Promise<string | null> {
  const chat = String(press.message?.chat.id ?? '');
  const user = String(press.from.id);
  if (models.adminChat === null || chat !== models.adminChat) return texts.NOT_ALLOWED;
  // The administrators' chat may be the private chat of the only one.
  if (isPrivateChat(chat)) return chat === user ? null : texts.NOT_ALLOWED;
  switch (await administrators.check(chat, user)) {
    case 'no':
      return texts.NOT_ALLOWED;
    case 'unknown':
      return texts.CANNOT_CHECK;
    case 'yes':
      return null;
  }
}

async function nameOf(
  { administrators }: ModelPressDependencies,
  press: ButtonPress,
  author: string | null,
): Promise<string> {
  const [, user] = /^telegram:(.+)$/.exec(author ?? '') ?? [];
  return user === undefined
    ? (author ?? '-')
    : administrators.nameOf(String(press.message?.chat.id ?? ''), user);
}

function textOf(
  outcome: PlaceOutcome,
  { texts, model, by }: { readonly texts: Texts; readonly model: string; readonly by: string },
): string {
  switch (outcome.kind) {
    case 'placed':
    case 'unchanged':
      return texts.modelUsed(model, by);
    case 'unknown-model':
    case 'pruned':
    case 'nothing-before':
    case 'refused':
      return texts.MODEL_GONE;
  }
}

function settled({ message: card }: ButtonPress, text: string): ModelAnswer {
  return { text, card: card?.text === undefined ? null : decidedCard(card.text, text) };
}
