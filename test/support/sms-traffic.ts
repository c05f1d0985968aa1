import { askApi, type GateProcess } from './gate-process.js';

/** For the setting `SMS_JSON_TOKEN`. */
export const SMS_TOKEN = 'bearer-token-of-the-tests';

export interface Traffic {
  /** Texts, in the order in which the gate has answered. */
  readonly acknowledged: () => readonly string[];
  /** Resolves when so many were answered. */
  readonly until: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Eight senders of text messages, one after the other. */
export function sendTo(gate: GateProcess): Traffic {
  const acknowledged: string[] = [];
  let isStopped = false;
  let onAnswer = (): void => undefined;
  let sent = 0;
  const send = async (): Promise<void> => {
    while (!isStopped) {
      const text = `lunch number ${++sent}`;
      const response = await fetch(`${gate.url}/webhooks/sms/json`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${SMS_TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ from: '+14155550123', to: '+15005550006', text }),
      });
      if (response.status !== 200) throw new Error(`The gate answered ${response.status}`);
      await response.text();
      acknowledged.push(text);
      onAnswer();
    }
  };
  const senders = Promise.all(Array.from({ length: 8 }, send));
  return {
    acknowledged: () => [...acknowledged],
    until: (count) => {
      const reached = new Promise<void>((resolve) => {
        onAnswer = () => {
          if (acknowledged.length >= count) resolve();
        };
        onAnswer();
      });
      return Promise.race([reached, senders.then(() => reached)]);
    },
    stop: async () => {
      isStopped = true;
      await senders;
    },
  };
}

/** Of all messages that the gate has. */
export async function readTexts(gate: GateProcess): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let after = ''; ;) {
    const page = (await askApi(gate, `/v1/messages?limit=100${after}`)) as {
      items: { text: string }[];
      next: string | null;
    };
    texts.push(...page.items.map(({ text }) => text));
    if (page.next === null) return texts;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}
