/** One thing looked at. */
export interface Check {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly text: string;
}
