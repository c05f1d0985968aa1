import type { Request, RequestHandler, Response } from 'express';
import { runPeriodically } from '../../../app/run-periodically.js';
import { sessionOf } from '../../access/require-session.js';
import type { Sessions } from '../../access/sessions.js';
import { Problem } from '../../problems.js';
import { createLiveWaiting, type LiveDependencies, type LiveWaiting } from './live-waiting.js';

export interface EventStreamDependencies extends LiveDependencies {
  readonly sessions: Pick<Sessions, 'find'>;
}

/** Proxies close what says nothing for a minute. */
const HEARTBEAT_MS = 25_000;
/** Browsers open six connections to one place: two are left for pages. */
const MOST_OF_A_SESSION = 4;
const MOST_OF_ALL = 500;
/** Whoever does not read is let go; he comes back when he can. */
const MOST_UNREAD_BYTES = 64_000;

/**
 * `GET /events`: tells open pages that something waits for a person. Nothing of it is in the event but a number. The server
 * ends such streams when it closes.
 */
export function createEventStream(dependencies: EventStreamDependencies): RequestHandler {
  const live = createLiveWaiting(dependencies);
  const open = new Map<() => void, string>();
  return (request, response) => {
    const { secret } = sessionOf(response);
    const own = [...open.values()].filter((other) => other === secret).length;
    if (own >= MOST_OF_A_SESSION || open.size >= MOST_OF_ALL)
      throw new Problem(429, 'Too many pages are open; this one is not told of new messages');
    const end = stream(dependencies, live, { request, response });
    open.set(end, secret);
    response.once('close', () => {
      open.delete(end);
      end();
    });
  };
}

/** Gives what ends it. */
function stream(
  { sessions, sleep, onFault }: EventStreamDependencies,
  live: LiveWaiting,
  { request, response }: { readonly request: Request; readonly response: Response },
): () => void {
  // What stands between must not collect it first.
  response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
  response.write('retry: 3000\n\n');
  const say = (text: string): void => {
    if (response.writableEnded) return;
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
    else response.write(text);
  };
  const stopListening = live.listen(sinceOf(request), (newest) =>
    say(`id: ${newest}\nevent: waiting\ndata: ${newest}\n\n`),
  );
  const beat = async (): Promise<void> => {
    // He may have logged out elsewhere, or his token was revoked.
    if ((await sessions.find(request)) === null) response.end();
    else say(':\n\n');
  };
  const stopBeating = runPeriodically({ everyMs: HEARTBEAT_MS, work: beat, sleep, onFault });
  return () => {
    stopListening();
    void stopBeating();
    response.end();
  };
}

/** Where a browser that comes back had been, else what the page knows of. */
function sinceOf(request: Request): number {
  const given = Number(request.get('last-event-id') ?? request.query['since'] ?? 0);
  return Number.isSafeInteger(given) && given >= 0 ? given : 0;
}
