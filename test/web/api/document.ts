import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import request from 'supertest';
import { z } from 'zod';
import type { Express } from 'express';

/** What the tests read of an OpenAPI document. */
const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  example: z.string().optional(),
});
const OperationObject = z.object({
  operationId: z.string(),
  security: z.array(z.object({ bearer: z.array(z.enum(['viewer', 'moderator', 'admin'])) })),
  parameters: z.array(z.union([Parameter, z.object({ $ref: z.string() })])),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ example: z.unknown() }) }) })
    .optional(),
  responses: z.record(z.string(), z.looseObject({})),
});
const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), OperationObject)),
});

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An operation as the document has it, with the request of its examples. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly role: 'viewer' | 'moderator' | 'admin';
  /** With the examples in it. */
  readonly url: string;
  /** Undefined where it takes none. */
  readonly body: unknown;
  readonly statuses: readonly number[];
  readonly isChange: boolean;
}

export interface ReadDocument {
  readonly raw: object;
  readonly operations: readonly DescribedOperation[];
  /** What is wrong with an answer; null: nothing. */
  readonly check: (operation: DescribedOperation, answer: request.Response) => string | null;
}

export async function readDocument(app: Express): Promise<ReadDocument> {
  const raw = (await request(app).get('/openapi.json').expect(200)).body as object;
  const json = Document.parse(raw);
  const operations = Object.entries(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => described(path, method as Method, operation)),
  );
  return { raw, operations, check: createCheck(raw, json) };
}

function described(
  path: string,
  method: Method,
  operation: z.infer<typeof OperationObject>,
): DescribedOperation {
  const { operationId, security, parameters, requestBody, responses } = operation;
  const own = parameters.filter((parameter) => 'name' in parameter);
  const valueOf = (name: string): string => {
    const example = own.find((parameter) => parameter.name === name)?.example;
    if (example === undefined) throw new Error(`${operationId} has no example of ${name}`);
    return encodeURIComponent(example);
  };
  const query = own
    .filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
    .map(({ name }) => `${name}=${valueOf(name)}`);
  return {
    id: operationId,
    method,
    path,
    role: security[0]?.bearer[0] ?? 'admin',
    url: `${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => valueOf(name))}${query.length > 0 ? '?' : ''}${query.join('&')}`,
    body: requestBody?.content['application/json'].example,
    statuses: Object.keys(responses).map(Number),
    isChange: parameters.some(
      (parameter) => '$ref' in parameter && parameter.$ref.endsWith('/IdempotencyKey'),
    ),
  };
}

/** With every object of an answer closed: what the document does not know must not be in it. */
function createCheck(raw: object, json: z.infer<typeof Document>): ReadDocument['check'] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(closed(raw) as object, 'api');
  const validators = new Map<string, ValidateFunction>();
  return ({ id, method, path }, answer) => {
    const pointer = pointerTo(json, { path, method, status: answer.status });
    if (pointer === null) return `${id} does not say that it may answer ${answer.status}`;
    if (pointer === '') return answer.text === '' ? null : `${id} answers ${answer.status} with a body`;
    const validate = validators.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    validators.set(pointer, validate);
    return validate(answer.body) ? null : `${id} ${answer.status}: ${ajv.errorsText(validate.errors)}`;
  };
}

interface Place {
  readonly path: string;
  readonly method: Method;
  readonly status: number;
}

const ResponseObject = z.object({
  content: z.record(z.string(), z.unknown()).optional(),
  $ref: z.string().optional(),
});

/** Null: the document has no such answer. Empty: an answer without a body. */
function pointerTo(json: z.infer<typeof Document>, { path, method, status }: Place): string | null {
  const found = json.paths[path]?.[method]?.responses[String(status)];
  if (found === undefined) return null;
  const { content, $ref } = ResponseObject.parse(found);
  if ($ref !== undefined) return `${$ref.slice(1)}/content/application~1problem+json/schema`;
  if (content === undefined) return '';
  return `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/application~1json/schema`;
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, closed(item)] as const);
  const isObject = 'properties' in value && 'type' in value && !('additionalProperties' in value);
  return Object.fromEntries(isObject ? [...entries, ['additionalProperties', false]] : entries);
}
