import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.js';
import type { Gateway, GatewayRequest, SignatureCheck } from './gateway.js';
import type { Receive } from './receive.js';
import { shedLoad } from './shed-load.js';
import { createTurns, type TakeTurn } from './take-turns.js';

/** A gateway in its place. */
export interface MountedGateway {
  readonly gateway: Gateway;
  /** Which of several accounts of one gateway; empty for the only one. */
  readonly account: string;
}

export interface SmsDependencies {
  /** Those that have a secret; any other name is not found. */
  readonly gateways: readonly MountedGateway[];
  readonly receive: Receive;
  /** What gateways call and URL-signing ones sign, without a slash at the end; empty where no gateway needs it. */
  readonly publicBaseUrl: string;
  /** So many requests are worked on at once; what comes beyond is told to come again. */
  readonly maxInHand: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MAX_BODY_BYTES = 256 * 1024;
/** A few milliseconds of work. */
const PER_TURN = 16;

/** `/webhooks/sms/:gateway[/:account]`: verified, scored, committed, and only then answered. */
export function createSmsRouter(dependencies: SmsDependencies): Router {
  const router = Router();
  // Bounds what comes out of a compressed body, too.
  const readBody = express.raw({ type: () => true, limit: MAX_BODY_BYTES });
  router.use('/webhooks/sms', shedLoad(dependencies));
  const working = { ...dependencies, takeTurn: createTurns(PER_TURN) };
  for (const mounted of dependencies.gateways) {
    const types = refuseOtherTypes(dependencies, mounted.gateway);
    const handlers = [types, readBody, receiver(working, mounted), logRefusal(dependencies, mounted)];
    router.post(pathOf(mounted), ...handlers);
    if (mounted.gateway.usesGet === true) router.get(pathOf(mounted), ...handlers);
  }
  // Where the path is the secret, every account was asked in turn.
  const secretPaths = dependencies.gateways.filter(({ gateway }) => gateway.hasSecretPath === true);
  for (const path of new Set(secretPaths.map(pathOf)))
    router.all(path, (_request, _response, next) => next(refusal(403, '')));
  return router;
}

/** Without the secret of a path. */
export function pathOf({ gateway, account }: MountedGateway): string {
  const path = `/webhooks/sms/${gateway.name}`;
  if (gateway.hasSecretPath === true) return `${path}/:secret`;
  return account === '' ? path : `${path}/${account}`;
}

const nameOf = ({ gateway: { name }, account }: MountedGateway): string =>
  account === '' ? name : `${name}/${account}`;

const mediaTypeOf = (request: Request): string =>
  (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();

function refuseOtherTypes({ logger }: SmsDependencies, { name, contentTypes }: Gateway): RequestHandler {
  return (request, response, next) => {
    const mediaType = mediaTypeOf(request);
    if (request.method === 'GET' || contentTypes.includes(mediaType)) {
      next();
      return;
    }
    const details = {
      channel: 'sms',
      gateway: name,
      reason: 'content-type',
      contentType: mediaType.slice(0, 80),
    };
    logger.warn({ ...details, requestId: idOf(response) }, 'webhook refused');
    next(refusal(415, `Send ${contentTypes.join(' or ')}`));
  };
}

function receiver(dependencies: SmsDependencies & { readonly takeTurn: TakeTurn }, mounted: MountedGateway) {
  const { gateway } = mounted;
  const name = nameOf(mounted);
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    await dependencies.takeTurn();
    const arrival = toGatewayRequest(dependencies, request, response);
    const check = await gateway.verify(arrival);
    if (!check.ok) {
      refuse(dependencies, { mounted, arrival, check }, next);
      return;
    }
    const answer = await dependencies.receive(gateway, name, arrival);
    if (answer === null) next(refusal(400, 'This is not a message of the gateway'));
    else response.status(answer.status).type(answer.contentType).send(answer.body);
  };
}

interface Refused {
  readonly mounted: MountedGateway;
  readonly arrival: GatewayRequest;
  readonly check: SignatureCheck & { readonly ok: false };
}

function refuse({ logger }: SmsDependencies, { mounted, arrival, check }: Refused, next: NextFunction): void {
  // Of several accounts with a secret path, the next one may be meant.
  if (mounted.gateway.hasSecretPath === true) {
    const { requestId } = arrival;
    const known = { channel: 'sms', gateway: nameOf(mounted), reason: check.reason, requestId };
    logger.warn(known, 'webhook refused');
    next('route');
    return;
  }
  // The usual cause of a mismatch is a public address that is not the one the gateway was told.
  const details = {
    channel: 'sms',
    gateway: nameOf(mounted),
    reason: check.reason,
    url: withoutValues(arrival.url),
    requestId: arrival.requestId,
  };
  logger.warn(details, 'webhook refused');
  // What could not be fetched may be there the next time it is sent.
  next(refusal(check.reason === 'unavailable' ? 503 : 403, ''));
}

/** Some gateways have the message itself in the query, and some people a secret. */
const withoutValues = (url: string): string =>
  url.replace(/\?.*$/s, (query) => query.replaceAll(/=[^&]*/g, '=…')).slice(0, 300);

const idOf = (response: Response): string => response.get('x-request-id') ?? '';

function toGatewayRequest(
  { clock, publicBaseUrl }: SmsDependencies,
  request: Request,
  response: Response,
): GatewayRequest {
  const body: unknown = request.body;
  return {
    method: request.method,
    url: publicBaseUrl + request.originalUrl,
    headers: request.headersDistinct,
    mediaType: request.method === 'GET' ? '' : mediaTypeOf(request),
    // The parser leaves no buffer where the request has no body.
    rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    now: clock.now(),
    requestId: idOf(response),
  };
}

/** What the parser of the body refused would leave no trace otherwise. */
function logRefusal({ logger }: SmsDependencies, mounted: MountedGateway) {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    // What fails is logged with its path, and this one is a secret.
    if (mounted.gateway.hasSecretPath === true) request.url = pathOf(mounted);
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    if (typeof type === 'string')
      logger.warn(
        { channel: 'sms', gateway: nameOf(mounted), reason: type, requestId: idOf(response) },
        'webhook refused',
      );
    next(error);
  };
}

/** An error in the shape of Express' own: its handler takes the status, and the message is for the caller. */
function refusal(status: number, message: string): Error {
  return Object.assign(new Error(message), { status, expose: true });
}
