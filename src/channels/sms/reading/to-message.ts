import type { Message } from '../../../domain/message.js';
import type { OriginalRequest } from '../../../domain/store.js';
import type { GatewayRequest, ReceivedText } from '../gateway.js';

/** A gateway's text as the gate knows messages. Its time is when it came here: gateways' clocks are not ours. */
export function toMessage(received: ReceivedText, gateway: string, now: Date): Message {
  const { id, from, to, text, attachments = [], isCarrierKeyword = false } = received;
  const kinds = new Set(attachments.map(({ kind }) => kind));
  return {
    channel: 'sms',
    conversation: to,
    messageId: id,
    revision: 0,
    sender: { id: from, name: from, role: 'member' },
    surfaces: text === '' ? [] : [{ kind: 'body', text }],
    unscored: [...kinds],
    attachments,
    gateway,
    isCarrierKeyword,
    signals: kinds.has('media') ? ['media'] : [],
    receivedAt: now.toISOString(),
  };
}

/** They belong to one connection, or to those who handed the request on, and mean nothing to the next receiver. */
const OF_THE_WAY =
  /^(?:host|connection|keep-alive|content-length|content-encoding|transfer-encoding|te|trailer|upgrade|expect|accept-encoding|via|forwarded|x-forwarded-.*|x-real-ip|proxy-.*|cookie)$/;

/** The request as its gateway made it, with one message in it alone. */
export function toOriginal(request: GatewayRequest, ownBody: string | undefined): OriginalRequest {
  const query = request.url.indexOf('?');
  const body = ownBody === undefined ? request.rawBody : Buffer.from(ownBody);
  return {
    method: request.method,
    query: query < 0 ? '' : request.url.slice(query),
    headers: Object.fromEntries(
      Object.entries(request.headers)
        .filter(([name]) => !OF_THE_WAY.test(name))
        .map(([name, values]) => [name, (values ?? []).join(', ')]),
    ),
    body: body.toString('base64'),
  };
}
