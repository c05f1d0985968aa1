/** Makes one vector of a message. */
export interface Reader {
  /** What the last message gave. The same array each time. */
  readonly output: Float32Array;
  /** Reads the indices, of which the first `count` are words and the rest padding. */
  read(ids: Int32Array, count: number): void;
}
