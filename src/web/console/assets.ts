import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';

interface Asset {
  readonly type: string;
  /** Where it lies: beside the program, or in a package. */
  readonly path: string;
}

const own = (name: string): string => fileURLToPath(new URL(`../../../public/${name}`, import.meta.url));
const { resolve: packaged } = createRequire(import.meta.url);

/** The only files that are served: no name in a request ever becomes a path. */
const ASSETS: Readonly<Record<string, Asset>> = {
  'console.css': { type: 'text/css', path: own('console.css') },
  'console.js': { type: 'text/javascript', path: own('console.js') },
  'icon.svg': { type: 'image/svg+xml', path: own('icon.svg') },
  'htmx.js': { type: 'text/javascript', path: packaged('htmx.org/dist/htmx.min.js') },
  'htmx-sse.js': { type: 'text/javascript', path: packaged('htmx-ext-sse/dist/sse.min.js') },
};

/** `/assets/…`, for everybody: the log-in page needs them, and nothing in them is a secret. */
export function createAssetsRouter(): Router {
  const router = Router();
  for (const [name, { type, path }] of Object.entries(ASSETS)) {
    const body = readFileSync(path);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    router.get(`/assets/${name}`, (request, response) => {
      response.set({ 'Cache-Control': 'no-cache', ETag: etag });
      if (request.get('if-none-match') === etag) response.status(304).end();
      else response.type(type).send(body);
    });
  }
  return router;
}
