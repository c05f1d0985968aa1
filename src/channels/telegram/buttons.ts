import type { StoredMessage } from '../../domain/store.js';

/** What a button under a card asks for. */
export type Wish = 'ham' | 'spam' | 'why';

interface Button {
  readonly text: string;
  readonly data: string;
}

const LETTER_OF: Readonly<Record<Wish, string>> = { ham: 'h', spam: 's', why: 'w' };

/** For the card of a withheld message. The data are the whole truth, so that buttons outlive every restart. */
export function cardButtons(message: StoredMessage): Button[][] {
  const button = (text: string, wish: Wish): Button => ({ text, data: `${LETTER_OF[wish]}:${message.id}` });
  return [[button('Not spam', 'ham'), button('Spam', 'spam'), button('Why?', 'why')]];
}

/** Null for data that no button of the gate has. */
export function readButton(data: string): { readonly wish: Wish; readonly messageId: string } | null {
  const [, letter, messageId] = /^([hsw]):([\w-]{4,60})$/.exec(data) ?? [];
  if (letter === undefined || messageId === undefined) return null;
  return { wish: letter === 'h' ? 'ham' : letter === 's' ? 'spam' : 'why', messageId };
}
