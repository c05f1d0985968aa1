import { z } from 'zod';
import { TITLES } from '../problems.js';
import { ProblemBody } from './schemas.js';
import type { Operation } from './operation.js';

type Json = Readonly<Record<string, unknown>>;

/** Schemas with a name (`meta({ id })`), by that name. */
type Components = Map<string, unknown>;

/** The OpenAPI 3.1 document of the operations, made of the schemas that parse the requests. */
export function describeApi(operations: readonly Operation[]): Json {
  const components: Components = new Map();
  const problem = schemaOf(ProblemBody, 'output', components);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hamgate', version: '1', summary: 'A spam gate for messages', description: ABOUT },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([one], [other]) => (one < other ? -1 : 1))),
      responses: Object.fromEntries(
        Object.keys(TITLES).map((status) => [`Problem${status}`, problemAnswer(status, problem)]),
      ),
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

const ABOUT =
  'Every operation needs a token, and names the role that it needs. Answers may get more fields; those that are here keep ' +
  'their meaning. Errors are problems as RFC 9457 has them.';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Made by the caller: the change is made once, however often it is asked for within 24 hours',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function problemAnswer(status: string, schema: unknown): Json {
  return {
    description: TITLES[Number(status)],
    content: { 'application/problem+json': { schema } },
  };
}

function describe(operation: Operation, components: Components): Json {
  const { id, summary, description, tag, role } = operation;
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    security: [{ bearer: [role] }],
    parameters: parametersOf(operation, components),
    ...bodyOf(operation, components),
    responses: { ...answersOf(operation, components), ...problemsOf(operation) },
  };
}

function parametersOf(operation: Operation, components: Components): readonly unknown[] {
  const { params, query, example, isChange } = operation;
  return [
    ...fieldsOf(params, components).map((field) => parameterOf('path', field, example.params)),
    ...fieldsOf(query, components).map((field) => parameterOf('query', field, example.query)),
    ...(isChange ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

interface Field {
  readonly name: string;
  readonly schema: Json;
  readonly isRequired: boolean;
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

function fieldsOf(schema: z.ZodType | undefined, components: Components): readonly Field[] {
  if (schema === undefined) return [];
  const { properties, required } = ObjectSchema.parse(schemaOf(schema, 'input', components));
  return Object.entries(properties).map(([name, field]) => ({
    name,
    schema: field,
    isRequired: required.includes(name),
  }));
}

function parameterOf(
  where: 'path' | 'query',
  { name, schema: { description, ...schema }, isRequired }: Field,
  examples: Readonly<Record<string, string>> = {},
): Json {
  return {
    name,
    in: where,
    required: where === 'path' || isRequired,
    ...(description === undefined ? {} : { description }),
    schema,
    ...(examples[name] === undefined ? {} : { example: examples[name] }),
  };
}

function bodyOf({ body, isBodyOptional, example }: Operation, components: Components): Json {
  if (body === undefined) return {};
  const schema = schemaOf(body, 'input', components);
  const content = { 'application/json': { schema, example: example.body ?? {} } };
  return { requestBody: { required: isBodyOptional !== true, content } };
}

function answersOf({ answers }: Operation, components: Components): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, body }]) => [
      status,
      {
        description,
        ...(body === null
          ? {}
          : { content: { 'application/json': { schema: schemaOf(body, 'output', components) } } }),
      },
    ]),
  );
}

/** Those of its own, and what every operation of its kind may answer. */
function problemsOf(operation: Operation): Json {
  const { params, query, body, isChange, role, problems = {} } = operation;
  const has = (status: number, when: boolean): readonly number[] => (when ? [status] : []);
  const statuses = new Set([
    ...has(400, params !== undefined || query !== undefined || body !== undefined || isChange),
    401,
    ...has(403, role !== 'viewer'),
    ...has(409, isChange),
    ...has(413, body !== undefined),
    ...has(415, body !== undefined),
    ...has(422, isChange),
    429,
    500,
    ...Object.keys(problems).map(Number),
  ]);
  return Object.fromEntries(
    [...statuses].sort((one, other) => one - other).map((status) => [status, problemRef(status, problems)]),
  );
}

const problemRef = (status: number, problems: Readonly<Record<number, string>>): Json => {
  const description = problems[status];
  const ref = { $ref: `#/components/responses/Problem${status}` };
  return description === undefined ? ref : { ...ref, description };
};

const Made = z.looseObject({
  $defs: z.record(z.string(), z.unknown()).default({}),
  /** The document says it once, by its version. */
  $schema: z
    .unknown()
    .optional()
    .transform(() => undefined),
});

/**
 * A schema, with those that have a name moved to the components. Answers stay open: a client must not fall over a field that
 * is added.
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Components): Json {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      if (io === 'output' && isOpen(zodSchema)) delete jsonSchema.additionalProperties;
    },
  });
  const { $defs, ...made } = Made.parse(JSON.parse(moveReferences(JSON.stringify(json))));
  for (const [name, named] of Object.entries($defs)) components.set(name, named);
  return made;
}

const moveReferences = (json: string): string => json.replaceAll('"#/$defs/', '"#/components/schemas/');

const isOpen = (schema: z.core.$ZodType): boolean =>
  schema._zod.def.type === 'object' &&
  !('catchall' in schema._zod.def && schema._zod.def.catchall !== undefined);
