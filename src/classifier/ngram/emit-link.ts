import { CHAT_HOSTS, KNOWN_HOSTS, SHORTENERS } from './hosts.js';
import { MAX_WORD_UNITS } from './limits.js';
import type { Host } from './read-host.js';
import type { Scan } from './scan.js';

const MAX_PARTS = 6;
const INVITE = /^\/(?:\+|joinchat|invite|join|chat\b)/;
const CHAT_INVITE_HOST = /^(?:chat\.whatsapp\.com|discord\.gg|signal\.group)$/;
const BOT = /^\/\w+bot\b|[?&]start(?:app|group)?=/;

/** Where a link lies in the cleaned text. */
export interface LinkSpan {
  readonly start: number;
  readonly pathStart: number;
  readonly end: number;
}

/** `⟨url⟩`, what kind of host it is, and what its ending and its name's parts are. */
export function emitLink(scan: Scan, host: Host, { start, pathStart, end }: LinkSpan): void {
  scan.setSpan(start, end);
  scan.addClass('⟨url⟩');
  scan.links++;
  const link = scan.out.count - 1;
  const name = host.labels.join('.');
  if (name === 'masked.invalid') return;
  const kind = kindOf(host, name);
  scan.addClass(kind);
  if (kind === '⟨chatlink⟩')
    addChatDetails(scan, name, scan.textOf(pathStart, Math.min(end, pathStart + 96)).replace(/ /g, ''));
  if (host.isAddress) return;
  scan.out.addStyle(`t:${(host.labels.at(-1) ?? '').slice(0, MAX_WORD_UNITS)}`, link);
  if (kind === '⟨other⟩') addParts(scan, name, link);
}

function kindOf(host: Host, name: string): string {
  if (host.isAddress) return '⟨ip⟩';
  if (isIn(CHAT_HOSTS, host.labels)) return '⟨chatlink⟩';
  if (SHORTENERS.has(name.replace(/^www\./, ''))) return '⟨short⟩';
  return host.isAscii && isIn(KNOWN_HOSTS, host.labels) ? '⟨known⟩' : '⟨other⟩';
}

function isIn(hosts: ReadonlySet<string>, labels: readonly string[]): boolean {
  return (
    hosts.has(labels.slice(-2).join('.')) || (labels.length > 2 && hosts.has(labels.slice(-3).join('.')))
  );
}

function addChatDetails(scan: Scan, name: string, path: string): void {
  if (INVITE.test(path) || (CHAT_INVITE_HOST.test(name) && path.length > 1)) scan.addClass('⟨invite⟩');
  else if (BOT.test(path)) scan.addClass('⟨bot⟩');
}

function addParts(scan: Scan, name: string, link: number): void {
  const parts = name
    .split(/[-._]/)
    .slice(0, -1)
    .filter((part) => part !== '' && part !== 'www');
  for (const part of new Set(parts.slice(0, MAX_PARTS))) {
    scan.out.addStyle(`u:${part.replace(/\d/g, '0').slice(0, MAX_WORD_UNITS)}`, link);
  }
}
