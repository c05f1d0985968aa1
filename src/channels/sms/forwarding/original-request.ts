import type { OriginalRequest } from '../../../domain/store.js';
import { type Outgoing, sign, type Signing } from '../../../signed-request.js';

/**
 * As the gateway sent it, with what the gate has to say in headers of its own. A gateway that signs the same way as the
 * gate keeps its signature.
 */
export function originalRequest(
  url: string,
  original: OriginalRequest,
  { about, ...signing }: Signing & { readonly about: Readonly<Record<string, string>> },
): Outgoing {
  const body = Buffer.from(original.body, 'base64');
  const signed = sign(body.toString('utf8'), signing);
  return {
    url: url + joinQuery(url, original.query),
    method: original.method,
    headers: { ...signed, ...original.headers, ...about },
    body: original.method === 'GET' ? null : new Uint8Array(body),
  };
}

const joinQuery = (url: string, query: string): string =>
  url.includes('?') ? query.replace('?', '&') : query;
