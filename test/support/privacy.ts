import { createKeyedHash } from '../../src/keyed-hash.js';

/** For the setting `PRIVACY_KEY`. */
export const PRIVACY_KEY = 'privacy-key-of-the-tests';

export const keyedHash = createKeyedHash(PRIVACY_KEY);
