/** A command line that asks for something that does not exist; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
