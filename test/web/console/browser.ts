import type { Express } from 'express';
import request, { type Response, type Test } from 'supertest';
import { TOKEN } from '../test-app.js';

/** What a browser does, without one: keeps the cookie, and takes the CSRF token from the page it looks at. */
export interface Visitor {
  get(path: string): Test;
  /** As htmx sends it. */
  getPart(path: string): Test;
  /** With the fields of a form. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Test;
  readonly cookie: string;
  readonly csrf: string;
}

/** Null where the answer sets none. */
export function cookieIn(answer: Response): string | null {
  const headers = answer.headers as Readonly<Record<string, string | readonly string[] | undefined>>;
  return [headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? null;
}

export const csrfIn = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

export const logIn = (app: Express, token = TOKEN): Test =>
  request(app).post('/login').type('form').send({ token });

export async function visit(app: Express, token = TOKEN): Promise<Visitor> {
  const cookie = cookieIn(await logIn(app, token));
  if (cookie === null) throw new Error('Cannot log in: no cookie was set');
  const csrf = csrfIn((await request(app).get('/').set('Cookie', cookie)).text);
  const get = (path: string) => request(app).get(path).set('Cookie', cookie);
  return {
    cookie,
    csrf,
    get,
    getPart: (path) => get(path).set('HX-Request', 'true'),
    post: (path, fields = {}) =>
      request(app)
        .post(path)
        .set('Cookie', cookie)
        .type('form')
        .send({ csrf, ...fields }),
  };
}
