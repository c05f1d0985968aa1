import type { Clock } from '../../domain/clock.js';

/** Keeps what the bot posts within what Telegram allows, so that Telegram never has to refuse. */
export interface Pace {
  /** 0: the post may go out now, and counts from now on. Otherwise the milliseconds to wait before asking again. */
  admit(chat: string): number;
  /** A post that went out before this process began. */
  recall(chat: string, atMs: number): void;
  /** Telegram has said how long nothing more may go to this chat. */
  hold(chat: string, ms: number): void;
}

interface Limit {
  readonly posts: number;
  readonly withinMs: number;
}

/** Telegram's FAQ for bots: 20 messages a minute to one group, 30 a second in all. */
const GROUP_LIMIT: Limit = { posts: 20, withinMs: 60_000 };
const OVERALL_LIMIT: Limit = { posts: 30, withinMs: 1_000 };
/** Clocks differ, and a call takes its time: a little more than the limit says. */
const MARGIN_MS = 250;
const MAX_CHATS = 10_000;

/** Groups are those of negative numbers; to a person the bot posts in answer only. */
export function createPace(clock: Clock): Pace {
  const overall = new Window(OVERALL_LIMIT);
  const groups = new Map<string, Window>();
  const heldUntil = new Map<string, number>();
  return {
    admit: (chat) => {
      const now = clock.now().getTime();
      const group = chat.startsWith('-') ? windowOf(groups, chat) : null;
      const waitMs = Math.max((heldUntil.get(chat) ?? 0) - now, group?.waitMs(now) ?? 0, overall.waitMs(now));
      if (waitMs > 0) return waitMs;
      heldUntil.delete(chat);
      group?.count(now);
      overall.count(now);
      return 0;
    },
    recall: (chat, atMs) => {
      if (chat.startsWith('-')) windowOf(groups, chat).count(atMs);
      overall.count(atMs);
    },
    hold: (chat, ms) => {
      heldUntil.set(chat, clock.now().getTime() + ms);
      forgetOldest(heldUntil);
    },
  };
}

/** The times of the last posts. */
class Window {
  readonly #limit: Limit;
  #times: number[] = [];

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  waitMs(now: number): number {
    const { posts, withinMs } = this.#limit;
    this.#times = this.#times.filter((time) => time + withinMs + MARGIN_MS > now);
    const [oldest] = this.#times.slice(-posts);
    return oldest === undefined || this.#times.length < posts ? 0 : oldest + withinMs + MARGIN_MS - now;
  }

  count(now: number): void {
    this.#times.push(now);
  }
}

function windowOf(windows: Map<string, Window>, chat: string): Window {
  const window = windows.get(chat) ?? new Window(GROUP_LIMIT);
  // Re-inserted at the end, so that the first key is the one not used for longest.
  windows.delete(chat);
  windows.set(chat, window);
  forgetOldest(windows);
  return window;
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MAX_CHATS && oldest !== undefined) map.delete(oldest);
}
