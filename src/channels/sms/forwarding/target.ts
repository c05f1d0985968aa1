/** Somebody who gets messages. */
export interface ForwardTarget {
  /** Empty for the one who gets what no other one does. */
  readonly name: string;
  readonly url: string;
  /** A Standard Webhooks secret, `whsec_…`. */
  readonly secret: string;
  /** `original`: as the gateway sent it. */
  readonly format: 'json' | 'original';
  /** The receiving numbers whose messages he gets; none for the one who gets the rest. */
  readonly conversations: readonly string[];
}

/** Who gets the messages of a conversation; null: nobody. Numbers are the same with and without their plus sign. */
export function targetOf(targets: readonly ForwardTarget[], conversation: string): ForwardTarget | null {
  const wanted = withoutPlus(conversation);
  const named = targets.find(({ conversations }) => conversations.some((id) => withoutPlus(id) === wanted));
  return named ?? targets.find(({ name }) => name === '') ?? null;
}

const withoutPlus = (id: string): string => id.replace(/^\+/, '');
