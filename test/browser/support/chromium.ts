import { type Browser, chromium } from 'playwright-core';

/** Debian's; it draws without a screen, and calls nobody. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
