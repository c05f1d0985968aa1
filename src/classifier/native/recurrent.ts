import type { Cell } from './cell.js';
import type { Reader } from './reader.js';

const PADDING = 0;

/** From the first word to the last, then over the padding, unless a mask hides it. */
export function createForward(cell: Cell, mask: boolean): Reader {
  return {
    output: cell.states[0],
    read(ids, count) {
      for (const state of cell.states) state.fill(0);
      const end = mask ? count : ids.length;
      for (let at = 0; at < end; at++) cell.step(ids[at] ?? PADDING);
    },
  };
}

/** From the end to the first word. What `length` places of padding leave behind is the same for all messages. */
export function createBackward(cell: Cell, mask: boolean, length: number): Reader {
  const afterPadding = mask ? null : readPadding(cell, length);
  return {
    output: cell.states[0],
    read(ids, count) {
      if (afterPadding === null) for (const state of cell.states) state.fill(0);
      else afterPadding.restore(ids.length - count);
      for (let at = count - 1; at >= 0; at--) cell.step(ids[at] ?? PADDING);
    },
  };
}

interface PaddingStates {
  /** Puts the cell where it is after so many places of padding. */
  restore(steps: number): void;
}

function readPadding(cell: Cell, length: number): PaddingStates {
  const kept = cell.states.map((state) => new Float32Array((length + 1) * state.length));
  for (const state of cell.states) state.fill(0);
  for (let steps = 0; steps <= length; steps++) {
    for (const [i, state] of cell.states.entries()) kept[i]?.set(state, steps * state.length);
    cell.step(PADDING);
  }
  return {
    restore(steps) {
      for (let s = 0; s < cell.states.length; s++) {
        const state = cell.states[s];
        const states = kept[s];
        if (state === undefined || states === undefined) continue;
        for (let i = 0; i < state.length; i++) state[i] = states[steps * state.length + i] ?? 0;
      }
    },
  };
}

/** One reader behind the other's output: Keras' `concat`. */
export function createConcat(forward: Reader, backward: Reader): Reader {
  const output = new Float32Array(forward.output.length + backward.output.length);
  return {
    output,
    read(ids, count) {
      forward.read(ids, count);
      backward.read(ids, count);
      output.set(forward.output);
      output.set(backward.output, forward.output.length);
    },
  };
}
