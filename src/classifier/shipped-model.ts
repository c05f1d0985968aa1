import { fileURLToPath } from 'node:url';

/** The folder of the bundle that comes with the package; it stands two folders up both from `src` and from `dist`. */
export const SHIPPED_MODEL_DIR = fileURLToPath(new URL('../../model/default', import.meta.url));
