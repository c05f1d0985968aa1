import type { Surface, SurfaceKind } from '../../../domain/message.js';

/**
 * Where a message of the Bot API shows text, in the order in which it is scored: what the sender wrote first, then what
 * it carries. `*` stands for every element of a list, `**` for every `text` and `url` at any depth.
 */
const PLACES: readonly (readonly [kind: SurfaceKind, ...paths: string[]])[] = [
  ['body', 'text', 'rich_message.**'],
  ['caption', 'caption'],
  ['poll', 'poll.question', 'poll.description', 'poll.options.*.text', 'poll.explanation'],
  ['checklist', 'checklist.title', 'checklist.tasks.*.text'],
  ['link', 'entities.*.url', 'caption_entities.*.url', 'poll.question_entities.*.url'],
  ['link', 'quote.entities.*.url', 'checklist.title_entities.*.url', 'checklist.tasks.*.text_entities.*.url'],
  [
    'button',
    ...['text', 'url', 'login_url.url', 'web_app.url'].map(
      (end) => `reply_markup.inline_keyboard.*.*.${end}`,
    ),
  ],
  ['page', 'link_preview_options.url'],
  ['quote', 'quote.text'],
  ['contact', 'contact.first_name', 'contact.last_name', 'contact.phone_number'],
  ['venue', 'venue.title', 'venue.address'],
  ['game', 'game.title', 'game.description', 'game.text'],
  ['invoice', 'invoice.title', 'invoice.description'],
  ['giveaway', 'giveaway.prize_description', 'giveaway_winners.prize_description'],
  ['file', ...['document', 'audio', 'video', 'animation'].map((medium) => `${medium}.file_name`)],
  ['file', 'audio.title', 'audio.performer'],
  ['story', 'story.chat.title'],
  ['forward', ...originPaths('forward_origin'), ...originPaths('external_reply.origin')],
  ['mention', 'entities.*.user.first_name', 'entities.*.user.last_name'],
  ['mention', 'caption_entities.*.user.first_name', 'caption_entities.*.user.last_name'],
];

/** Names that the sender of the original chose; a stranger's name is a place for advertising. */
function originPaths(field: string): string[] {
  const names = ['sender_user_name', 'sender_user.first_name', 'sender_user.last_name'];
  return [...names, 'sender_chat.title', 'chat.title', 'author_signature'].map((end) => `${field}.${end}`);
}

/** Telegram allows some hundred entities and buttons; a list that is longer is somebody's attempt. */
const MAX_SURFACES = 200;
const MAX_DEPTH = 12;

/** Every text that a message shows, each once: a link that stands in the body already is not repeated. */
export function surfacesOf(message: unknown): Surface[] {
  const surfaces: Surface[] = [];
  for (const [kind, ...paths] of PLACES) {
    for (const text of paths.flatMap((path) => textsAt(message, path.split('.')))) {
      const isShown = surfaces.some((surface) => surface.text.includes(text));
      if (text !== '' && !isShown && surfaces.length < MAX_SURFACES) surfaces.push({ kind, text });
    }
  }
  return surfaces;
}

function textsAt(value: unknown, [step, ...rest]: readonly string[]): string[] {
  if (step === undefined) return typeof value === 'string' ? [value] : [];
  if (step === '**') return textsWithin(value, 0);
  if (step === '*') return Array.isArray(value) ? value.flatMap((element) => textsAt(element, rest)) : [];
  return textsAt(fieldOf(value, step), rest);
}

/** For kinds of content whose shape Telegram keeps changing. */
function textsWithin(value: unknown, depth: number): string[] {
  if (!isRecord(value) || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string'
      ? key === 'text' || key === 'url'
        ? [inner]
        : []
      : textsWithin(inner, depth + 1),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
