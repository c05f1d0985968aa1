/** The database cannot be opened or does not hold what it should. The message is meant for people and holds no secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
