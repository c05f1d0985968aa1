import type { GatewayAnswer } from '../gateway.js';

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** The answer of the gateways that speak XML: empty, or with a message to the sender. */
export function replyInXml(reply: string | null, message: (text: string) => string): GatewayAnswer {
  const content = reply === null ? '' : message(escapeXml(reply));
  const body = `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`;
  return { status: 200, contentType: 'text/xml', body };
}

/** XML knows no control characters but tab and the ends of lines, not even escaped. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) => (/[\t\n\r]/.test(character) ? character : ' '))
    .replaceAll(/[&<>"']/g, (character) => ESCAPED[character] ?? '');
