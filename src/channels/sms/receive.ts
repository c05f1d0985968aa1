import type { Logger } from 'pino';
import type { FilterMessage, FilterOutcome } from '../../app/filter-message.js';
import type { JoinParts } from '../../app/join-parts.js';
import type { ReplyToSpam } from '../../app/reply-to-spam.js';
import type { Clock } from '../../domain/clock.js';
import { hashedSender, type KeyedHash } from '../../domain/privacy.js';
import type { OriginalRequest, StoredMessage } from '../../domain/store.js';
import type { Gateway, GatewayAnswer, GatewayRequest, ReceivedPart, ReceivedText } from './gateway.js';
import type { OperatorCommand } from './operator-command.js';
import { toMessage, toOriginal } from './reading/to-message.js';

export interface ReceiveDependencies {
  readonly filter: FilterMessage;
  readonly joinParts: JoinParts;
  readonly replyToSpam: ReplyToSpam;
  readonly operatorCommand: OperatorCommand;
  /** Somebody gets messages as their gateways sent them. */
  readonly keepsOriginals: boolean;
  readonly keyedHash: KeyedHash;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * What a genuine request is answered. Null: it holds nothing that the gateway should ever send. Rejects when the store
 * does, so that the gateway sends it again.
 */
export type Receive = (
  gateway: Gateway,
  /** With its account. */
  name: string,
  request: GatewayRequest,
) => Promise<GatewayAnswer | null>;

interface Arrival {
  readonly gateway: Gateway;
  readonly name: string;
  readonly request: GatewayRequest;
}

/** Reads a genuine request and has its messages filtered, in their order. */
export function createReceive(dependencies: ReceiveDependencies): Receive {
  return async (gateway, name, request) => {
    const { requestId } = request;
    const logger = dependencies.logger.child({ requestId });
    const about = { channel: 'sms', gateway: name };
    const parsed = gateway.parse(request);
    const arrival = { gateway, name, request };
    switch (parsed.kind) {
      case 'malformed':
        logger.error({ ...about, reason: parsed.reason }, 'webhook malformed');
        return null;
      case 'not-a-message':
        logger.info({ ...about, reason: parsed.reason }, 'not a message');
        return gateway.answer([], null);
      case 'handshake':
        await parsed.confirm();
        logger.info(about, 'subscription confirmed');
        return gateway.answer([], null);
      case 'part':
        return receivePart({ ...dependencies, logger }, arrival, parsed.part);
      case 'messages':
        return receiveTexts({ ...dependencies, logger }, arrival, parsed.messages);
    }
  };
}

async function receivePart(
  dependencies: ReceiveDependencies,
  { gateway, name, request }: Arrival,
  { text, reference, number, total }: ReceivedPart,
): Promise<GatewayAnswer> {
  const outcome = await dependencies.joinParts.arrive({
    group: [name, text.from, text.to, reference, total].join(' '),
    number,
    total,
    message: toMessage(text, name, request.now),
    originals: originalsOf(dependencies, request, text),
  });
  if (outcome === null)
    dependencies.logger.info({ channel: 'sms', gateway: name, number, total }, 'part of a message');
  else logOutcome(dependencies, outcome, null);
  return gateway.answer([], null);
}

async function receiveTexts(
  dependencies: ReceiveDependencies,
  arrival: Arrival,
  texts: readonly ReceivedText[],
): Promise<GatewayAnswer> {
  const { gateway, name } = arrival;
  const stored: StoredMessage[] = [];
  for (const text of texts) {
    const said = await dependencies.operatorCommand(text);
    if (said === null) stored.push(await filterText(dependencies, arrival, text));
    else {
      const from = hashedSender(dependencies.keyedHash, 'sms', text.from);
      dependencies.logger.info({ channel: 'sms', gateway: name, from, said }, 'operator');
      if (texts.length === 1) return answerOperator(gateway, said);
    }
  }
  // A batch has many senders and one answer.
  const [only] = stored;
  const mayReply = gateway.canReply === true && stored.length === 1 && only !== undefined;
  return gateway.answer(stored, mayReply ? await dependencies.replyToSpam(only) : null);
}

const answerOperator = (gateway: Gateway, said: string): GatewayAnswer =>
  gateway.answer([], gateway.canReply === true ? said : null);

async function filterText(
  dependencies: ReceiveDependencies,
  { name, request }: Arrival,
  text: ReceivedText,
): Promise<StoredMessage> {
  const { filter, clock } = dependencies;
  const startedAt = clock.now().getTime();
  const originals = originalsOf(dependencies, request, text);
  const outcome = await filter(toMessage(text, name, request.now), originals);
  logOutcome(dependencies, outcome, clock.now().getTime() - startedAt);
  return outcome.message;
}

function originalsOf(
  { keepsOriginals }: ReceiveDependencies,
  request: GatewayRequest,
  { ownBody }: ReceivedText,
): readonly OriginalRequest[] {
  return keepsOriginals ? [toOriginal(request, ownBody)] : [];
}

/**
 * One line for a message, `ms`: how long it took; null where it waited for something. Whose numbers they are is nobody's
 * business who reads a log: both have the hash that the store knows the sender by.
 */
export function logOutcome(
  { logger, keyedHash }: Pick<ReceiveDependencies, 'logger' | 'keyedHash'>,
  { message, isRepeat, fault }: FilterOutcome,
  ms: number | null,
): void {
  if (fault === null && !logger.isLevelEnabled('info')) return;
  const { id, channel, gateway, messageId, unscored, verdict } = message;
  const conversation = hashedSender(keyedHash, channel, message.conversation);
  const ids = { id, channel, gateway, conversation, messageId };
  if (fault !== null) logger.error({ ...ids, err: fault }, 'scoring failed');
  const { score, action, reasons, model } = verdict;
  const sender = hashedSender(keyedHash, channel, message.sender.id);
  logger.info({ ...ids, sender, score, action, reasons, model, unscored, isRepeat, ms }, 'message');
}
