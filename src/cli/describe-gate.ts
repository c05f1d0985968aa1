import { describeChannels } from '../compose/describe-channels.js';
import type { Gate } from '../compose/gate.js';
import type { Config } from '../config/config.js';

/** What a person wants to know when the gate has started: what is on, what is off and why, and what to try. */
export function describeGate(config: Config, gate: Gate): readonly string[] {
  return [
    `Hamgate answers at ${gate.url}`,
    modelLine(gate),
    line('on', 'store', storeText(config.databaseUrl)),
    ...describeChannels(config).map(({ name, isOn, text }) => line(isOn ? 'on' : 'off', name, text)),
    tokenLine(gate),
    'Try it:',
    `  ${curlFor(gate)}`,
  ];
}

const line = (state: 'on' | 'off', what: string, text: string): string =>
  `  ${state.padEnd(3)}  ${what.padEnd(8)}  ${text}`;

function modelLine({ currentModel }: Gate): string {
  const { scorer, defaultPolicy } = currentModel();
  const { architecture } = scorer.manifest;
  const { telegram, sms } = { telegram: defaultPolicy('telegram'), sms: defaultPolicy('sms') };
  const thresholds = `spam from ${telegram.thresholds.spam} (Telegram) and ${sms.thresholds.spam} (SMS)`;
  return line('on', 'model', `${scorer.model} (${architecture}), ${thresholds}`);
}

/** Of a server's address only what is no secret. */
function storeText(databaseUrl: string): string {
  if (databaseUrl.startsWith('file:')) return `SQLite in ${databaseUrl.slice('file:'.length)}`;
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}

function tokenLine({ adminToken: { file, token, isNew } }: Gate): string {
  if (file === null) return line('on', 'api', 'with the ADMIN_TOKEN of the settings');
  if (!isNew) return line('on', 'api', `with the admin token in ${file}`);
  return line('on', 'api', `with a new admin token, kept in ${file} and shown only now: ${token}`);
}

function curlFor({ url, adminToken }: Gate): string {
  const token = adminToken.file === null ? '$ADMIN_TOKEN' : `$(cat ${adminToken.file})`;
  const body = '{"texts": ["Win a free prize now! Text WIN to 80082", "See you at lunch"]}';
  return `curl ${url}/v1/classify -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '${body}'`;
}
