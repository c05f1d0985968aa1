import type { Random } from '../random.js';
import type { Attack } from './attack.js';
import { happens, pick } from './choose.js';
import { changeLinks, type Link } from './links.js';

/** What stands for the dots of a host; people put them back by hand. */
const DOTS = [
  ' . ',
  ' .',
  '. ',
  '[.]',
  '(.)',
  '(dot)',
  ' (dot) ',
  ' dot ',
  '[dot]',
  '\u3002',
  '\u2024',
  ' , ',
];
const RUSSIAN_DOTS = [' точка ', '(точка)', '[точка]'];

const SCHEMES = ['', '', 'hxxp://', 'hxxps://', 'http : // ', 'https ://', 'http //', 'h t t p s://'];

export const SPLIT_LINKS: Attack = {
  name: 'split-links',
  description:
    'Links that nothing recognises: "example . com", "hxxp://", "example[.]com", "example (dot) com"',
  kind: 'links',
  transform: (text, random) => {
    const dots = /\p{Script=Cyrillic}/u.test(text) ? [...DOTS, ...RUSSIAN_DOTS] : DOTS;
    const dot = pick(dots, random);
    return changeLinks(text, (link) => splitLink(link, dot, random));
  },
};

function splitLink({ scheme, host, rest }: Link, dot: string, random: Random): string {
  const newScheme = scheme === '' ? '' : pick(SCHEMES, random);
  const newHost = host.replaceAll('.', () => dot);
  const newRest = happens(0.3, random) ? rest.replaceAll('/', ' / ') : rest;
  return newScheme + newHost + newRest;
}
