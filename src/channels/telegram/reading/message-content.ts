import type { Surface } from '../../../domain/message.js';
import { surfacesOf } from './surfaces.js';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** What Telegram says about a message, as opposed to what the message shows. */
const ABOUT = words(`
  message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot
  sender_tag date edit_date business_connection_id chat forward_origin forward_from forward_from_chat
  forward_from_message_id forward_signature forward_sender_name forward_date is_topic_message
  is_automatic_forward reply_to_message reply_to_story reply_to_checklist_task_id via_bot
  has_protected_content is_from_offline is_paid_post media_group_id author_signature paid_star_count
  link_preview_options suggested_post_info effect_id show_caption_above_media has_media_spoiler
`);

/** Read whole as surfaces, or without anything to read: a die, a place on the map. */
const READ = words(`
  text entities caption caption_entities rich_message quote external_reply reply_markup poll checklist contact
  venue location game invoice giveaway giveaway_winners dice
`);

/** Telegram's own notes that something happened in the chat: nobody wrote them. */
const SERVICE = words(`
  new_chat_members new_chat_member new_chat_participant left_chat_member left_chat_participant
  chat_owner_left chat_owner_changed new_chat_title new_chat_photo delete_chat_photo group_chat_created
  supergroup_chat_created channel_chat_created message_auto_delete_timer_changed migrate_to_chat_id
  migrate_from_chat_id pinned_message successful_payment refunded_payment users_shared user_shared chat_shared
  gift unique_gift gift_upgrade_sent connected_website write_access_allowed passport_data
  proximity_alert_triggered boost_added chat_background_set checklist_tasks_done checklist_tasks_added
  direct_message_price_changed forum_topic_created forum_topic_edited forum_topic_closed
  forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created
  giveaway_completed paid_message_price_changed
  suggested_post_approved suggested_post_approval_failed suggested_post_declined suggested_post_paid
  suggested_post_refunded video_chat_scheduled video_chat_started video_chat_ended
  video_chat_participants_invited voice_chat_scheduled voice_chat_started voice_chat_ended
  voice_chat_participants_invited web_app_data
`);

export interface MessageContent {
  readonly surfaces: readonly Surface[];
  /** Every field that is neither read nor known to be harmless: a kind that Telegram invents tomorrow is in here. */
  readonly unscored: readonly string[];
  /** The service field of a message that is nothing but Telegram's own note; null for a message of a person. */
  readonly service: string | null;
}

const MAX_KIND_LENGTH = 64;

/** What a message shows: its texts, and the kinds of content that cannot be read, pictures and voices above all. */
export function readContent(message: Readonly<Record<string, unknown>>): MessageContent {
  const surfaces = surfacesOf(message);
  const kinds = Object.keys(message).filter((key) => message[key] != null);
  const service = kinds.find((key) => SERVICE.has(key)) ?? null;
  const unscored = kinds
    .filter((key) => !ABOUT.has(key) && !READ.has(key) && !SERVICE.has(key))
    .map((key) => key.slice(0, MAX_KIND_LENGTH).toWellFormed());
  // Text beside a service note would still be a stranger's text.
  return { surfaces, unscored, service: surfaces.length === 0 ? service : null };
}
