// Runs what `npm start` runs, with a store of its own, asks it what a user would ask, and stops it. Without npm in
// between: it would end by the signal itself and hide the exit code of the gate.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PUBLIC_BASE_URL = 'https://gate.example.com';
const AUTH_TOKEN = 'smoke-test-auth-token';
const ADMIN_TOKEN = 'smoke-test-admin-token';
const READY_WITHIN_MS = 60_000;

/** Starts the gate and resolves with its address once it says that it answers. */
async function startGate(folder) {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'));
  const [command, ...args] = scripts.start.split(' ');
  const gate = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'hamgate.db')}`,
      PUBLIC_BASE_URL,
      SMS_TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      ADMIN_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new Error(`The gate did not start:\n${output}`)),
      READY_WITHIN_MS,
    );
    gate.once('exit', () => reject(new Error(`The gate ended:\n${output}`)));
    gate.stdout.on('data', (chunk) => {
      output += chunk;
      const answersAt = /answers at (http:\S+)/.exec(output);
      if (answersAt === null) return;
      clearTimeout(deadline);
      resolve(answersAt[1]);
    });
  });
  return { gate, url };
}

function signedRequest(form) {
  const url = `${PUBLIC_BASE_URL}/webhooks/sms/twilio`;
  const signed = Object.keys(form)
    .sort()
    .reduce((text, key) => text + key + form[key], url);
  const signature = createHmac('sha1', AUTH_TOKEN).update(signed).digest('base64');
  return { method: 'POST', headers: { 'X-Twilio-Signature': signature }, body: new URLSearchParams(form) };
}

async function askGate(url) {
  const bearer = { Authorization: `Bearer ${ADMIN_TOKEN}` };
  const ready = await fetch(`${url}/readyz`);
  assert.equal(ready.status, 200, await ready.text());

  const texts = ['Congratulations! You won a free prize, call 09061701461 now to claim', 'Call me'];
  const classified = await fetch(`${url}/v1/classify`, {
    method: 'POST',
    headers: { ...bearer, 'Content-Type': 'application/json' },
    body: JSON.stringify({ texts }),
  });
  const { results } = await classified.json();
  assert.deepEqual(
    results.map((result) => result.label),
    ['spam', 'ham'],
  );

  const form = {
    MessageSid: `SM${'0'.repeat(32)}`,
    From: '+14155550123',
    To: '+15005550006',
    Body: texts[0],
  };
  const first = await fetch(`${url}/webhooks/sms/twilio`, signedRequest(form));
  assert.equal(first.status, 200);
  assert.match(await first.text(), /<Response><\/Response>/);
  const forged = await fetch(`${url}/webhooks/sms/twilio`, { ...signedRequest(form), headers: {} });
  assert.equal(forged.status, 403);

  const quarantine = await (await fetch(`${url}/v1/quarantine`, { headers: bearer })).json();
  assert.deepEqual(
    quarantine.items.map((item) => item.messageId),
    [form.MessageSid],
  );
}

const folder = await mkdtemp(join(tmpdir(), 'hamgate-smoke-'));
const { gate, url } = await startGate(folder);
try {
  await askGate(url);
  gate.kill('SIGTERM');
  const [code] = await once(gate, 'exit');
  assert.equal(code, 0, 'the gate ends with 0 on SIGTERM');
  process.stdout.write('The built gate started, answered and stopped.\n');
} finally {
  if (gate.exitCode === null) gate.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
