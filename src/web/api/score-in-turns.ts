import { setImmediate as turn } from 'node:timers/promises';
import { isScore } from '../../domain/decide.js';
import type { Explain, Explanation } from '../../domain/explanation.js';
import type { Channel } from '../../domain/message.js';
import type { Policy } from '../../domain/policy.js';
import type { Scorer } from '../../domain/scorer.js';

/** A model that can be asked: the current one, or another of the store. */
export interface Judge {
  /** Asked anew in each turn: a model can be swapped between two. */
  readonly scorer: () => Scorer;
  readonly explain: Explain;
  readonly defaultPolicy: (channel: Channel) => Policy;
}

export interface Scored {
  readonly score: number;
  readonly explanation: Explanation | null;
}

export interface ScoredTexts {
  readonly model: string;
  readonly items: readonly Scored[];
}

/** Some milliseconds of scoring: so long a message that arrives meanwhile waits at most. */
const CHARACTERS_A_TURN = 20_000;

/**
 * Scores many texts without keeping the process from its messages: a few in each turn of the event loop. All by one model:
 * should it be swapped in between, it begins again. A fault never becomes ham in silence: it is thrown.
 */
export async function scoreInTurns(
  judge: Judge,
  texts: readonly string[],
  isExplained: boolean,
): Promise<ScoredTexts> {
  const turns = turnsOf(texts, isExplained ? 1 : CHARACTERS_A_TURN);
  for (;;) {
    const { model } = judge.scorer();
    const items: Scored[] = [];
    for (const some of turns) {
      if (judge.scorer().model !== model) break;
      items.push(...scoreSome(judge, some, isExplained));
      await turn();
    }
    if (items.length === texts.length) return { model, items };
  }
}

function scoreSome({ scorer, explain }: Judge, texts: readonly string[], isExplained: boolean): Scored[] {
  const scores = scorer().score(texts);
  return texts.map((text, index) => {
    const score = scores[index] ?? NaN;
    if (!isScore(score)) throw new Error('Cannot score a text: the model gave no probability');
    return { score, explanation: isExplained ? explain(text) : null };
  });
}

function turnsOf(texts: readonly string[], most: number): readonly (readonly string[])[] {
  const turns: string[][] = [];
  let characters = Infinity;
  for (const text of texts) {
    if (characters >= most) {
      turns.push([]);
      characters = 0;
    }
    turns.at(-1)?.push(text);
    characters += text.length + 1;
  }
  return turns;
}
