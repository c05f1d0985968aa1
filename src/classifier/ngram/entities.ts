const NAMED: ReadonlyMap<string, number> = new Map([
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
  ['nbsp', 0xa0],
]);
const ENTITY = /&(?:amp;){0,3}(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/iy;

/** An HTML character reference, escaped up to four times over: its code point and where it ends. */
export function readEntity(
  text: string,
  start: number,
): { readonly point: number; readonly end: number } | null {
  ENTITY.lastIndex = start;
  const match = ENTITY.exec(text);
  if (match === null) return null;
  const [, hex, decimal, name] = match;
  const point = pointOf(hex, decimal) ?? NAMED.get((name ?? '').toLowerCase());
  return point === undefined || point > 0x10ffff ? null : { point, end: ENTITY.lastIndex };
}

function pointOf(hex: string | undefined, decimal: string | undefined): number | undefined {
  if (hex !== undefined) return Number.parseInt(hex, 16);
  return decimal === undefined ? undefined : Number.parseInt(decimal, 10);
}
