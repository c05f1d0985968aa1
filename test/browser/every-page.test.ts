import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { askApi } from '../support/gate-process.js';
import { openChromium } from './support/chromium.js';
import { type ConsoleGate, startConsoleGate } from './support/console-gate.js';
import { CAMPAIGN, DOUBTFUL, HAM, receiveAll, SPAM } from './support/text-messages.js';
import {
  type Appearance,
  APPEARANCES,
  findBarriers,
  logIn,
  openPage,
  overflowOf,
  readAll,
} from './support/watched-page.js';

let browser: Browser;
let house: ConsoleGate;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await startConsoleGate(['model/dense']);
  await fill();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await house.end();
});

const NUMBERS = ['+15005550006', '+15005550007', '+442079460000'] as const;

/** A few made-up conversations, in which people have decided about some messages. */
async function fill(): Promise<void> {
  const [first, second, third] = NUMBERS;
  await receiveAll(house.gate, [...SPAM, ...HAM], second);
  await receiveAll(house.gate, [...HAM, DOUBTFUL, ...SPAM.slice(5)], third);
  const { items } = (await askApi(house.gate, '/v1/quarantine')) as { items: { id: string }[] };
  for (const [i, { id }] of items.entries())
    await askApi(house.gate, `/v1/quarantine/${id}/${i === 4 ? 'release' : 'confirm'}`, {});
  await receiveAll(house.gate, [...HAM, ...SPAM.slice(0, 5), ...CAMPAIGN, DOUBTFUL], first);
}

const CONVERSATION = `/conversations/sms/${encodeURIComponent(NUMBERS[1])}`;

const PAGES = [
  '/',
  '/quarantine',
  '/quarantine?kind=unsure',
  '/quarantine?search=prize&fromScore=0.5',
  '/messages',
  '/messages?status=confirmed',
  '/try',
  '/conversations',
  CONVERSATION,
  '/models',
  '/models/default%401.0.0',
  '/models/dense%401.0.0',
  '/models/dense%401.0.0/promote',
  '/models/corrections',
  '/models/contradictions',
  '/delivery',
  '/access',
] as const;

/** Kept in the repository when they are asked for, and thrown away with the rest of the test otherwise. */
const PICTURES = {
  '/': ['overview', ['light']],
  '/quarantine': ['quarantine', ['light', 'dark', 'phone']],
  [CONVERSATION]: ['conversations', ['light']],
  '/models/default%401.0.0': ['models', ['light']],
} as Readonly<Record<string, readonly [string, readonly Appearance[]]>>;

async function take(page: Page, path: string, appearance: Appearance): Promise<void> {
  const [name, appearances] = PICTURES[path] ?? ['', []];
  if (!appearances.includes(appearance)) return;
  const folder = process.env['UPDATE_SCREENSHOTS'] === '1' ? 'docs/images' : join(house.folder, 'images');
  await mkdir(folder, { recursive: true });
  const suffix = appearances.length === 1 ? '' : `-${appearance}`;
  await page.screenshot({ path: join(folder, `console-${name}${suffix}.png`) });
}

describe('every page', () => {
  test.each(Object.keys(APPEARANCES) as Appearance[])(
    'can be used by everybody, and fits the window: %s',
    async (appearance) => {
      const { page, faults } = await openPage(browser, house.gate, APPEARANCES[appearance]);
      await page.goto('/login');
      const seen = [{ path: '/login', barriers: await findBarriers(page), overflow: await overflowOf(page) }];
      await logIn(page);
      await page.goto('/messages');
      const [message = ''] = await readAll<string>(page, '.row a:has(time)', 'element.getAttribute("href")');
      for (const path of [...PAGES, message]) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        seen.push({ path, barriers: await findBarriers(page), overflow: await overflowOf(page) });
        await take(page, path, appearance);
      }
      expect(seen.filter(({ barriers, overflow }) => barriers.length > 0 || overflow > 0)).toEqual([]);
      expect(faults).toEqual([]);
    },
  );
});
