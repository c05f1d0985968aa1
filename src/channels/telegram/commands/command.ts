export const COMMANDS = [
  'notspam',
  'spam',
  'ban',
  'why',
  'mode',
  'threshold',
  'trust',
  'untrust',
  'report',
  'quarantine',
  'language',
  'settings',
  'group',
  'stats',
  'help',
  'start',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Command {
  readonly name: CommandName;
  /** What stands after the command, without the word ID; empty when nothing does. */
  readonly argument: string;
  /**
   * There is nothing in the text but a command and one harmless word. Anything else is scored like every other
   * text before it is obeyed, so that a command in front does not carry spam past the gate.
   */
  readonly isPlain: boolean;
}

const COMMAND = /^\/([a-z]{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?$/isu;
/** An id, a mode or a number. No full stop between letters, which Telegram would make a link of. */
const PLAIN_ARGUMENT = /^(?:[\w-]{1,64}|\d{0,9}[.,]\d{1,9}|\d{1,9}(?:[.,]\d{1,9})? ?%)?$/;

/** A command for this bot, or null: a command for another bot is a text like any other. */
export function parseCommand(text: string, botUsername: string): Command | null {
  const [, word, addressee, rest = ''] = COMMAND.exec(text.trim()) ?? [];
  if (word === undefined) return null;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) return null;
  const name = COMMANDS.find((command) => command === word.toLowerCase());
  if (name === undefined) return null;
  const argument = rest.trim().replace(/^ID\s+/i, '');
  return { name, argument, isPlain: PLAIN_ARGUMENT.test(argument) };
}

/** 0 to 1 from `0.9`, `0,9` or `90 %`; null for anything else. */
export function parseThreshold(argument: string): number | null {
  const [, digits, percent] = /^(\d{0,9}(?:[.,]\d{1,9})?) ?(%)?$/.exec(argument) ?? [];
  if (digits === undefined || digits === '') return null;
  const number = Number(digits.replace(',', '.')) / (percent === undefined ? 1 : 100);
  return number >= 0 && number <= 1 ? number : null;
}
