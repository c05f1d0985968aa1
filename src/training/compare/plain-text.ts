import { readEntity } from '../../classifier/ngram/entities.js';
import { findMask } from '../../classifier/ngram/masks.js';

/**
 * The text with each placeholder of a corpus replaced by what it stands for, and character references read. Without
 * that a placeholder that only one class has would give its label away.
 */
export function plainText(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length;) {
    const found = findMask(text, at) ?? readReference(text, at);
    plain += found?.text ?? text.charAt(at);
    at = found?.end ?? at + 1;
  }
  return plain;
}

function readReference(text: string, at: number): { readonly text: string; readonly end: number } | null {
  const entity = text.charAt(at) === '&' ? readEntity(text, at) : null;
  return entity === null ? null : { text: String.fromCodePoint(entity.point), end: entity.end };
}
