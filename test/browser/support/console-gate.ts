import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endAllGates, type GateProcess, startGate } from '../../support/gate-process.js';
import { type Receiver, startReceiver } from './receiver.js';
import { SMS_TOKEN } from './text-messages.js';

/** The built gate with a store of its own, and somebody who gets what is not spam. */
export interface ConsoleGate {
  readonly gate: GateProcess;
  readonly receiver: Receiver;
  readonly folder: string;
  end(): Promise<void>;
}

/** `models`: folders of models that were in the settings before, so that the store has them, too. */
export async function startConsoleGate(models: readonly string[] = []): Promise<ConsoleGate> {
  const folder = await mkdtemp(join(tmpdir(), 'hamgate-console-'));
  const receiver = await startReceiver();
  const settings = {
    SMS_JSON_TOKEN: SMS_TOKEN,
    FORWARD_URL: receiver.url,
    FORWARD_SECRET: `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`,
    // What the made-up messages need is that they are on one side or the other.
    SPAM_THRESHOLD: '0.7',
  };
  for (const model of models) {
    const before = await startGate(folder, { ...settings, MODEL_DIR: resolve(model) });
    await before.end('SIGTERM');
  }
  const gate = await startGate(folder, settings);
  return {
    gate,
    receiver,
    folder,
    end: async () => {
      await endAllGates();
      await receiver.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
