import type { TemplateKind } from '../kinds.js';
import type { PatternSet } from '../pattern-set.js';
import { CHAT } from './chat/index.js';
import { CHATSPAM } from './chatspam/index.js';
import { COMMUNITY } from './community/index.js';
import { FANCY } from './fancy/index.js';
import { LINKS } from './links/index.js';
import { SMISHING } from './smishing/index.js';
import { TRANSACTIONAL } from './transactional/index.js';

export const PATTERN_SETS: Readonly<Record<TemplateKind, readonly PatternSet[]>> = {
  transactional: TRANSACTIONAL,
  community: COMMUNITY,
  chat: CHAT,
  links: LINKS,
  fancy: FANCY,
  chatspam: CHATSPAM,
  smishing: SMISHING,
};
