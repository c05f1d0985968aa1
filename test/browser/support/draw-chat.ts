import type { FakeChat, FakeMessage, FakeUser } from '../../support/fake-telegram-state.js';

/** A chat as it stands on the fake Telegram, drawn as a page: the words are what the bot has really posted. */
export function drawChat(chat: FakeChat, bot: FakeUser): string {
  const messages = [...chat.messages.values()].map((message) => bubble(message, bot)).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${STYLE}</style></head>
<body><header>${escape(chat.title ?? '')}<small>${chat.members.size} members</small></header>${messages}</body></html>`;
}

function bubble(message: FakeMessage, bot: FakeUser): string {
  const isBot = message.from?.id === bot.id;
  const reply = message.reply_to_message;
  const quote = reply === undefined ? '' : `<q><b>${nameOf(reply)}</b>${escape(short(reply.text ?? ''))}</q>`;
  const text = escape(message.text ?? '').replaceAll('\n', '<br>');
  return `<div class="line"><div class="bubble ${isBot ? 'bot' : ''}"><b>${nameOf(message)}</b>${quote}${text}</div>${buttons(message)}</div>`;
}

interface Keyboard {
  readonly inline_keyboard?: readonly (readonly { readonly text: string }[])[];
}

function buttons(message: FakeMessage): string {
  const rows = (message['reply_markup'] as Keyboard | undefined)?.inline_keyboard ?? [];
  const row = (texts: readonly { readonly text: string }[]) =>
    `<div class="keys">${texts.map(({ text }) => `<span>${escape(text)}</span>`).join('')}</div>`;
  return rows.map(row).join('');
}

const nameOf = ({ from }: FakeMessage): string => escape(from?.first_name ?? '');
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');

const STYLE = `
  body { margin: 0; padding: 0 16px 20px; background: #dfe8e0; font: 16px/1.4 system-ui, sans-serif; color: #17211c; width: 560px; }
  header { margin: 0 -16px 14px; padding: 12px 16px; background: #fff; font-weight: 700; border-bottom: 1px solid #cfd8d1; }
  header small { display: block; font-weight: 400; color: #66736c; }
  .line { margin: 10px 0; max-width: 88%; }
  .bubble { background: #fff; border-radius: 14px; padding: 8px 12px; overflow-wrap: anywhere; }
  .bubble b { display: block; color: #9a4b12; font-size: 14px; }
  .bubble.bot b { color: #0b6b50; }
  q { display: block; quotes: none; border-left: 3px solid #0b6b50; padding-left: 8px; margin: 4px 0; font-size: 14px; color: #55625b; }
  .keys { display: flex; gap: 4px; margin-top: 4px; }
  .keys span { flex: 1; text-align: center; background: #b7c9bd; border-radius: 8px; padding: 6px; font-size: 14px; }
`;
