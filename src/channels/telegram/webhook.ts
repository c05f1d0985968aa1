import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { HandleUpdate } from './handle-update.js';
import { asIs, callUntilDone, type RetryDependencies } from './polling.js';
import { ALLOWED_UPDATES, readUpdateId } from './reading/update.js';

export const WEBHOOK_PATH = '/webhooks/telegram';
const BODY_LIMIT = 256 * 1024;

export interface WebhookOptions {
  /** 1 to 256 characters of `A-Z a-z 0-9 _ -`; Telegram sends it with each update. */
  readonly secret: string;
  /** Null until the gate knows its own name: then Telegram is asked to come again. */
  readonly receive: () => HandleUpdate | null;
  readonly logger: Logger;
}

/** Takes updates by HTTP: 200 only after the commit, so that Telegram delivers again whatever was not kept. */
export function createWebhookRouter({ secret, receive, logger }: WebhookOptions): Router {
  const router = Router();
  router.post(WEBHOOK_PATH, requireSecret(secret), requireJson, readBody, takeUpdate(receive, logger));
  return router;
}

function requireSecret(secret: string): RequestHandler {
  const expected = digest(secret);
  return (request, response, next) => {
    const given = request.header('x-telegram-bot-api-secret-token') ?? '';
    // Digests have one length, so that the comparison takes one time, whatever was sent.
    if (timingSafeEqual(digest(given), expected)) next();
    else response.status(401).json({ error: 'The secret token is missing or wrong' });
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const requireJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json') !== false) next();
  else response.status(415).json({ error: 'The content type must be application/json' });
};

const parseBody: RequestHandler = express.json({ limit: BODY_LIMIT });
const BODY_PROBLEMS: Readonly<Record<number, string>> = {
  413: 'The body is over 256 kB',
  415: 'The encoding of the body is not supported',
};

const readBody: RequestHandler = (request, response, next) => {
  parseBody(request, response, (error?: unknown) => {
    if (error === undefined) {
      next();
      return;
    }
    const status = statusOf(error);
    response.status(status).json({ error: BODY_PROBLEMS[status] ?? 'The body is not valid JSON' });
  });
};

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : 400;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 400;
}

function takeUpdate(receive: WebhookOptions['receive'], logger: Logger): RequestHandler {
  return async (request, response) => {
    const update: unknown = request.body;
    const updateId = readUpdateId(update);
    if (updateId === null) {
      response.status(400).json({ error: 'The body is no update' });
      return;
    }
    const receiveUpdate = receive();
    if (receiveUpdate === null) {
      response.status(503).set('Retry-After', '5').json({ error: 'Not ready' });
      return;
    }
    const requestId = response.get('x-request-id');
    try {
      await receiveUpdate(update, requestId);
      response.status(200).json({});
    } catch (error) {
      logger.error({ updateId, requestId, err: error }, 'Cannot handle an update');
      response.status(500).json({ error: 'The update could not be kept' });
    }
  };
}

export interface WebhookRegistration {
  readonly publicBaseUrl: string;
  readonly secret: string;
  readonly signal: AbortSignal;
}

/** Tells Telegram where to deliver, until it has understood or the signal aborts. Waiting updates are kept. */
export async function registerWebhook(
  dependencies: RetryDependencies,
  { publicBaseUrl, secret, signal }: WebhookRegistration,
): Promise<void> {
  const url = `${publicBaseUrl.replace(/\/+$/, '')}${WEBHOOK_PATH}`;
  const payload = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES };
  await callUntilDone(dependencies, { method: 'setWebhook', payload, signal, parse: asIs });
}
