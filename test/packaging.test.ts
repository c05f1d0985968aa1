import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);
const dockerfile = readFileSync('Dockerfile', 'utf8');
const lines = (text: string) => text.split('\n').map((line) => line.trim());

/** What is copied out of this folder, by its first name. */
const copied = lines(dockerfile)
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(' ').slice(1, -1));

describe('Dockerfile', () => {
  test('copies what the package holds', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
    const needed = files.flatMap((file) => file.replace(/^!.*/, '').split('/')[0] ?? []);
    const shipped = [...new Set(needed)].filter((name) => !['', 'dist', '.env.example'].includes(name));
    expect(shipped.filter((name) => existsSync(name) && !copied.includes(name))).toEqual([]);
  });

  test('copies what is there, and .dockerignore lets it through and nothing else', () => {
    expect(copied.filter((name) => !existsSync(name))).toEqual([]);
    const [first, ...passes] = lines(readFileSync('.dockerignore', 'utf8')).filter(
      (line) => !/^(#|$)/.test(line),
    );
    expect(first).toBe('*');
    const through = passes.map((line) => line.slice(1)).filter((name) => existsSync(name));
    expect(through.sort()).toEqual([...new Set(copied)].sort());
  });

  test('runs the gate as nobody special, without a shell', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^ENTRYPOINT \["hamgate"\]\nCMD \["start"\]$/m);
  });

  test.each([
    [200, 0],
    [503, 1],
  ])('takes a gate whose /healthz answers %i as one that ends with %i', async (status, code) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/healthz' ? status : 404;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await checkHealth((server.address() as AddressInfo).port)).toBe(code);
    server.close();
    await once(server, 'close');
  });

  test('takes a gate that answers nothing as unhealthy', async () => {
    expect(await checkHealth(9)).toBe(1);
  });
});

/** The exit code of what Docker runs. */
async function checkHealth(port: number): Promise<number> {
  const command = /HEALTHCHECK [^[]*CMD (\[.*\])/.exec(dockerfile)?.[1] ?? '';
  const [, ...args] = JSON.parse(command) as string[];
  return run(process.execPath, args, { env: { PORT: String(port) } }).then(
    () => 0,
    (error: unknown) => (error as { readonly code: number }).code,
  );
}

describe('compose.yaml', () => {
  const compose = readFileSync('compose.yaml', 'utf8');

  test('knows no password, and does not start without one', () => {
    const passwords = [...compose.matchAll(/(?:PASSWORD: |:\/\/hamgate:)(\$\{[^}]*\}|\S+)/g)].map(
      ([, value]) => value,
    );
    expect(passwords).toHaveLength(2);
    for (const value of passwords) expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });

  test('opens the gate to this machine only, and the database to nobody else', () => {
    expect([...compose.matchAll(/- (\S+):3000$/gm)].map(([, from]) => from)).toEqual(['127.0.0.1:3000']);
    expect(compose).not.toMatch(/:5432$/m);
  });
});

describe('hamgate.service', () => {
  test('runs what the package runs', () => {
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { hamgate: string } };
    const unit = readFileSync('packaging/hamgate.service', 'utf8');
    expect(unit).toContain(`ExecStart=/usr/bin/node /opt/hamgate/${bin.hamgate} start\n`);
  });
});
