import type { ComponentChildren } from 'preact';
import type { Viewer } from './viewer.js';

const PAGES = [
  { name: 'overview', path: '/', title: 'Overview' },
  { name: 'quarantine', path: '/quarantine', title: 'Quarantine' },
  { name: 'messages', path: '/messages', title: 'Messages' },
  { name: 'try', path: '/try', title: 'Try it' },
  { name: 'conversations', path: '/conversations', title: 'Conversations' },
  { name: 'models', path: '/models', title: 'Models' },
  { name: 'delivery', path: '/delivery', title: 'Delivery' },
  { name: 'access', path: '/access', title: 'Access' },
] as const;
export type PageName = (typeof PAGES)[number]['name'];

interface LayoutProps {
  readonly title: string;
  readonly page: PageName;
  readonly viewer: Viewer;
  readonly children: ComponentChildren;
}

/** Without scripts everything still works; with them, parts of pages are exchanged and new messages appear. */
export function Layout({ title, page, viewer, children }: LayoutProps) {
  return (
    <Document title={title}>
      <body hx-headers={JSON.stringify({ 'X-CSRF-Token': viewer.csrf })}>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <a class="brand" href="/">
            Hamgate
          </a>
          <nav aria-label="Pages">
            {PAGES.filter(({ name }) => name !== 'access' || viewer.role === 'admin').map(
              ({ name, path, title: label }) => (
                <a href={path} aria-current={name === page ? 'page' : undefined}>
                  {label}
                </a>
              ),
            )}
          </nav>
          <form class="who" method="post" action="/logout">
            <input type="hidden" name="csrf" value={viewer.csrf} />
            <span>
              {viewer.author} ({viewer.role})
            </span>
            <button type="submit">Log out</button>
          </form>
        </header>
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        <div id="said" class="said" role="status" aria-live="polite" />
      </body>
    </Document>
  );
}

/** htmx evaluates nothing and adds no style of its own: the content security policy forbids both. */
const HTMX = JSON.stringify({ includeIndicatorStyles: false, allowEval: false, historyCacheSize: 0 });

interface DocumentProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Document({ title, children }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={HTMX} />
        <title>{`${title} · Hamgate`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/console.css" />
        <script src="/assets/htmx.js" defer />
        <script src="/assets/htmx-sse.js" defer />
        <script src="/assets/console.js" defer />
      </head>
      {children}
    </html>
  );
}
