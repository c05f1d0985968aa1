import type { Request, Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Layout, type PageName } from './layout.js';
import { viewerOf } from './viewer.js';

export interface PageHead {
  readonly title: string;
  /** Which entry of the navigation it belongs to. */
  readonly page: PageName;
}

/** Answers with a whole page around `content`. */
export function sendPage(response: Response, head: PageHead, content: VNode): void {
  sendHtml(
    response,
    <Layout {...head} viewer={viewerOf(response)}>
      {content}
    </Layout>,
  );
}

/** Answers with a whole document, for pages without a session. */
export function sendHtml(response: Response, document: VNode): void {
  response.type('html').send(`<!doctype html>${renderToString(document)}`);
}

/** Answers with a part that htmx puts into the page. */
export function sendPart(response: Response, part: VNode): void {
  response.type('html').send(renderToString(part));
}

/** Whether htmx asks for a part; else a browser without scripts wants a page. */
export const wantsPart = (request: Request): boolean => request.get('hx-request') === 'true';
