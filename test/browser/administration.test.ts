import type { Browser } from 'playwright-core';
import { openChromium } from './support/chromium.js';
import { type ConsoleGate, startConsoleGate } from './support/console-gate.js';
import { DOUBTFUL, receive, SPAM } from './support/text-messages.js';
import { logIn, openPage } from './support/watched-page.js';

let browser: Browser;
let house: ConsoleGate;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await startConsoleGate(['model/dense']);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await house.end();
});

describe('an administrator', () => {
  test('logs in, changes a threshold, promotes a model, and logs out', async () => {
    await receive(house.gate, { text: DOUBTFUL });
    const { page, faults } = await openPage(browser, house.gate);
    await logIn(page);

    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: '+15005550006' }).click();
    await page.getByLabel('Threshold', { exact: true }).fill('0.5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    await receive(house.gate, { text: DOUBTFUL, from: '+14155550101' });
    await page.getByRole('link', { name: 'Quarantine' }).click();
    await page.locator('.row').waitFor();
    expect(await page.locator('.row').count()).toBe(1);

    await page.getByRole('link', { name: 'Models' }).click();
    await page.getByRole('link', { name: 'dense@1.0.0' }).click();
    await page.getByRole('link', { name: 'Use it…' }).click();
    await page.getByRole('button', { name: 'Use dense@1.0.0' }).click();
    await page.getByText('Done.').waitFor();
    await house.gate.until('another model is in use');
    await receive(house.gate, { text: SPAM[0] });
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByRole('link', { name: 'Explain or correct' }).first().click();
    await page.getByRole('definition').filter({ hasText: 'dense@1.0.0' }).waitFor();

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Access token').waitFor();
    await page.goto('/quarantine');
    expect(page.url()).toContain('/login?next=%2Fquarantine');
    expect(faults).toEqual([]);
  });
});
