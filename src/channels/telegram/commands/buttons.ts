import type { StoredMessage } from '../../../domain/store.js';
import type { Texts } from '../texts/texts.js';

/** What a button asks for. `ban`: it is spam, and its sender goes. */
export type Wish = 'ham' | 'spam' | 'ban' | 'why';

export interface Button {
  readonly text: string;
  readonly data: string;
}

const LETTER_OF: Readonly<Record<Wish, string>> = { ham: 'h', spam: 's', ban: 'b', why: 'w' };
const WISH_OF = new Map(Object.entries(LETTER_OF).map(([wish, letter]) => [letter, wish as Wish]));

/** For the card of a withheld message. The data are the whole truth, so that buttons outlive every restart. */
export function cardButtons(message: StoredMessage, texts: Texts): Button[][] {
  const button = (text: string, wish: Wish): Button => ({ text, data: `${LETTER_OF[wish]}:${message.id}` });
  return [
    [button(texts.BUTTON_HAM, 'ham'), button(texts.BUTTON_BAN, 'ban'), button(texts.BUTTON_WHY, 'why')],
  ];
}

/** For a list: a row a message. Capitals say that the list stays as it is after a press. */
export function listButtons(messages: readonly StoredMessage[], texts: Texts): Button[][] {
  return messages.flatMap((message, i) =>
    cardButtons(message, texts).map((row) =>
      row.map(({ text, data }) => ({
        text: `${i + 1}. ${text}`,
        data: `${data.charAt(0).toUpperCase()}${data.slice(1)}`,
      })),
    ),
  );
}

/** Picks the group that an administrator speaks about in his private chat. */
export const groupButton = (text: string, conversation: string): Button => ({
  text,
  data: `g:${conversation}`,
});

/** Under the card of a candidate: use it, or keep the current model. */
export const modelButtons = (model: string, texts: Texts): Button[][] => [
  [
    { text: texts.BUTTON_USE, data: `u:${model}` },
    { text: texts.BUTTON_KEEP, data: `k:${model}` },
  ],
];

export type PressedButton =
  | { readonly kind: 'message'; readonly wish: Wish; readonly messageId: string; readonly isListed: boolean }
  | { readonly kind: 'group'; readonly conversation: string }
  | { readonly kind: 'model'; readonly wish: 'use' | 'keep'; readonly model: string };

/** Null for data that no button of the gate has. */
export function readButton(data: string): PressedButton | null {
  const [, conversation] = /^g:(-\d{1,20})$/.exec(data) ?? [];
  if (conversation !== undefined) return { kind: 'group', conversation };
  return readModelButton(data) ?? readMessageButton(data);
}

function readModelButton(data: string): PressedButton | null {
  const [, letter, model] = /^([uk]):([\w.-]+@\d+\.\d+\.\d+)$/.exec(data) ?? [];
  if (model === undefined) return null;
  return { kind: 'model', wish: letter === 'u' ? 'use' : 'keep', model };
}

function readMessageButton(data: string): PressedButton | null {
  const [, letter, messageId] = /^([a-z]):([\w-]{4,60})$/i.exec(data) ?? [];
  const wish = WISH_OF.get(letter?.toLowerCase() ?? '');
  if (letter === undefined || messageId === undefined || wish === undefined) return null;
  return { kind: 'message', wish, messageId, isListed: letter !== letter.toLowerCase() };
}
