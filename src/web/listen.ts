import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListenSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Those that are to be other than usual. */
  readonly limits?: Partial<ServerLimits>;
}

export interface WebServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /**
   * Takes nothing new, ends event streams at once, finishes the other requests in flight, and resolves when the last
   * connection is closed. What is not finished after `graceMs` (2.5 s when left out) is cut off.
   */
  readonly close: (graceMs?: number) => Promise<void>;
}

/**
 * How long a stranger may hold on to a connection, and how much he may send before anybody looks at it. The numbers are
 * for a gate that a proxy may stand before, or nothing.
 */
export interface ServerLimits {
  /** For the head of a request, which is one packet or two: whoever drips it in does so on purpose. */
  readonly headersTimeoutMs: number;
  /** For all of a request: 256 kB, the most that a webhook may carry, come in half a minute over the slowest line. */
  readonly requestTimeoutMs: number;
  /** How often Node looks for those that took too long; its own 30 s would double the other two. */
  readonly checkEveryMs: number;
  /** Proxies and gateways send some thirty. */
  readonly maxHeaders: number;
  /** More than any route takes; each has a limit of its own. What says that it is larger is not read. */
  readonly maxBodyBytes: number;
}

const LIMITS: ServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2_000,
  maxHeaders: 100,
  maxBodyBytes: 16 * 1024 * 1024,
};
/** For all headers of a request together. */
const MAX_HEAD_BYTES = 16 * 1024;
/** Longer than proxies keep a connection at rest: whoever closes it first must not be the one who is being called. */
const KEEP_ALIVE_MS = 75_000;
/** With what has to be done afterwards this stays under the five seconds that a process is given to end. */
const GRACE_MS = 2_500;

/** Resolves when the port is open; rejects with words that say what to do when it cannot be. */
export async function listen(app: RequestListener, settings: ListenSettings): Promise<WebServer> {
  const limits = { ...LIMITS, ...settings.limits };
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    maxHeaderSize: MAX_HEAD_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  // Node would drop what is too many in silence: one more than is allowed tells that there were.
  server.maxHeadersCount = limits.maxHeaders + 1;
  const open = new Set<ServerResponse>();
  server.on('request', (request, response) => {
    keepTrack(server, open, response);
    if (refuseExcess(limits, request, response)) return;
    app(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(describe(cause, settings), { cause })));
    server.listen({ host: settings.host, port: settings.port }, resolve);
  });
  return { url: urlOf(server), close: (graceMs = GRACE_MS) => close(server, open, graceMs) };
}

/** Once the server is closing, a connection goes as soon as its answer is out, instead of being kept for more. */
function keepTrack(server: Server, open: Set<ServerResponse>, response: ServerResponse): void {
  open.add(response);
  response.once('close', () => {
    open.delete(response);
    if (!server.listening) setImmediate(() => server.closeIdleConnections());
  });
}

/** Before any route sees it. The connection goes: the rest of what was sent is not read. */
function refuseExcess(limits: ServerLimits, request: IncomingMessage, response: ServerResponse): boolean {
  const hasManyHeaders = request.rawHeaders.length > 2 * limits.maxHeaders;
  const isLarge = Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes;
  if (!hasManyHeaders && !isLarge) return false;
  response.writeHead(hasManyHeaders ? 431 : 413, { Connection: 'close' }).end();
  response.once('finish', () => request.socket.destroySoon());
  return true;
}

/** By a header that was set with `setHeader`, as Express does. An event stream never ends of itself; who reads it comes again. */
const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('Content-Type')).startsWith('text/event-stream');

async function close(server: Server, open: ReadonlySet<ServerResponse>, graceMs: number): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = new Promise<void>((resolve) => {
    // Its only error says that it was closed before, which is what was asked for.
    server.close(() => resolve());
  });
  for (const response of open) if (isStream(response)) response.end();
  await closed;
  clearTimeout(deadline);
}

function urlOf(server: Server): string {
  // A server that listens on a port, and not on a pipe, has an address of this shape.
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function describe(cause: Error, { host, port }: ListenSettings): string {
  const code = 'code' in cause ? cause.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Cannot listen on ${host}:${port}: the port is in use; stop the other program or set PORT`;
    case 'EACCES':
      return `Cannot listen on ${host}:${port}: the port is not allowed; set PORT to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `Cannot listen on ${host}:${port}: this machine has no such address; set HOST`;
  }
  return `Cannot listen on ${host}:${port}: ${cause.message}`;
}
