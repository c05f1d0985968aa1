import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ApiError, fetchUpdates, METHODS } from './fake-telegram-methods.js';
import { createFakeLimits, type FakeLimits, type Violations } from './fake-telegram-limits.js';
import {
  addGroup,
  asReply,
  chatOf,
  createFakeState,
  type FakeChat,
  type FakeMessage,
  type FakeState,
  type FakeUser,
  type GroupParts,
  post,
  queueUpdate,
} from './fake-telegram-state.js';

/** What goes wrong with one call. `cut-after`: it is carried out, and its answer is lost. */
export type Fault =
  | {
      readonly kind: 'error';
      readonly code: number;
      readonly description: string;
      readonly parameters?: Call['payload'];
    }
  | { readonly kind: 'hang' | 'cut' | 'cut-after' }
  /** For getUpdates: the last batch once more, although it was acknowledged. */
  | { readonly kind: 'duplicate' };

export const tooManyRequests = (seconds: number): Fault => ({
  kind: 'error',
  code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
export const conflict = {
  kind: 'error',
  code: 409,
  description:
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
} as const satisfies Fault;
export const serverError: Fault = { kind: 'error', code: 500, description: 'Internal Server Error' };

export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Saying {
  readonly chat: number;
  readonly from?: FakeUser;
  readonly text?: string;
  /** The id of the message it answers to. */
  readonly replyTo?: number;
  /** Any other field of a message. */
  readonly [field: string]: unknown;
}

export interface FakeTelegram {
  readonly apiRoot: string;
  readonly token: string;
  readonly bot: FakeUser & { readonly username: string };
  /** All calls so far, in the order in which they came in. */
  readonly calls: readonly Call[];
  callsOf(method: string): readonly Call['payload'][];
  addGroup(parts: GroupParts): void;
  chat(id: number): FakeChat;
  /** The texts the bot has in a chat now. */
  botTexts(chat: number): readonly string[];
  /** Somebody writes: the message is in the chat and its update waits to be fetched. */
  say(saying: Saying): FakeMessage;
  edit(message: FakeMessage, text: string): void;
  /** Somebody presses the button with that text, under the bot's last message in a chat that has one. */
  press(chat: number, from: FakeUser, text: string): void;
  /** An update of any kind, without its number. */
  push(content: Readonly<Record<string, unknown>>): void;
  /** Updates that the bot has not acknowledged. */
  pending(): readonly Readonly<Record<string, unknown>>[];
  /** The next calls of the method fail, one after the other. */
  fail(method: string, ...faults: readonly Fault[]): void;
  /** Every call from now on is asked about: what goes wrong with it, if anything. */
  misbehave(rule: (call: Call) => Fault | undefined): void;
  /** From now on Telegram's limits hold; gives what was counted against the bot. */
  enforceLimits(): Readonly<Violations>;
  webhook(): Readonly<Record<string, unknown>> | null;
  /** Resolves when the condition holds, looked at whenever something happens here; rejects after the deadline. */
  until(condition: () => boolean, deadlineMs?: number): Promise<void>;
  stop(): Promise<void>;
}

interface Server {
  readonly state: FakeState;
  readonly token: string;
  readonly calls: Call[];
  readonly faults: Map<string, Fault[]>;
  rule: ((call: Call) => Fault | undefined) | null;
  limits: FakeLimits | null;
  /** Looked at whenever something has changed. */
  readonly watchers: Set<() => void>;
  /** Ends the long poll that is waiting, as another poller would. */
  endPoll: (() => void) | null;
  changed(): void;
}

/** Within the time that jest gives a test, so that it fails with the calls that were made. */
const DEADLINE_MS = 4_000;

/** A Bot API server on loopback; port 0 is any that is free. */
export async function startFakeTelegram(
  token = '7000001:fake-token-of-the-tests',
  listenOn = 0,
): Promise<FakeTelegram> {
  const state = createFakeState();
  const watchers = new Set<() => void>();
  const changed = (): void => [...watchers].forEach((watch) => watch());
  const server: Server = {
    state,
    token,
    calls: [],
    faults: new Map(),
    rule: null,
    limits: null,
    watchers,
    endPoll: null,
    changed,
  };
  const http = createServer((request, response) => {
    answer(server, request, response)
      .catch((error: unknown) => give(response, new ApiError(400, `Bad Request: ${String(error)}`)))
      .finally(changed);
  });
  await new Promise<void>((resolve) => http.listen(listenOn, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const push = (content: Readonly<Record<string, unknown>>): void => {
    queueUpdate(state, content);
    changed();
  };
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    bot: state.bot,
    calls: server.calls,
    callsOf: (method) => server.calls.filter((call) => call.method === method).map(({ payload }) => payload),
    addGroup: (parts) => addGroup(state, parts),
    chat: (id) => chatOf(state, id),
    botTexts: (id) => {
      const messages = [...chatOf(state, id).messages.values()];
      return messages.filter(({ from }) => from?.id === state.bot.id).map(({ text }) => text ?? '');
    },
    say: ({ chat, replyTo, ...parts }) => {
      const repliedTo = replyTo === undefined ? undefined : chatOf(state, chat).messages.get(replyTo);
      const reply = repliedTo === undefined ? {} : { reply_to_message: asReply(repliedTo) };
      const message = post(state, chat, { ...parts, ...reply });
      push({ message });
      return message;
    },
    edit: (message, text) => {
      const edited = { ...message, text, edit_date: message.date + 1 };
      chatOf(state, message.chat.id).messages.set(message.message_id, edited);
      push({ edited_message: edited });
    },
    press: (id, from, text) => {
      const found = [...chatOf(state, id).messages.values()]
        .reverse()
        .flatMap((message) => buttonsOf(message).map((button) => ({ message, button })))
        .find(({ button }) => button.text === text);
      if (found === undefined) throw new Error(`Cannot press "${text}": the chat ${id} has no such button`);
      const query = `press-${state.nextUpdateId}`;
      state.openPresses.add(query);
      const { message, button } = found;
      push({ callback_query: { id: query, from, message, chat_instance: '1', data: button.callback_data } });
    },
    push,
    pending: () => state.updates,
    fail: (method, ...faults) => {
      server.faults.set(method, [...(server.faults.get(method) ?? []), ...faults]);
    },
    misbehave: (rule) => {
      server.rule = rule;
    },
    enforceLimits: () => {
      server.limits = createFakeLimits();
      return server.limits.violations;
    },
    webhook: () => state.webhook,
    until: (condition, deadlineMs = DEADLINE_MS) => until(server, condition, deadlineMs),
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

interface FakeButton {
  readonly text: string;
  readonly callback_data: string;
}

function buttonsOf({ reply_markup: markup }: FakeMessage): readonly FakeButton[] {
  const { inline_keyboard: rows } = (markup ?? {}) as { readonly inline_keyboard?: readonly FakeButton[][] };
  return rows?.flat() ?? [];
}

function until({ watchers, calls }: Server, condition: () => boolean, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(deadline);
      watchers.delete(look);
      settle();
    };
    const look = (): void => {
      if (condition()) end(resolve);
    };
    const deadline = setTimeout(() => {
      const seen = calls.map(({ method }) => method).join(', ');
      end(() => reject(new Error(`Cannot see what was waited for: the calls were ${seen}`)));
    }, deadlineMs);
    watchers.add(look);
    look();
  });
}

async function answer(server: Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
  const payload = (await json(request)) as Call['payload'];
  if (token !== server.token) {
    give(response, new ApiError(401, 'Unauthorized'));
    return;
  }
  const call = { method, payload };
  server.calls.push(call);
  server.changed();
  const fault = faultIn(server, call);
  if (fault === undefined) give(response, await resultOf(server, call, response));
  else await goWrong({ server, call, fault }, response);
}

/** What never reaches Telegram's counters is not counted. */
function faultIn({ limits, faults, rule }: Server, call: Call): Fault | undefined {
  const fault = faults.get(call.method)?.shift() ?? rule?.(call);
  if (limits === null) return fault;
  const early = limits.checkHold(call);
  if (early !== null) return tooManyRequests(early);
  if (fault !== undefined && fault.kind !== 'cut-after') return fault;
  const seconds = limits.admit(call);
  return seconds === null ? fault : tooManyRequests(seconds);
}

interface FaultyCall {
  readonly server: Server;
  readonly call: Call;
  readonly fault: Fault;
}

async function goWrong({ server, call, fault }: FaultyCall, response: ServerResponse): Promise<void> {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'cut':
      response.destroy();
      return;
    case 'cut-after':
      await resultOf(server, call, response);
      response.destroy();
      return;
    case 'duplicate':
      give(response, server.state.lastBatch);
      return;
    case 'error':
      server.limits?.hold(call, Number(fault.parameters?.['retry_after'] ?? 0));
      give(response, new ApiError(fault.code, fault.description, fault.parameters));
      return;
  }
}

async function resultOf(
  server: Server,
  { method, payload }: Call,
  response: ServerResponse,
): Promise<unknown> {
  try {
    if (method === 'getUpdates') return await poll(server, payload, response);
    const carryOut = METHODS[method];
    if (carryOut === undefined) throw new ApiError(404, 'Not Found: method not found');
    return carryOut(server.state, payload);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** Waits for an update for as long as the poller asked; another poller ends the wait with 409. */
async function poll(server: Server, payload: Call['payload'], response: ServerResponse): Promise<unknown> {
  server.endPoll?.();
  const batch = fetchUpdates(server.state, payload);
  // What the offset acknowledges is gone from here on.
  server.changed();
  if (batch.length > 0) return batch;
  const reason = await waitForUpdates(server, Number(payload['timeout'] ?? 0), response);
  if (reason === 'conflict') throw new ApiError(409, conflict.description);
  return fetchUpdates(server.state, payload);
}

function waitForUpdates(
  server: Server,
  seconds: number,
  response: ServerResponse,
): Promise<'over' | 'conflict'> {
  return new Promise((resolve) => {
    const end = (reason: 'over' | 'conflict'): void => {
      clearTimeout(timer);
      server.watchers.delete(look);
      if (server.endPoll === endPoll) server.endPoll = null;
      resolve(reason);
    };
    const endPoll = (): void => end('conflict');
    const look = (): void => {
      if (server.state.updates.length > 0) end('over');
    };
    const timer = setTimeout(() => end('over'), seconds * 1000);
    server.watchers.add(look);
    server.endPoll = endPoll;
    response.on('close', () => end('over'));
  });
}

function give(response: ServerResponse, result: unknown): void {
  const isError = result instanceof ApiError;
  response.writeHead(isError ? result.code : 200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(
      isError
        ? { ok: false, error_code: result.code, description: result.message, parameters: result.parameters }
        : { ok: true, result },
    ),
  );
}
