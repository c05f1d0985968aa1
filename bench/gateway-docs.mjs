// Runs every request of docs/gateways.md, as it stands there, against the built gate with the settings that stand above it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const page = await readFile('docs/gateways.md', 'utf8');
const blocks = [...page.matchAll(/```sh (.*)\n([^]*?)```/g)].map(([, head, script]) => ({ head, script }));
const setup = blocks.find(({ head }) => head === 'setup').script;
let failures = 0;

for (const { head, script } of blocks.filter((block) => block.head !== 'setup')) {
  const settings = Object.fromEntries(head.split(' ').map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const { expect = '200', ...env } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'hamgate-docs-'));
  const gate = spawn(process.execPath, [resolve('dist/main.js'), 'start'], {
    cwd: folder,
    env: { ADMIN_TOKEN: 'admin-token-of-the-docs', PORT: '3000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((ready) =>
    gate.stdout.on('data', (chunk) => String(chunk).includes('Try it') && ready()),
  );
  const answer = execFileSync('bash', ['-c', `${setup}\n${script}`])
    .toString()
    .trim();
  const isGood = answer === expect;
  failures += isGood ? 0 : 1;
  process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${answer} ${head}\n`);
  gate.kill();
  await new Promise((ended) => gate.once('exit', ended));
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
