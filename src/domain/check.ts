/** One thing that was looked at, and what was found. */
export interface Check {
  readonly level: 'ok' | 'warn' | 'fail';
  /** One word for what it is about. */
  readonly what: string;
  readonly text: string;
}
