import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface PageView {
  /** What a browser would complain about. */
  readonly complaints: readonly string[];
  /** Every `svg` and `img`, in the order of the page. */
  readonly pictures: readonly Picture[];
}

const BROWSER = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** How `viewPage` looks at a page on this machine, for the name of a test. */
export const VIEWER = existsSync(BROWSER) ? 'headless Chromium' : 'its text alone, as there is no Chromium';

/** Looks at a page in Chromium; where that is not installed, at what its text says of itself. */
export const viewPage: (file: string) => Promise<PageView> = existsSync(BROWSER) ? openPage : readPage;

/** The sizes that the browser gave to the pictures, written where `--dump-dom` shows them. */
const PROBE = `<script>
  addEventListener('load', () => {
    const pictures = [...document.querySelectorAll('svg, img')].map((picture) => {
      const { width, height } = picture.getBoundingClientRect();
      const isLoaded = picture.tagName === 'svg' || picture.naturalWidth > 0;
      const isVisible = isLoaded && getComputedStyle(picture).visibility === 'visible';
      const name = picture.getAttribute('aria-label') ?? picture.getAttribute('alt') ?? '';
      return { name, width: isVisible ? width : 0, height: isVisible ? height : 0 };
    });
    document.documentElement.setAttribute('data-probe', encodeURIComponent(JSON.stringify(pictures)));
  });
</script>`;

async function openPage(file: string): Promise<PageView> {
  const folder = await mkdtemp(join(tmpdir(), 'hamgate-page-'));
  try {
    const probed = join(folder, 'probed.html');
    await writeFile(probed, `${await readFile(file, 'utf8')}${PROBE}`);
    const page = await runBrowser(file, join(folder, 'profile'));
    const { dom } = await runBrowser(probed, join(folder, 'profile'));
    const [, pictures = '[]'] = /data-probe="([^"]*)"/.exec(dom) ?? [];
    return {
      complaints: page.complaints,
      pictures: JSON.parse(decodeURIComponent(pictures)) as readonly Picture[],
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--enable-logging=stderr', '--dump-dom'],
];

async function runBrowser(file: string, profile: string) {
  const { stdout, stderr } = await promisify(execFile)(
    BROWSER,
    [...FLAGS, `--user-data-dir=${profile}`, pathToFileURL(file).href],
    { timeout: 60_000, maxBuffer: 2 ** 26 },
  );
  return { dom: stdout, complaints: stderr.split('\n').filter((line) => /:CONSOLE[:(]/.test(line)) };
}

async function readPage(file: string): Promise<PageView> {
  const page = await readFile(file, 'utf8');
  const loaded = page.matchAll(/(?:\b(?:src|href)\s*=\s*"(?!#|data:)[^"]*"|url\((?!#)[^)]*\)|<script)/g);
  const pictures = page.matchAll(/<(?:svg|img)\b([^>]*)>/g);
  return {
    complaints: [...loaded].map(([text]) => text),
    pictures: [...pictures].map(([, attributes = '']) => ({
      name: attributeOf(attributes, 'aria-label'),
      width: Number(attributeOf(attributes, 'width')),
      height: Number(attributeOf(attributes, 'height')),
    })),
  };
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
}
