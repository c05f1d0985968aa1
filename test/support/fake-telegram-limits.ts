/** How often a bot went over what Telegram allows. */
export interface Violations {
  /** More than 20 posts to one group in a minute. */
  groupPerMinute: number;
  /** More than 30 posts in a second, to all chats together. */
  perSecond: number;
  /** Posted although it had been told to wait. */
  disobeyed: number;
}

export interface LimitedCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Calls that are no posts are not limited. */
export interface FakeLimits {
  readonly violations: Violations;
  /** The seconds left when the bot was told to wait for a chat, and did not; else null. */
  checkHold(call: LimitedCall): number | null;
  /** Counts a post that goes through; the seconds to wait when it is refused, else null. */
  admit(call: LimitedCall): number | null;
  /** From now on nothing may be posted to the chat of the call for so long. */
  hold(call: LimitedCall, seconds: number): void;
}

/** A timer may go off this much too early; nobody is blamed for that. */
const TOLERANCE_MS = 10;

const POSTS = ['sendMessage', 'editMessageText', 'copyMessage'];
const chatOf = ({ method, payload }: LimitedCall): number | null =>
  POSTS.includes(method) ? Number(payload['chat_id']) : null;

/** Telegram's limits for posts, counted with the clock of this machine. */
export function createFakeLimits(): FakeLimits {
  const violations = { groupPerMinute: 0, perSecond: 0, disobeyed: 0 };
  const heldUntil = new Map<number, number>();
  const byGroup = new Map<number, number[]>();
  let all: number[] = [];
  const since = (times: readonly number[], ms: number): number[] =>
    times.filter((time) => time > Date.now() - ms + TOLERANCE_MS);

  const reject = (kind: keyof Violations, seconds: number): number => {
    violations[kind] += 1;
    return seconds;
  };
  return {
    violations,
    checkHold: (call) => {
      const chat = chatOf(call);
      if (chat === null) return null;
      const left = (heldUntil.get(chat) ?? 0) - Date.now();
      return left > TOLERANCE_MS ? reject('disobeyed', Math.ceil(left / 1000)) : null;
    },
    admit: (call) => {
      const chat = chatOf(call);
      if (chat === null) return null;
      const group = since(byGroup.get(chat) ?? [], 60_000);
      if (chat < 0 && group.length >= 20) return reject('groupPerMinute', 60);
      all = since(all, 1000);
      if (all.length >= 30) return reject('perSecond', 1);
      byGroup.set(chat, [...group, Date.now()]);
      all.push(Date.now());
      return null;
    },
    hold: (call, seconds) => {
      const chat = chatOf(call);
      if (chat !== null && seconds > 0) heldUntil.set(chat, Date.now() + seconds * 1000);
    },
  };
}
