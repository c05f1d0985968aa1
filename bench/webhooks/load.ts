import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { PATH } from '../../test/channels/sms/signed-twilio.js';
import { type SignedMessage, signedMessage } from './signed-messages.js';

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly accepted: number;
  /** 503. */
  readonly shed: number;
  /** Anything else. */
  readonly failed: number;
}

/** More than one run can use up, signed before it begins. */
export const signMany = (count: number, run: string): readonly SignedMessage[] =>
  Array.from({ length: count }, (_, number) => signedMessage(number, run));

export interface Flood {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly messages: readonly SignedMessage[];
}

/** As fast as it goes, over keep-alive connections. */
export async function flood({ url, seconds, connections, messages }: Flood): Promise<LoadResult> {
  let next = 0;
  const result = await autocannon({
    url: url + PATH,
    method: 'POST',
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (given) => {
          const message = messages[next++ % messages.length];
          return { ...given, body: message?.body ?? '', headers: { ...given.headers, ...message?.headers } };
        },
      },
    ],
  });
  const shed = result.statusCodeStats?.['503']?.count ?? 0;
  const { p50, p99, p99_9: p999, max } = result.latency;
  const failed = result.non2xx - shed + result.errors;
  return {
    perSecond: result['2xx'] / result.duration,
    p50,
    p99,
    p999,
    max,
    accepted: result['2xx'],
    shed,
    failed,
  };
}

export interface Stroll {
  readonly url: string;
  readonly perSecond: number;
  readonly messages: readonly SignedMessage[];
  /** Sent before, more slowly, and not measured: a gateway's connections are open already. */
  readonly warmUp?: readonly SignedMessage[];
}

export interface StrollResult extends LoadResult {
  /** The status of each message's answer; 0 where there was none. */
  readonly answers: readonly number[];
}

/** As many as a busy gateway has open. */
const MOST_CONNECTIONS = 256;
const TOGETHER = 8;

/** At an even pace, whatever the answers take: a slow answer must not slow down what comes after it. */
export async function stroll({ url, perSecond, messages, warmUp = [] }: Stroll): Promise<StrollResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  await Promise.all(await pace(agent, { url, perSecond: perSecond / 4, messages: warmUp }));
  const startedAt = performance.now();
  const answers = await pace(agent, { url, perSecond, messages });
  const all = await Promise.all(answers);
  agent.destroy();
  const times = all.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  const count = (isWanted: (status: number) => boolean) =>
    all.filter(({ status }) => isWanted(status)).length;
  const accepted = count((status) => status >= 200 && status < 300);
  const shed = count((status) => status === 503);
  return {
    perSecond: (accepted * 1000) / (performance.now() - startedAt),
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
    accepted,
    shed,
    failed: all.length - accepted - shed,
    answers: all.map(({ status }) => status),
  };
}

async function pace(agent: Agent, { url, perSecond, messages }: Stroll): Promise<Promise<Answer>[]> {
  const startedAt = performance.now();
  const answers: Promise<Answer>[] = [];
  for (const [index, message] of messages.entries()) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    while (performance.now() < dueAt) await wait(1);
    // Who is late must still hear the answers.
    if (index % TOGETHER === 0) await nextTurn();
    answers.push(send(agent, url + PATH, message));
  }
  return answers;
}

interface Answer {
  /** 0: there was none. */
  readonly status: number;
  readonly ms: number;
}

function send(agent: Agent, url: string, { body, headers }: SignedMessage) {
  let startedAt = performance.now();
  return new Promise<Answer>((resolve) => {
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - startedAt });
      });
    });
    const fail = () => resolve({ status: 0, ms: performance.now() - startedAt });
    // From when there is a connection for it: the time before that is the sender's own.
    call.once('socket', () => (startedAt = performance.now()));
    call.once('error', fail).end(body);
  });
}

/** What a process keeps in memory, in megabytes. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}
