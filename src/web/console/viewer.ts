import type { Response } from 'express';
import type { Role } from '../../domain/access.js';
import { sessionOf } from '../access/require-session.js';
import { csrfToken } from '../access/secrets.js';

/** What every page and every form needs to know about who looks at it. */
export interface Viewer {
  readonly author: string;
  readonly role: Role;
  /** Goes into each form, as the field `csrf`. */
  readonly csrf: string;
}

export function viewerOf(response: Response): Viewer {
  const { caller, secret } = sessionOf(response);
  return { ...caller, csrf: csrfToken(secret) };
}
