/** The same for texts that differ in case, digits, punctuation or white space only: one campaign, many numbers. */
export function nearDuplicateKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\p{Nd}/gu, '0')
    .replaceAll(/[\p{P}\p{Sm}\p{Sc}\p{Sk}\s]+/gu, ' ')
    .trim();
}
