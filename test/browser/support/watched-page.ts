import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN_TOKEN, type GateProcess } from '../../support/gate-process.js';

/** How a page is looked at. */
export const APPEARANCES = {
  light: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
} as const satisfies Record<string, BrowserContextOptions>;
export type Appearance = keyof typeof APPEARANCES;

export interface WatchedPage {
  readonly page: Page;
  /** What went wrong in it: errors of scripts, refusals of the content security policy, dialogs, requests to others. */
  readonly faults: readonly string[];
}

const PATIENCE_MS = 20_000;

/** A page of the gate in a browser of its own, with nobody logged in. */
export async function openPage(
  browser: Browser,
  { url }: GateProcess,
  options: BrowserContextOptions = APPEARANCES.light,
): Promise<WatchedPage> {
  const context = await browser.newContext({ ...options, baseURL: url, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) faults.push(`request: ${request.url()}`);
  });
  return { page, faults };
}

export async function logIn(page: Page, token = ADMIN_TOKEN): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Log out' }).waitFor();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** What keeps people from using the page, of the kinds that axe calls serious or critical. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // What is still being fetched is pale.
  await page.locator('.htmx-request').first().waitFor({ state: 'detached' });
  // Not as a script of the page: its policy would refuse it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: readonly AxeViolation[] }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

/** By how many pixels the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** The id of what has the focus. */
export const focusOf = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');

/** What `script` makes of each `element` that the selector finds. */
export const readAll = <Result>(page: Page, selector: string, script: string): Promise<readonly Result[]> =>
  page.evaluate<readonly Result[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => ${script})`,
  );
