import type { Scan } from './scan.js';

/** More combining marks than an ordinary text has. */
const FEW_MARKS = 3;
const SHARES = [0, 0.2, 0.6];

/** The style tokens of the whole message, after its tokens were read. */
export function addMessageStyles(scan: Scan): void {
  const { clean, out } = scan;
  if (clean.hasFancy) out.addStyle('s:fancy', -1);
  if (clean.hasZeroWidth) out.addStyle('s:zw', -1);
  if (clean.stackedMarks > FEW_MARKS) out.addStyle('s:comb', -1);
  addCase(scan);
  if (scan.spaced > 0) out.addStyle('s:spaced', -1);
  if (scan.bots > 0) out.addStyle('s:bot', -1);
  addCount(scan, 's:punct', Math.min(scan.joined, 3));
  addCount(scan, 's:leet', Math.min(scan.leet, 3));
  if (scan.mixed > 0) out.addStyle('s:mix', -1);
  addCount(scan, 's:mix', Math.min(scan.mixed, 4));
  addCount(scan, 's:emo', emojiStep(scan.emoji));
  addCount(scan, 's:url', Math.min(scan.links, 3));
  addCount(scan, 's:handle', Math.min(scan.handles, 3));
}

function addCase(scan: Scan): void {
  if (scan.casedWords === 0) return;
  if (scan.capitals === 0) scan.out.addStyle('s:lower', -1);
  const share = scan.capitalWords / scan.casedWords;
  addCount(scan, 's:up', share === 0 ? 0 : SHARES.filter((least) => share >= least).length);
}

function addCount(scan: Scan, name: string, step: number): void {
  if (step > 0) scan.out.addStyle(`${name}${step}`, -1);
}

/** 1, 2, 3, 4 to 6, 7 and more. */
function emojiStep(count: number): number {
  if (count <= 3) return count;
  return count <= 6 ? 4 : 5;
}
