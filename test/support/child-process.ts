import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

export interface ChildProcesses {
  /** Runs the script, an ES module that imports from `./src/…`, and resolves with what it printed. */
  readonly run: (script: string, ...parameters: readonly string[]) => Promise<string>;
  readonly cleanUp: () => void;
}

/** Real processes for the promises that hold between processes. They run the rooms given, as they are now. */
export function prepareProcesses(rooms: readonly string[]): ChildProcesses {
  const root = resolve('.');
  const folder = mkdtempSync(join(tmpdir(), 'hamgate-processes-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const file of rooms.flatMap((room) => filesOf(join(root, 'src', room)))) {
    const target = join(folder, relative(root, file)).replace(/[.]ts$/, '.js');
    mkdirSync(dirname(target), { recursive: true });
    const options = {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    } as const;
    writeFileSync(target, transformFileSync(file, options).code);
  }
  return {
    run: async (script, ...parameters) => {
      const file = join(folder, `${process.hrtime.bigint()}.js`);
      writeFileSync(file, script);
      const child = spawn(process.execPath, [file, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      let faults = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()));
      await once(child, 'close');
      if (child.exitCode !== 0)
        throw new Error(`The process ended with ${String(child.exitCode)}:\n${faults}`);
      return output;
    },
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
