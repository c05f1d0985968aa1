import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePages, reportsDir } from '../src/report-pages.js';

let data: string;
let dir: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'hamgate-pages-'));
  dir = reportsDir(data);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

function write(name: string, time: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, name), '');
  utimesSync(join(dir, name), new Date(time), new Date(time));
}

test('removePages() takes pages that are older, and leaves the numbers', async () => {
  write('old.html', '2026-01-01T00:00:00Z');
  write('old.json', '2026-01-01T00:00:00Z');
  write('new.html', '2026-01-03T00:00:00Z');
  expect(await removePages(dir, new Date('2026-01-02T00:00:00Z'))).toBe(1);
  expect(readdirSync(dir).sort()).toEqual(['new.html', 'old.json']);
});

test('removePages() takes all of them when it is told no time, and none where there is no folder', async () => {
  expect(await removePages(dir, null)).toBe(0);
  expect(existsSync(dir)).toBe(false);
  write('new.html', '2026-01-03T00:00:00Z');
  expect(await removePages(dir, null)).toBe(1);
});
