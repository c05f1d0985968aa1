/** How much of a message is read. What nobody sees (format characters, blanks beyond two) is not counted. */
export const MAX_UNITS = 2000;
export const MAX_TOKENS = 250;
/** Longer words are cut. */
export const MAX_WORD_UNITS = 24;
export const MAX_STYLES = 96;
