import type { Browser } from 'playwright-core';
import { openChromium } from './support/chromium.js';
import { type ConsoleGate, startConsoleGate } from './support/console-gate.js';
import { CAMPAIGN, HAM, HOSTILE, receive, receiveAll, SPAM } from './support/text-messages.js';
import {
  type Appearance,
  APPEARANCES,
  findBarriers,
  focusOf,
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
  house = await startConsoleGate();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await house.end();
});

/** Of ten rows; the newest message is the first. */
const RELEASED = 3;
const UNDONE = 5;

describe('the quarantine', () => {
  test('is reviewed by keyboard: ten messages, one of them released and forwarded, one undone', async () => {
    await receiveAll(house.gate, SPAM);
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);
    await page.getByRole('link', { name: 'Quarantine' }).click();
    await page.locator('[data-row]').nth(9).waitFor();
    const ids = await readAll<string>(page, '[data-row]', 'element.id');
    expect(ids).toHaveLength(10);
    for (const [i, id] of ids.entries()) {
      await page.keyboard.press('j');
      expect(await focusOf(page)).toBe(id);
      await page.keyboard.press(i === RELEASED || i === UNDONE ? 'r' : 'c');
      await page.locator(`#${id}.answered:focus`).waitFor();
      if (i !== UNDONE) continue;
      await page.keyboard.press('u');
      await page.locator(`#${id}:not(.answered):focus`).waitFor();
    }
    await page.keyboard.press('k');
    await page.keyboard.press('u');
    await page.locator(`#${ids[8] ?? ''}:not(.answered):focus`).waitFor();
    await house.receiver.until(SPAM[9 - RELEASED] ?? '');
    await page.reload();
    expect(await page.locator('[data-row]').count()).toBe(2);
    expect(house.receiver.texts).toEqual([SPAM[9 - RELEASED]]);
    expect(faults).toEqual([]);
  });

  test('shows what comes without being loaded again, and leaves the focus where it is', async () => {
    await receive(house.gate, { text: SPAM[0] });
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);
    await page.goto('/quarantine');
    await page.keyboard.press('j');
    const focused = await focusOf(page);
    await receive(house.gate, { text: SPAM[1], from: '+14155550101' });
    await page.getByText('2000 pounds').waitFor();
    expect(await page.locator('[data-row]').first().innerText()).toContain('2000 pounds');
    expect(await page.title()).toBe('(1) Quarantine · Hamgate');
    expect(await focusOf(page)).toBe(focused);
    await page.keyboard.press('k');
    await page.keyboard.press('c');
    await page.locator('[data-row]:first-child.answered:focus').waitFor();
    expect(faults).toEqual([]);
  });

  test('is told that it waits for nobody, until somebody comes', async () => {
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);
    await page.goto('/quarantine');
    await page.getByText('Nothing waits.').waitFor();
    await receive(house.gate, { text: SPAM[0] });
    await page.locator('[data-row]').waitFor();
    await page.getByText('Nothing waits.').waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  test('decides about several at once, and takes that back', async () => {
    await receiveAll(house.gate, [...SPAM.slice(0, 3), ...CAMPAIGN.slice(0, 3)]);
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);
    await page.goto('/quarantine');
    await page.getByText('and 2 more like it').waitFor();
    await page.getByLabel('Select all').check();
    await page.getByRole('button', { name: 'Confirm selected' }).click();
    await page.getByText('Done: 6 spam.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Done: 6 as before the decision.').waitFor();
    await page.getByText('Show the others').click();
    await page.locator('.copy').nth(1).waitFor();
    await page.locator('.copy').first().getByRole('button', { name: 'Confirm' }).click();
    await page.locator('.copies .answered').waitFor();
    expect(faults).toEqual([]);
  });

  test('works without scripts', async () => {
    await receiveAll(house.gate, SPAM.slice(0, 2));
    const { page } = await openPage(browser, house.gate, { ...APPEARANCES.light, javaScriptEnabled: false });
    await logIn(page);
    await page.goto('/quarantine?channel=sms');
    await page.getByRole('button', { name: 'Confirm', exact: true }).first().click();
    await page.getByText('Done: 1 spam.').waitFor();
    expect(await page.locator('.row').count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Done: 1 as before the decision.').waitFor();
    expect(page.url()).toContain('channel=sms');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Access token').waitFor();
  });
});

describe('messages of strangers', () => {
  test.each(Object.keys(APPEARANCES) as Appearance[])(
    'do no harm, and do not break the page: %s',
    async (appearance) => {
      await receiveAll(house.gate, [...HOSTILE, HAM[0]]);
      const { page, faults } = await openPage(browser, house.gate, APPEARANCES[appearance]);
      await logIn(page);
      for (const path of ['/quarantine', '/messages', '/quarantine?kind=unsure']) {
        await page.goto(path);
        expect({ path, overflow: await overflowOf(page) }).toEqual({ path, overflow: 0 });
        expect({ path, barriers: await findBarriers(page) }).toEqual({ path, barriers: [] });
      }
      await page.goto('/messages');
      const links = await readAll<string>(
        page,
        '.row a[href^="/messages/"]:has(time)',
        'element.getAttribute("href")',
      );
      expect(links).toHaveLength(HOSTILE.length + 1);
      for (const link of links) {
        await page.goto(link);
        const all = page.getByText(/^Show all/).first();
        if (await all.isVisible()) await all.click();
        expect(await overflowOf(page)).toBe(0);
        expect(await findBarriers(page)).toEqual([]);
      }
      expect(faults).toEqual([]);
    },
  );

  test('stay in their places', async () => {
    await receiveAll(house.gate, HOSTILE);
    const { page } = await openPage(browser, house.gate);
    await logIn(page);
    await page.goto('/quarantine');
    // Whatever is written in it, what stands after a text is where it would be without.
    const areInside = await readAll<boolean>(
      page,
      '.row .message-text',
      `(() => {
        const { left, right } = element.getBoundingClientRect();
        const frame = element.closest('.row').getBoundingClientRect();
        return left >= frame.left && right <= frame.right;
      })()`,
    );
    expect(areInside).not.toContain(false);
    expect(areInside.length).toBeGreaterThanOrEqual(HOSTILE.length);
    const directions = await readAll<string>(page, '.row-head', 'getComputedStyle(element).direction');
    expect([...new Set(directions)]).toEqual(['ltr']);
  });
});

describe('all messages', () => {
  test('are found, explained and corrected', async () => {
    await receiveAll(house.gate, [...HAM, SPAM[0]]);
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByLabel('Search').fill('train');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator('.row').waitFor();
    expect(await page.locator('.row').count()).toBe(1);
    await page.getByRole('link', { name: 'Explain or correct' }).click();
    await page.getByRole('table', { name: 'What mattered most' }).waitFor();
    await page.getByRole('button', { name: 'Spam', exact: true }).click();
    await page.getByText('Kept: spam.').waitFor();
    await page.getByRole('button', { name: 'Undo the last decision' }).click();
    await page.getByText('The last decision is undone.').waitFor();
    expect(faults).toEqual([]);
  });
});
