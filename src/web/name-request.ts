import type { RequestHandler } from 'express';

/** What proxies make: UUIDs, hexadecimal numbers, `Root=1-67891233-…`. Nothing in it can break a line of the log. */
const WELL_FORMED = /^[A-Za-z0-9][\w.:=/+@-]{3,127}$/;

/**
 * So that a person can find in the log what an answer was about: the id that a proxy gave the request already, or a new
 * one.
 */
export function nameRequest(newId: () => string): RequestHandler {
  return (request, response, next) => {
    const given = request.headersDistinct['x-request-id'] ?? [];
    const [id] = given;
    const isUsable = id !== undefined && given.length === 1 && WELL_FORMED.test(id);
    response.set('X-Request-Id', isUsable ? id : newId());
    next();
  };
}
