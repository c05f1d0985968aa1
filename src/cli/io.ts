import { SHIPPED_MODEL_DIR } from '../classifier/shipped-model.js';

/** What a command line has around it; handed in, so that tests run commands in process. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Aborts when the process is asked to end; long work stops cleanly. */
  readonly stopSignal?: AbortSignal;
}

/** The folder of the model: the option, else the environment's, where empty means not set, else the shipped one. */
export function modelDirOf(option: string | undefined, { env }: Pick<Io, 'env'>): string {
  const fromEnvironment = env['MODEL_DIR'];
  if (option !== undefined) return option;
  return fromEnvironment === undefined || fromEnvironment === '' ? SHIPPED_MODEL_DIR : fromEnvironment;
}
