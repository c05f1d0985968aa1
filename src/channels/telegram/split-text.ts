/** What one Telegram message holds, in UTF-16 units. */
export const MESSAGE_LIMIT = 4096;

/** The first `limit` (3 or more) UTF-16 units at most, never half a surrogate pair; an ellipsis says that there was more. */
export function truncateText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, endOfPart(text, 0, limit - 1))}…`;
}

/** The text in parts of at most `limit` (2 or more) UTF-16 units, cut between characters and, where one is near, at a space. */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + limit >= text.length ? text.length : endAtSpace(text, start, limit);
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function endAtSpace(text: string, start: number, limit: number): number {
  const end = endOfPart(text, start, limit);
  const part = text.slice(start, end);
  const space = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'));
  return space > part.length / 2 ? start + space + 1 : end;
}

function endOfPart(text: string, start: number, limit: number): number {
  const end = start + limit;
  const last = text.charCodeAt(end - 1);
  const isHighSurrogate = last >= 0xd800 && last <= 0xdbff;
  return isHighSurrogate && limit > 1 ? end - 1 : end;
}
