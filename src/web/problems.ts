import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';

/** Thrown by a handler that cannot serve a request; the caller gets status and detail. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly expose = true;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

export const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** In our words, because the parsers' own quote the body. */
const PARSER_DETAILS: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'The body is not valid JSON',
  'encoding.unsupported': 'The content encoding is not supported; send gzip, deflate, br or none',
  'charset.unsupported': 'The character set is not supported; send UTF-8',
  'request.size.invalid': 'The body is not as long as its Content-Length says',
  'request.aborted': 'The request broke off',
};

const MAX_DETAIL_LENGTH = 300;

/** Answers with an RFC 9457 problem. An empty detail is left out. */
export function sendProblem(response: Response, status: number, detail: string): void {
  const requestId = response.get('x-request-id');
  const name = requestId === undefined ? {} : { requestId };
  const problem = { type: 'about:blank', title: TITLES[status] ?? 'Error', status, ...name };
  const body = detail === '' ? problem : { ...problem, detail: detail.slice(0, MAX_DETAIL_LENGTH) };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** What a stranger sent, in the shape that the schema promises; a problem with status 400 otherwise. */
export function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new Problem(400, parsed.error.issues.slice(0, 3).map(describeIssue).join('; '));
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** For everything that no route took. */
export const refuseUnknownPath: RequestHandler = (_request, response) =>
  sendProblem(response, 404, 'There is nothing at this address');

/** The one place where what went wrong becomes an answer. A fault of ours is logged and not explained. */
export function handleErrors(logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    const refusal = Refusal.safeParse(error);
    if (response.headersSent) {
      next(error);
    } else if (refusal.success) {
      sendProblem(response, refusal.data.status, detailOf(refusal.data));
    } else {
      const requestId = response.get('x-request-id') ?? '';
      logger.error({ err: error, requestId, method: request.method, path: request.path }, 'request failed');
      sendProblem(response, 500, `The log says more about the request ${requestId}`);
    }
  };
}

/** The shape of Express' own errors; `type` says where a parser failed. */
const Refusal = z.object({
  status: z.int().min(400).max(499),
  expose: z.boolean().default(false),
  type: z.string().default(''),
  message: z.string(),
  /** Bytes that the parser takes. */
  limit: z.number().optional(),
});

function detailOf({ type, expose, message, limit }: z.infer<typeof Refusal>): string {
  if (type === 'entity.too.large') return `The body is larger than ${Math.floor((limit ?? 0) / 1024)} kB`;
  return PARSER_DETAILS[type] ?? (expose && type === '' ? message : '');
}
