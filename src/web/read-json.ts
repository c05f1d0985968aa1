import express, { type Request, type RequestHandler } from 'express';
import { Problem } from './problems.js';

/** Bounds what comes out of a compressed body, too. */
const MAX_BODY_BYTES = 256 * 1024;

/** For routes that take a JSON body: any other kind of body is refused, and the limit holds. */
export const readJson = (maxBytes = MAX_BODY_BYTES): readonly RequestHandler[] => [
  (request, _response, next) => {
    if (typeof request.is('application/json') !== 'string') throw new Problem(415, 'Send application/json');
    next();
  },
  express.json({ limit: maxBytes, type: 'application/json' }),
];

/** The same for routes that can do without: then `request.body` is undefined. */
export const readJsonIfAny = (maxBytes?: number): readonly RequestHandler[] =>
  readJson(maxBytes).map((read): RequestHandler => (request, response, next) => {
    if (hasBody(request)) void read(request, response, next);
    else next();
  });

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
