import type { CorrectionOutcome, RecordCorrection } from '../../app/record-correction.js';
import type { Label } from '../../domain/correction.js';
import type { ReceivedText } from './gateway.js';

export interface OperatorDependencies {
  /** Numbers of people who may correct by text message. */
  readonly operators: readonly string[];
  readonly recordCorrection: RecordCorrection;
}

/** What an operator's command came to, in words for him; null: it was none. */
export type OperatorCommand = (received: ReceivedText) => Promise<string | null>;

const COMMAND = /^\/?(notspam|spam)[ :]+([0-9a-z]{10})[.!]?$/i;
const LABELS: Readonly<Record<string, Label>> = { notspam: 'ham', spam: 'spam' };

/**
 * `NOTSPAM id` and `SPAM id` from the number of an operator. Anybody can write under anybody's number: what protects is the
 * id, which nobody guesses.
 */
export function createOperatorCommand({
  operators,
  recordCorrection,
}: OperatorDependencies): OperatorCommand {
  const known = new Set(operators.map(digitsOf));
  return async (received) => {
    const command = readCommand(received.text);
    if (command === null || !known.has(digitsOf(received.from))) return null;
    const outcome = await recordCorrection({
      // The same for a delivery that is repeated, and for no other message: some gateways only count.
      correctionId: ['sms', received.to, received.from, received.id].join('-'),
      label: command.label,
      author: received.from,
      role: 'admin',
      source: 'sms',
      about: { messageId: command.messageId },
    });
    return describe(command, outcome);
  };
}

interface Command {
  readonly label: Label;
  readonly messageId: string;
}

function readCommand(text: string): Command | null {
  const [, word = '', messageId = ''] = COMMAND.exec(text.trim()) ?? [];
  const label = LABELS[word.toLowerCase()];
  return label === undefined ? null : { label, messageId: messageId.toUpperCase() };
}

function describe({ label, messageId }: Command, outcome: CorrectionOutcome): string {
  switch (outcome.kind) {
    case 'unknown-message':
      return `There is no message ${messageId}.`;
    case 'unchanged':
      return `Message ${messageId} was answered already.`;
    case 'recorded':
      return outcome.isBroughtBack
        ? `Message ${messageId} is released.`
        : `Noted: message ${messageId} is ${label === 'ham' ? 'not spam' : 'spam'}.`;
  }
}

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');
