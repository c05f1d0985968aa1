import { z } from 'zod';
import type { Signal } from '../../../domain/signals.js';

const entity = z.looseObject({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional().catch(undefined),
});
const entities = z.array(entity.nullable().catch(null)).catch([]);
type Entity = z.infer<typeof entity>;

const MANY = 3;
const LINKS = ['url', 'text_link'];
const MENTIONS = ['mention', 'text_mention'];
const MEDIA = [
  'photo',
  'video',
  'document',
  'audio',
  'voice',
  'animation',
  'video_note',
  'sticker',
  'paid_media',
];

/** What surrounds the text of a message of the Bot API and speaks for spam. Takes anything. */
export function signalsIn(message: Readonly<Record<string, unknown>>): Signal[] {
  const text = [message['text'], message['caption']].find((value) => typeof value === 'string') ?? '';
  const found = [message['entities'], message['caption_entities']].flatMap((list) =>
    entities.parse(list ?? []).filter((one) => one !== null),
  );
  const count = (types: readonly string[]): number => found.filter(({ type }) => types.includes(type)).length;
  const has = (...fields: readonly string[]): boolean => fields.some((field) => message[field] != null);
  const checks: readonly (readonly [Signal, boolean])[] = [
    ['hidden-link', found.some((one) => hidesItsTarget(one, text))],
    ['many-links', count(LINKS) >= MANY],
    ['many-mentions', count(MENTIONS) >= MANY],
    ['custom-emoji', count(['custom_emoji']) >= MANY],
    ['forwarded', has('forward_origin')],
    ['buttons', has('reply_markup')],
    ['via-bot', has('via_bot')],
    ['media', has(...MEDIA)],
  ];
  return checks.flatMap(([signal, isThere]) => (isThere ? [signal] : []));
}

const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/iu;

/** The text reads like an address, and the link leads to another host. "here" hides nothing that a reader would believe. */
function hidesItsTarget({ type, offset, length, url }: Entity, text: string): boolean {
  if (type !== 'text_link' || url === undefined) return false;
  const shown = ADDRESS.exec(text.slice(offset, offset + length).trim())?.[1];
  const target = ADDRESS.exec(url)?.[1];
  return shown !== undefined && shown.toLowerCase() !== target?.toLowerCase();
}
