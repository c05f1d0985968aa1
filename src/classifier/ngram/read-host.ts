import { AMBIGUOUS_TLDS, CHAT_HOSTS, SHORTENERS, TLDS } from './hosts.js';
import type { Scan } from './scan.js';
import { skeletonOf } from './skeleton.js';
import { DIGIT, LETTER } from './unit-class.js';

const DOT = 0x2e;
const SLASH = 0x2f;
const SPACE = 0x20;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;
const MAX_LABELS = 8;
/** Ways to write a dot that a filter shall not see. */
const DISGUISED_DOTS = [
  '[.]',
  '(.)',
  '{.}',
  '[dot]',
  '(dot)',
  '{dot}',
  '(точка)',
  '[точка]',
  ' (dot) ',
  ' [dot] ',
  ' [.] ',
];
const SPACED_DOTS = [' . ', ' .', '. '];

/** A host as skeletons of its labels. */
export interface Host {
  readonly labels: readonly string[];
  readonly isAscii: boolean;
  readonly isAddress: boolean;
  /** Some dot is written in another way. */
  readonly isDisguised: boolean;
  readonly end: number;
}

/**
 * A host at `start`, or null. After a scheme anything goes; a bare host needs a known ending, and more than that
 * where the ending is an ordinary word (`me`, `so`, `in`).
 */
export function readHost(scan: Scan, start: number, isSure: boolean): Host | null {
  const host = collectLabels(scan, start);
  if (host === null) return null;
  if (isSure || isAddress(host.labels)) return { ...host, isAddress: isAddress(host.labels) };
  return isLink(scan, host) ? { ...host, isAddress: false } : null;
}

function collectLabels(scan: Scan, start: number): Omit<Host, 'isAddress'> | null {
  const labels: string[] = [];
  let isAscii = true;
  let isDisguised = false;
  let end = start;
  for (let i = start; labels.length < MAX_LABELS;) {
    const labelEnd = endOfLabel(scan, i);
    if (labelEnd === i) break;
    isDisguised ||= i > start && scan.clean.at(i - 1) !== DOT;
    const label = scan.textOf(i, Math.min(labelEnd, i + 64));
    isAscii &&= !/[^ -~]/.test(label);
    labels.push(skeletonOf(label));
    end = labelEnd;
    i = labelEnd + dotLength(scan, labelEnd, labels);
    if (i === labelEnd) break;
  }
  return labels.length === 0 ? null : { labels, isAscii, isDisguised, end };
}

function endOfLabel(scan: Scan, start: number): number {
  let i = start;
  while (isInLabel(scan, i)) i++;
  return i;
}

function isInLabel(scan: Scan, index: number): boolean {
  const kind = scan.kindAt(index);
  const unit = scan.clean.at(index);
  return kind === LETTER || kind === DIGIT || unit === HYPHEN || unit === UNDERSCORE;
}

/** The length of a dot between two labels, disguised or not; 0 where there is none. */
function dotLength(scan: Scan, at: number, labels: readonly string[]): number {
  const { units } = scan.clean;
  if (units[at] === DOT) return isInLabel(scan, at + 1) ? 1 : spacedDot(scan, at, labels);
  const disguised = DISGUISED_DOTS.find((dot) => scan.startsWith(at, dot));
  if (disguised !== undefined) return disguised.length;
  return units[at] === SPACE ? spacedDot(scan, at, labels) : 0;
}

/** `t . me` is a host for its name's sake; `end . Me too` is none. */
function spacedDot(scan: Scan, at: number, labels: readonly string[]): number {
  const dot = SPACED_DOTS.find((spaced) => scan.startsWith(at, spaced));
  if (dot === undefined) return 0;
  const end = endOfLabel(scan, at + dot.length);
  if (end === at + dot.length || end - at > 12) return 0;
  const ending = skeletonOf(scan.textOf(at + dot.length, end));
  return isTelling([labels.at(-1) ?? '', ending]) || (TLDS.has(ending) && scan.clean.units[end] === SLASH)
    ? dot.length
    : 0;
}

function isAddress(labels: readonly string[]): boolean {
  return labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label) && Number(label) < 256);
}

function isLink(scan: Scan, { labels, isAscii, isDisguised, end }: Omit<Host, 'isAddress'>): boolean {
  const ending = labels[labels.length - 1] ?? '';
  if (labels.length < 2 || !isEnding(ending)) return false;
  if (isDisguised || labels[0] === 'www' || scan.clean.at(end) === SLASH || isTelling(labels)) return true;
  return isAscii && (!AMBIGUOUS_TLDS.has(ending) || isUnusual(labels));
}

function isEnding(label: string): boolean {
  return TLDS.has(label) || AMBIGUOUS_TLDS.has(label);
}

/** A shortener or a messenger, in whatever letters. */
function isTelling(labels: readonly string[]): boolean {
  const name = labels.slice(-2).join('.');
  return CHAT_HOSTS.has(name) || SHORTENERS.has(name);
}

/** No two words with a full stop between them look like this. */
function isUnusual(labels: readonly string[]): boolean {
  return labels.length > 2 || /[\d-]/.test(labels[0] ?? '');
}
