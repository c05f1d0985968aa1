import type { z } from 'zod';
import type { Caller, Role } from '../../domain/access.js';
import { parseOrRefuse, Problem } from '../problems.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Tag =
  | 'messages'
  | 'quarantine'
  | 'classify'
  | 'corrections'
  | 'conversations'
  | 'models'
  | 'outbox'
  | 'overview'
  | 'access';

/** One kind of answer. A body of null: there is none. */
export interface AnswerKind {
  readonly description: string;
  readonly body: z.ZodType | null;
}
type AnswerKinds = Readonly<Record<number, AnswerKind>>;

/** What a schema says, and nobody changes. */
export type Shown<Schema> = Schema extends z.ZodType ? DeepReadonly<z.output<Schema>> : null;
type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;

type AnswerOf<Kinds extends AnswerKinds> = {
  [Status in keyof Kinds]: {
    readonly status: Status;
    readonly body: Kinds[Status] extends { readonly body: infer Schema } ? Shown<Schema> : never;
  };
}[keyof Kinds];

/** A request that works on a gate that has what it names; the document shows it. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type Nothing = z.ZodType<Readonly<Record<string, never>>>;

/** What an operation is: once for the route, for the document, and for the tests. */
export interface Declaration<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Kinds extends AnswerKinds,
> {
  readonly id: string;
  readonly method: Method;
  /** Below `/v1`, with its parameters in braces: `/messages/{id}`. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Who may: this role, and those above it. */
  readonly role: Role;
  readonly params?: Params;
  /** What a 404 says when the path's parameters cannot be; not given: that is a 400. */
  readonly unknown?: string;
  /** Not given: whatever stands there is ignored. */
  readonly query?: Query;
  /** Not given: a body is not read. */
  readonly body?: Body;
  /** The request may come without a body: that is `{}`. */
  readonly isBodyOptional?: boolean;
  /** Not given: 256 kB. */
  readonly maxBodyBytes?: number;
  /** It changes nothing, although it is no GET: there is nothing to do only once. */
  readonly isReading?: boolean;
  readonly answers: Kinds;
  /** Problems of its own, by status; what every operation may answer is not said again. */
  readonly problems?: Readonly<Record<number, string>>;
  readonly example: Example;
  /** Throws a `Problem` for what it cannot do. */
  readonly handle: (input: Input<Params, Query, Body>, caller: Caller) => Promise<AnswerOf<Kinds>>;
}

interface Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
}

/** As it came, and as Express took it apart. */
export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  /** Null: none. */
  readonly body: unknown;
}

/** An operation whose types are settled: what is mounted and described. */
export interface Operation extends Omit<
  Declaration<z.ZodType, z.ZodType, z.ZodType, AnswerKinds>,
  'handle' | 'isReading'
> {
  readonly isChange: boolean;
  /** Parses what came, and answers it. Throws a `Problem` for what cannot be. */
  readonly answer: (raw: RawInput, caller: Caller) => Promise<Answer>;
}

export function operation<
  const Kinds extends AnswerKinds,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(declaration: Declaration<Params, Query, Body, Kinds>): Operation {
  const { handle, isReading = false, ...parts } = declaration;
  return {
    ...parts,
    isChange: declaration.method !== 'get' && !isReading,
    answer: async (raw, caller) => {
      const input = {
        params: parseParams(declaration, raw.params),
        query: parseIfAny(declaration.query, raw.query),
        body: parseIfAny(
          declaration.body,
          raw.body ?? (declaration.isBodyOptional === true ? {} : undefined),
        ),
      };
      // Where there is no schema, nobody asks: the type is that of an empty object.
      const answer = await handle(input as Input<Params, Query, Body>, caller);
      return answer as Answer;
    },
  };
}

const parseIfAny = (schema: z.ZodType | undefined, value: unknown): unknown =>
  schema === undefined ? {} : parseOrRefuse(schema, value);

function parseParams(
  { params, unknown }: { readonly params?: z.ZodType; readonly unknown?: string },
  given: unknown,
): unknown {
  if (params === undefined) return {};
  if (unknown === undefined) return parseOrRefuse(params, given);
  const parsed = params.safeParse(given);
  if (!parsed.success) throw new Problem(404, unknown);
  return parsed.data;
}
