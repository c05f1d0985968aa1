import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** The built gate in a process of its own. */
export interface GateProcess {
  /** Where it answers. */
  readonly url: string;
  readonly pid: number;
  readonly output: () => string;
  /** Resolves when it has said this; it may have long ago. */
  until(words: string): Promise<void>;
  /** Sends the signal and resolves with the exit code; null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface EndedProcess {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();

/** For the end of a test: no gate outlives it, whatever the test came to. */
export async function endAllGates(): Promise<void> {
  await Promise.all([...running].map((child) => killed(child)));
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export const ADMIN_TOKEN = 'admin-token-of-the-tests';

interface Launch {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

type Settings = Readonly<Record<string, string>>;

/** Runs `hamgate` in `folder` with these settings and no others. */
function launch(folder: string, settings: Settings, args: readonly string[] = ['start']): Launch {
  const child = spawn(process.execPath, [resolve('dist/main.js'), ...args], {
    cwd: folder,
    env: { PORT: '0', ADMIN_TOKEN, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  return { child, stdout: () => text.stdout, stderr: () => text.stderr };
}

/** Resolves when the gate says where it answers; rejects with what it said when it ends before. */
export async function startGate(folder: string, settings: Settings = {}): Promise<GateProcess> {
  const { child, stdout, stderr } = launch(folder, settings);
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', () => failed(new Error(`The gate ended: ${stdout()}${stderr()}`)));
    child.stdout?.on('data', () => {
      const answersAt = /answers at (http:\S+)/.exec(stdout())?.[1];
      if (answersAt !== undefined) found(answersAt);
    });
  });
  return {
    url,
    pid: child.pid ?? NaN,
    output: () => stdout() + stderr(),
    until: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout().includes(words)) resolve();
        };
        child.stdout?.on('data', look);
        child.once('exit', () => reject(new Error(`The gate ended: ${stdout()}${stderr()}`)));
        look();
      }),
    end: async (signal) => {
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** For a gate that is not expected to start. */
export async function failToStart(folder: string, settings: Settings): Promise<EndedProcess> {
  const { child, stdout, stderr } = launch(folder, settings);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Another command of `hamgate`, in a process of its own beside the gate. */
export interface CommandProcess {
  readonly pid: number;
  readonly ended: Promise<EndedProcess>;
  /** Ends it with SIGKILL as soon as it says this. */
  killAt(words: string): Promise<EndedProcess>;
}

export function startCommand(folder: string, settings: Settings, args: readonly string[]): CommandProcess {
  const { child, stdout, stderr } = launch(folder, settings, args);
  const ended = once(child, 'close').then(([code]): EndedProcess => ({
    code: code as number | null,
    stdout: stdout(),
    stderr: stderr(),
  }));
  return {
    pid: child.pid ?? NaN,
    ended,
    killAt: (words) => {
      child.stderr?.on('data', () => {
        if (stderr().includes(words)) child.kill('SIGKILL');
      });
      return ended;
    },
  };
}

/** Asks the API with the admin's token. */
export async function askApi(gate: GateProcess, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(gate.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}
