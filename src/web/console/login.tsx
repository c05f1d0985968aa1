import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { isFromElsewhere, requireCsrf, requireSession, sessionOf } from '../access/require-session.js';
import type { Sessions } from '../access/sessions.js';
import { Problem } from '../problems.js';
import { Document } from './layout.js';
import { sendHtml } from './render.js';

const Form = z.object({ token: z.string().trim().min(1).max(500), next: z.string().default('/') });

export const LOGIN_PATH = '/login';

/** A form has some fields of a line each; anything longer is no form of ours. */
export const readForm: RequestHandler = express.urlencoded({ extended: false, limit: '64kb' });

export function createLoginRouter(sessions: Sessions): Router {
  const router = Router();
  router.get(LOGIN_PATH, async (request, response) => {
    if ((await sessions.find(request)) !== null) response.redirect(303, '/');
    else sendHtml(response, <LoginPage next={pathIn(request.query['next'])} />);
  });
  router.post(LOGIN_PATH, readForm, logIn(sessions));
  router.post(
    '/logout',
    readForm,
    requireSession(sessions, LOGIN_PATH),
    requireCsrf,
    async (request, response) => {
      await sessions.logOut(sessionOf(response), request, response);
      response.redirect(303, LOGIN_PATH);
    },
  );
  return router;
}

function logIn(sessions: Sessions): RequestHandler {
  return async (request, response) => {
    // Another site could log somebody in as somebody else.
    if (isFromElsewhere(request)) throw new Problem(403, 'Log in on the page of the gate itself');
    const form = Form.safeParse(request.body);
    const next = pathIn(form.data?.next);
    const outcome = form.success
      ? await sessions.logIn(form.data.token, request, response)
      : ({ kind: 'wrong' } as const);
    switch (outcome.kind) {
      case 'opened':
        response.redirect(303, next);
        return;
      case 'wrong':
        response.status(401);
        sendHtml(response, <LoginPage next={next} problem="This token is not known, or it was revoked." />);
        return;
      case 'limited': {
        response.status(429).set('Retry-After', String(outcome.seconds));
        const problem = `Too many wrong tokens. Try again in ${outcome.seconds} seconds.`;
        sendHtml(response, <LoginPage next={next} problem={problem} />);
        return;
      }
    }
  };
}

/** A path of this gate and nothing else: `//other.example` and `/\other.example` would be other sites. */
function pathIn(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/';
}

interface LoginProps {
  readonly next: string;
  readonly problem?: string;
}

function LoginPage({ next, problem }: LoginProps) {
  return (
    <Document title="Log in">
      <body class="login">
        <main id="main">
          <h1>Hamgate</h1>
          <form method="post" action={LOGIN_PATH}>
            <input type="hidden" name="next" value={next} />
            <label for="token">Access token</label>
            <input
              id="token"
              name="token"
              type="password"
              autocomplete="current-password"
              required
              autofocus
              aria-describedby="about-token"
              aria-invalid={problem === undefined ? undefined : true}
            />
            <p id="about-token" class="hint">
              Your administrator gave it to you. The first one is in the file admin-token beside the store, or
              in ADMIN_TOKEN.
            </p>
            {problem === undefined ? null : (
              <p class="problem" role="alert">
                {problem}
              </p>
            )}
            <button type="submit" class="primary">
              Log in
            </button>
          </form>
        </main>
      </body>
    </Document>
  );
}
