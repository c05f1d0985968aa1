/**
 * What a JSON pointer (RFC 6901) leads to; undefined where it leads nowhere. Only own members are followed: a pointer
 * never reaches what every object has.
 */
export function readPointer(document: unknown, pointer: string): unknown {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce<unknown>(
    (value, token) => readMember(value, token.replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  );
}

function readMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && !/^(0|[1-9]\d{0,8})$/.test(name)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
