import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import type { Logger } from 'pino';
import type { FilterMessage, FilterOutcome } from '../../app/filter-message.js';
import type { Clock } from '../../domain/clock.js';
import type { Message } from '../../domain/message.js';
import type { StoredMessage } from '../../domain/store.js';
import type { Gateway, GatewayAnswer, GatewayRequest } from './gateway.js';

export interface SmsDependencies {
  /** Those that have a secret; any other name is not found. */
  readonly gateways: readonly Gateway[];
  readonly filter: FilterMessage;
  /** What gateways call and URL-signing ones sign, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_BODY_BYTES = 256 * 1024;

/** `POST /webhooks/sms/:gateway`: verified, scored, committed, and only then answered. */
export function createSmsRouter(dependencies: SmsDependencies): Router {
  const router = Router();
  // Bounds what comes out of a compressed body, too.
  const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES });
  for (const gateway of dependencies.gateways) {
    const path = `/webhooks/sms/${gateway.name}`;
    router.post(path, refuseOtherTypes(dependencies, gateway), readBody, receiver(dependencies, gateway));
  }
  return router;
}

function refuseOtherTypes({ logger }: SmsDependencies, { name, contentTypes }: Gateway): RequestHandler {
  return (request, _response, next) => {
    const contentType = request.headers['content-type'] ?? '';
    const mediaType = contentType.split(';', 1).join('').trim().toLowerCase();
    if (contentTypes.includes(mediaType)) {
      next();
      return;
    }
    logger.warn({ channel: 'sms', gateway: name, reason: 'content-type', contentType }, 'webhook refused');
    next(refusal(415, `Send ${contentTypes.join(' or ')}`));
  };
}

function receiver(dependencies: SmsDependencies, gateway: Gateway) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const arrival = toGatewayRequest(dependencies, request);
    const check = await gateway.verify(arrival);
    if (!check.ok) {
      // The usual cause of a mismatch is a public address that is not the one the gateway was told.
      const details = { channel: 'sms', gateway: gateway.name, reason: check.reason, url: arrival.url };
      dependencies.logger.warn(details, 'webhook refused');
      next(refusal(403, ''));
      return;
    }
    const answer = await answerGenuine(dependencies, gateway, arrival);
    if (answer === null) next(refusal(400, 'This is not a message of the gateway'));
    else response.status(answer.status).type(answer.contentType).send(answer.body);
  };
}

function toGatewayRequest({ clock, publicBaseUrl }: SmsDependencies, request: Request): GatewayRequest {
  const body: unknown = request.body;
  return {
    method: request.method,
    url: publicBaseUrl + request.originalUrl,
    headers: request.headersDistinct,
    // The parser leaves no buffer where the request has no body.
    rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    account: '',
    now: clock.now(),
  };
}

/** Null: genuine, but nothing that the gateway should ever send. Rejects when the store does. */
async function answerGenuine(
  dependencies: SmsDependencies,
  gateway: Gateway,
  arrival: GatewayRequest,
): Promise<GatewayAnswer | null> {
  const { logger } = dependencies;
  const parsed = gateway.parse(arrival);
  switch (parsed.kind) {
    case 'malformed':
      logger.error({ channel: 'sms', gateway: gateway.name, reason: parsed.reason }, 'webhook malformed');
      return null;
    case 'not-a-message':
      logger.info({ channel: 'sms', gateway: gateway.name, reason: parsed.reason }, 'not a message');
      return gateway.answer([]);
    case 'messages':
      return gateway.answer(await filterAll(dependencies, parsed.messages));
  }
}

/** One after the other, so that the messages of a batch keep their order. */
async function filterAll(
  { filter, clock, logger }: SmsDependencies,
  messages: readonly Message[],
): Promise<readonly StoredMessage[]> {
  const stored: StoredMessage[] = [];
  for (const message of messages) {
    const startedAt = clock.now().getTime();
    const outcome = await filter(message);
    logOutcome(logger, outcome, clock.now().getTime() - startedAt);
    stored.push(outcome.message);
  }
  return stored;
}

function logOutcome(logger: Logger, { message, isRepeat, fault }: FilterOutcome, ms: number): void {
  const { id, channel, conversation, messageId, sender, unscored, verdict } = message;
  const { score, action, reasons, model } = verdict;
  if (fault !== null) logger.error({ err: fault, id, channel, conversation, messageId }, 'scoring failed');
  logger.info(
    {
      id,
      channel,
      conversation,
      messageId,
      sender: sender.id,
      score,
      action,
      reasons,
      model,
      unscored,
      isRepeat,
      ms,
    },
    'message',
  );
}

/** An error in the shape of Express' own: its handler takes the status, and the message is for the caller. */
function refusal(status: number, message: string): Error {
  return Object.assign(new Error(message), { status, expose: true });
}
