import type { GatewayRequest } from '../gateway.js';

/** Read once for the check and for the message. */
const read = new WeakMap<GatewayRequest, URLSearchParams>();

/** The fields of a form, in the body or, for a GET, in the query. Percent signs that mean nothing stay as they are. */
export function readForm(request: GatewayRequest): URLSearchParams {
  const form = read.get(request) ?? parseForm(request);
  read.set(request, form);
  return form;
}

function parseForm({ method, url, rawBody }: GatewayRequest): URLSearchParams {
  if (method !== 'GET') return new URLSearchParams(rawBody.toString('utf8'));
  const query = url.indexOf('?');
  return new URLSearchParams(query < 0 ? '' : url.slice(query + 1));
}

/** The first value of each field: a second one must not decide what a check has seen in the first. */
export function firstValues(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...form].reverse());
}

/**
 * Each value of each field, sorted by name and then by value, as URL-signing gateways sign them. `unique`: a value that
 * came twice under one name counts once.
 */
export function sortedPairs(
  form: URLSearchParams,
  { unique }: { readonly unique: boolean },
): readonly (readonly [string, string])[] {
  const pairs = [...form].sort(comparePairs);
  return unique ? pairs.filter((pair, index) => !isSame(pair, pairs[index - 1])) : pairs;
}

type Pair = readonly [string, string];

function comparePairs([name, value]: Pair, [otherName, otherValue]: Pair): number {
  return compareText(name, otherName) || compareText(value, otherValue);
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const isSame = (one: Pair, other: Pair | undefined): boolean => one[0] === other?.[0] && one[1] === other[1];
