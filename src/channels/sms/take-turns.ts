/** Resolves when it is the caller's turn. */
export type TakeTurn = () => Promise<void>;

/**
 * Lets so many callers go on in one turn of the event loop, in the order in which they came. In each turn Node takes in one
 * new connection only: short turns are what keeps those who knock from waiting while many others are served.
 */
export function createTurns(perTurn: number): TakeTurn {
  const waiting: (() => void)[] = [];
  let left = perTurn;
  let isRefilling = false;

  const refill = (): void => {
    isRefilling = false;
    left = perTurn;
    while (left > 0 && waiting.length > 0) {
      left -= 1;
      waiting.shift()?.();
    }
    if (left < perTurn) refillLater();
  };
  const refillLater = (): void => {
    if (isRefilling) return;
    isRefilling = true;
    setImmediate(refill);
  };

  return async () => {
    refillLater();
    if (left > 0 && waiting.length === 0) left -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
}
