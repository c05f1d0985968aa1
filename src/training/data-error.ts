/** A file of labelled messages or of rows that cannot be used; the message names the file and, where there is one, the line. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
