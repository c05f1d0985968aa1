import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Forwarded = z.object({ text: z.string(), released: z.boolean() });

/** Where text messages go that are not spam. */
export interface Receiver {
  readonly url: string;
  /** Texts, in the order in which they came. */
  readonly texts: readonly string[];
  /** Resolves when this text has come. */
  until(wanted: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      texts.push(Forwarded.parse(JSON.parse(body)).text);
      for (const look of [...waiting]) look();
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/inbound`,
    texts,
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!texts.includes(wanted)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
