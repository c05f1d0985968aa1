import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { KeptAnswer } from '../../domain/access.js';
import { callerOf } from '../access/caller.js';
import { bearerOf, requireRole } from '../access/require-token.js';
import { readJson, readJsonIfAny } from '../read-json.js';
import { answerOnce, InProgress, type KeyedRequest, type OnceDependencies } from './answer-once.js';
import type { Operation } from './operation.js';

/** Puts each operation at its path, behind its role. To be mounted behind `requireToken`. */
export function mountOperations(operations: readonly Operation[], dependencies: OnceDependencies): Router {
  const router = Router();
  for (const operation of operations)
    router[operation.method](
      operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      requireRole(operation.role),
      ...bodyReadersOf(operation),
      serve(operation, dependencies),
    );
  return router;
}

function bodyReadersOf({ body, isBodyOptional, maxBodyBytes }: Operation): readonly RequestHandler[] {
  if (body === undefined) return [];
  return isBodyOptional === true ? readJsonIfAny(maxBodyBytes) : readJson(maxBodyBytes);
}

function serve(operation: Operation, dependencies: OnceDependencies): RequestHandler {
  return async (request, response) => {
    const work = async (): Promise<KeptAnswer> => {
      const { status, body } = await operation.answer(request, callerOf(response));
      return { status, body: body === null ? '' : JSON.stringify(body) };
    };
    const keyed = operation.isChange ? keyedRequest(request, response) : null;
    if (keyed === null) {
      send(response, await work());
      return;
    }
    const { isReplay, ...answer } = await answerOnce(dependencies, keyed, work).catch((fault: unknown) => {
      if (fault instanceof InProgress) response.set('Retry-After', String(fault.retryAfter));
      throw fault;
    });
    if (isReplay) response.set('Idempotency-Replayed', 'true');
    send(response, answer);
  };
}

/** Null where the caller gave no key. */
function keyedRequest(request: Request, response: Response): KeyedRequest | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  const { author } = callerOf(response);
  const { method, originalUrl: path } = request;
  return { key, author, token: bearerOf(request) ?? '', method, path, body: request.body as unknown };
}

function send(response: Response, { status, body }: KeptAnswer): void {
  response.status(status);
  if (body === '') response.end();
  else response.type('application/json').send(body);
}
