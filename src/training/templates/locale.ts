/** How a country writes what fills the slots. */
export interface Locale {
  /** BCP 47, of the texts. */
  readonly language: string;
  readonly names: readonly string[];
  readonly places: readonly string[];
  readonly banks: readonly string[];
  readonly shops: readonly string[];
  readonly couriers: readonly string[];
  readonly carriers: readonly string[];
  readonly money: Money;
  /** `D DD M MM YY YYYY` are numbers, `MON` is one of `months`. */
  readonly dates: readonly string[];
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  /** `HH H` of 24 hours, `K` of 12 with `AP` or `ap`, `mm`. */
  readonly times: readonly string[];
  /** Each `#` is a digit. */
  readonly phones: readonly string[];
  /** Domains of ordinary firms and offices. */
  readonly hosts: readonly string[];
  readonly topLevels: readonly string[];
  readonly shorteners: readonly string[];
  readonly smiles: readonly string[];
  /** What may stand before and after a firm's message, and before and after one to a group. */
  readonly greetings: readonly string[];
  readonly closings: readonly string[];
  readonly groupGreetings: readonly string[];
  readonly groupClosings: readonly string[];
}

export interface Money {
  /** `%` is the number. */
  readonly forms: readonly string[];
  /** Between thousands: `,`, `.`, a space; empty for none. */
  readonly thousands: string;
  readonly decimal: string;
  /** Smallest and largest ordinary amount. */
  readonly least: number;
  readonly most: number;
  /** Whether amounts have decimals at all. */
  readonly hasCents: boolean;
}
