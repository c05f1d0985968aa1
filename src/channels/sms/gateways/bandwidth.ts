import { z } from 'zod';
import type { Gateway, GatewayRequest, ParsedRequest } from '../gateway.js';
import { EMPTY_ANSWER } from '../gateway.js';
import { Id, notAMessage, parseFields, readJson, Text } from '../reading/fields.js';
import { attachUrls } from '../reading/media.js';
import { verifyBasic } from '../verifying/basic.js';

/** https://dev.bandwidth.com/docs/messaging/webhooks */
const Events = z.array(z.looseObject({ type: z.string() })).max(1_000);
const Received = z.object({
  to: Id,
  message: z.object({ id: Id, from: Id, text: Text, media: z.array(z.string()).default([]) }),
});

/** Bandwidth signs nothing: the callback's user and password are all it shows. */
export function createBandwidthGateway({ basic }: { readonly basic: string }): Gateway {
  return {
    name: 'bandwidth',
    contentTypes: ['application/json'],
    verify: ({ headers }) => verifyBasic(headers, basic),
    parse: parseRequest,
    answer: () => EMPTY_ANSWER,
  };
}

function parseRequest({ rawBody }: GatewayRequest): ParsedRequest {
  return parseFields(Events, readJson(rawBody), (events) => {
    const received = events.filter(({ type }) => type === 'message-received');
    if (received.length === 0) return notAMessage('event', events[0]?.type);
    return parseFields(z.array(Received), received, (messages) => ({
      kind: 'messages',
      // A message to a group comes once for each of its receivers, and `to` is the one that this is for.
      messages: messages.map(({ to, message: { id, from, text, media } }, index) => ({
        id,
        from,
        to,
        text,
        attachments: attachUrls(media),
        ...(events.length === 1 ? {} : { ownBody: JSON.stringify([received[index]]) }),
      })),
    }));
  });
}
