import { z } from 'zod';
import type { Clock } from '../../domain/clock.js';
import type { SenderKey, SenderStore } from '../../domain/store.js';
import type { TaskOutcome } from '../../domain/task.js';
import type { TelegramClient } from './telegram-client.js';

export interface SanctionDependencies {
  readonly client: TelegramClient;
  readonly store: Pick<SenderStore, 'readSanction' | 'changeSanction'>;
  readonly clock: Clock;
}

export interface SanctionOrder {
  /** A channel that posts can be banned only; restricting it bans it. */
  readonly kind: 'restrict' | 'ban';
  readonly chatId: string;
  readonly userId: string;
  readonly days: number;
}

const DAY_S = 86_400;
const DONE: TaskOutcome = { kind: 'done' };

/** Everything a member may do in a group, in Telegram's words. */
const PERMISSIONS = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const;
const all = (isAllowed: boolean): Record<string, boolean> =>
  Object.fromEntries(PERMISSIONS.map((permission) => [permission, isAllowed]));

const member = z.looseObject({ status: z.string(), until_date: z.int().optional().catch(undefined) });
const standing = z.object({
  status: z.string(),
  permissions: z.record(z.string(), z.boolean()),
  untilDate: z.int(),
});
/** What a member was and might do before the gate stepped in. */
type Standing = z.infer<typeof standing>;

/** For a channel Telegram knows no more than banned or not. */
const ANY_CHAT: Standing = { status: 'member', permissions: {}, untilDate: 0 };

/** A channel or a group that writes under its own name has a negative id, as chats have. */
const isChat = (id: string): boolean => id.startsWith('-');

/**
 * Mutes or bans a sender for some days. What he might do before is kept first, and is not overwritten by what the gate
 * itself did to him earlier. Rejects with a `TelegramFault`.
 */
export async function imposeSanction(
  dependencies: SanctionDependencies,
  { kind, chatId, userId, days }: SanctionOrder,
): Promise<TaskOutcome> {
  const { client, clock } = dependencies;
  const before = isChat(userId) ? ANY_CHAT : await readStanding(client, chatId, userId);
  if (before.status === 'creator' || before.status === 'administrator')
    return { kind: 'dead', reason: 'the sender is an administrator of the chat' };
  const untilS = Math.floor(clock.now().getTime() / 1000) + days * DAY_S;
  await keepStanding(dependencies, senderKey(chatId, userId), { before, untilS });
  if (isChat(userId)) {
    await client.call('banChatSenderChat', { chat_id: chatId, sender_chat_id: Number(userId) });
    return DONE;
  }
  const target = { chat_id: chatId, user_id: Number(userId), until_date: untilS };
  if (kind === 'ban') await client.call('banChatMember', target);
  else if (before.status !== 'kicked')
    await client.call('restrictChatMember', {
      ...target,
      permissions: all(false),
      use_independent_chat_permissions: true,
    });
  return DONE;
}

/** What stands there from a sanction that still lasts is what was before the gate; what Telegram says now is its own work. */
async function keepStanding(
  { clock, store }: SanctionDependencies,
  sender: SenderKey,
  { before, untilS }: { readonly before: Standing; readonly untilS: number },
): Promise<void> {
  const earlier = await store.readSanction(sender);
  const isInForce = earlier !== null && Date.parse(earlier.until) > clock.now().getTime();
  await store.changeSanction(sender, {
    before: isInForce ? earlier.before : before,
    until: new Date(untilS * 1000).toISOString(),
  });
}

/** Gives back exactly what the gate took. Whoever was banned by somebody else stays so. Rejects with a `TelegramFault`. */
export async function liftSanction(
  { client, store, clock }: SanctionDependencies,
  { chatId, userId }: Pick<SanctionOrder, 'chatId' | 'userId'>,
): Promise<TaskOutcome> {
  const sender = senderKey(chatId, userId);
  const sanction = await store.readSanction(sender);
  const before = standing.safeParse(sanction?.before).data;
  if (before === undefined) return DONE;
  if (isChat(userId))
    await client.call('unbanChatSenderChat', { chat_id: chatId, sender_chat_id: Number(userId) });
  else if (before.status !== 'kicked')
    await giveBack(client, before, {
      user: { chat_id: chatId, user_id: Number(userId) },
      nowS: Math.floor(clock.now().getTime() / 1000),
    });
  await store.changeSanction(sender, null);
  return DONE;
}

interface Return {
  readonly user: { readonly chat_id: string; readonly user_id: number };
  readonly nowS: number;
}

async function giveBack(client: TelegramClient, before: Standing, { user, nowS }: Return): Promise<void> {
  const now = await readStanding(client, user.chat_id, String(user.user_id));
  if (now.status === 'kicked') await client.call('unbanChatMember', { ...user, only_if_banned: true });
  const rest = restrictionLeft(before, nowS);
  if (rest === null && now.status !== 'restricted') return;
  await client.call('restrictChatMember', {
    ...user,
    ...(rest ?? { permissions: all(true) }),
    use_independent_chat_permissions: true,
  });
}

/** The restriction that others had put on him, as far as it still lasts. 0 is Telegram's word for ever. */
function restrictionLeft({ status, permissions, untilDate }: Standing, nowS: number) {
  if (status !== 'restricted') return null;
  return untilDate !== 0 && untilDate <= nowS ? null : { permissions, until_date: untilDate };
}

async function readStanding(client: TelegramClient, chatId: string, userId: string): Promise<Standing> {
  const raw = member.parse(await client.call('getChatMember', { chat_id: chatId, user_id: Number(userId) }));
  const permissions = Object.fromEntries(
    Object.entries(raw).filter(
      (entry): entry is [string, boolean] => entry[0].startsWith('can_') && typeof entry[1] === 'boolean',
    ),
  );
  return { status: raw.status, permissions, untilDate: raw.until_date ?? 0 };
}

const senderKey = (conversation: string, id: string): SenderKey => ({
  channel: 'telegram',
  conversation,
  id,
});
