import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { pick, wholeBetween } from './choose.js';
import { changeLinks, type Link } from './links.js';

const SHORTENERS = ['bit.ly', 'tinyurl.com', 'cutt.ly', 'is.gd', 'clck.ru', 't.ly', 'rb.gy', 'goo.su'];
const TRUSTED = [
  'www.google.com',
  'telegram.org',
  'www.paypal.com',
  'www.amazon.com',
  'vk.com',
  'youtube.com',
];

const CODE_LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Random letters and digits, as shorteners make them. */
export function randomCode(length: number, random: Random): string {
  return Array.from({ length }, () => pick(CODE_LETTERS, random)).join('');
}

type Disguise = (link: Link, random: Random) => string;

const DISGUISES: readonly Disguise[] = [
  (_, random) => `https://${pick(SHORTENERS, random)}/${randomCode(7, random)}`,
  // What stands before the @ is a user's name.
  ({ host, rest }, random) => `https://${pick(TRUSTED, random)}@${host}${rest}`,
  ({ host, rest }, random) =>
    `https://${pick(TRUSTED, random)}.${randomCode(6, random).toLowerCase()}.${host}${rest}`,
  ({ rest }, random) => `http://${randomAddress(random).join('.')}${rest}`,
  ({ rest }, random) => `http://${randomAddress(random).reduce((sum, byte) => sum * 256 + byte, 0)}${rest}`,
  ({ scheme, host, rest }) =>
    `https://www.google.com/url?q=${percentEncoded(`${scheme === '' ? 'https://' : scheme}${host}${rest}`)}`,
  ({ host, rest }) => `https://${Array.from(host).map(fullWidth).join('')}${rest}`,
  ({ host, rest }, random) => `HTTPS://${host.toUpperCase()}:${pick(['443', '8080', '8443'], random)}${rest}`,
];

/** `encodeURIComponent` throws on half a surrogate pair. */
function percentEncoded(url: string): string {
  return encodeURIComponent(url.toWellFormed());
}

/** A public-looking IPv4 address. */
function randomAddress(random: Random): readonly number[] {
  return [pick([45, 91, 94, 103, 176, 185], random), ...[0, 1, 2].map(() => wholeBetween([1, 254], random))];
}

/** Browsers read letters of full width in a host as ordinary ones. */
function fullWidth(letter: string): string {
  return /[a-z0-9]/i.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter;
}

export const DISGUISED_LINKS: Attack = {
  name: 'disguised-links',
  description: 'Links through a shortener, a redirect, a bare IP address, or with a trusted name in front',
  kind: 'links',
  transform: (text, random) => changeLinks(text, (link) => pick(DISGUISES, random)(link, random)),
};
