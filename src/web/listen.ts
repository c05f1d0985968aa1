import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListenSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface WebServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /**
   * Takes nothing new, finishes the requests in flight, and resolves when the last connection is closed. What is
   * not finished after `graceMs` (4 s when left out) is cut off.
   */
  readonly close: (graceMs?: number) => Promise<void>;
}

/** A request that takes longer than this to come in is given up. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than proxies keep a connection at rest: whoever closes it first must not be the one who is being called. */
const KEEP_ALIVE_MS = 75_000;
const GRACE_MS = 4_000;

/** Resolves when the port is open; rejects with words that say what to do when it cannot be. */
export async function listen(app: RequestListener, settings: ListenSettings): Promise<WebServer> {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(describe(cause, settings), { cause })));
    server.listen(settings, resolve);
  });
  closeWhenAnswered(server);
  return { url: urlOf(server), close: (graceMs = GRACE_MS) => close(server, graceMs) };
}

/** Once the server is closing, a connection goes as soon as its answer is out, instead of being kept for more. */
function closeWhenAnswered(server: Server): void {
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    // Its only error says that it was closed before, which is what was asked for.
    server.close(() => resolve());
  });
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
