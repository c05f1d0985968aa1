import { addMessageStyles } from './message-styles.js';
import type { Normalised } from './normalised.js';
import { Scan } from './scan.js';
import { tokenise } from './tokenise.js';

/** Reads a text into the buffers of `scan`: its tokens and style tokens stand in `scan.out` afterwards. */
export function scanText(scan: Scan, text: string): void {
  scan.begin(text);
  tokenise(scan);
  addMessageStyles(scan);
}

// Everything is synchronous, so one set of buffers serves every call.
const scan = new Scan();

/**
 * The tokens that the classifier reads of a text, the same for training and service, with their places in it.
 * Takes any string, lone surrogates too; linear in its length; reads about the first 2,000 visible characters.
 */
export function normalise(text: string): Normalised {
  scanText(scan, text);
  return scan.out.toNormalised();
}
