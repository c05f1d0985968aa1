/**
 * What a token stands for:
 * - `word`: letters, digits in words as `0`; one ideograph
 * - `run`: a piece of at most 24 units of a script written without spaces (Thai, Lao, Khmer, Myanmar, kana)
 * - `class`: what links, handles, numbers, sums and the like become, `⟨url⟩` for instance
 * - `sign`: punctuation that counts, `!!` for instance
 * - `emoji`: one emoji
 */
export type TokenKind = 'word' | 'run' | 'class' | 'sign' | 'emoji';

/** `start` and `end` are UTF-16 offsets in the original text, `start` < `end`; `text` is what the model reads. */
export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * How the message is written rather than what it says: `s:zw` for invisible characters, `t:xyz` for the ending of
 * a link. `token` is the index of the token it comes from, or -1 where it comes from the whole message.
 */
export interface StyleToken {
  readonly text: string;
  readonly token: number;
}

/**
 * Tokens in the order of the text (starts ascending; the tokens of one link share a span), at most 250 of them;
 * style tokens, each once or more, in no particular order.
 */
export interface Normalised {
  readonly tokens: readonly Token[];
  readonly styles: readonly StyleToken[];
}
