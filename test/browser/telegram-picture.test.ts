import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.js';
import { endAllGates, startGate } from '../support/gate-process.js';
import { openChromium } from './support/chromium.js';
import { drawChat } from './support/draw-chat.js';

const GROUP = -1001111111111;
const ADA = { id: 11, first_name: 'Ada' };
const BEN = { id: 12, first_name: 'Ben' };
const SPAMMER = { id: 66, first_name: 'Lucky Deals' };
const DEADLINE_MS = 30_000;

let folder: string;
let telegram: FakeTelegram;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamgate-picture-'));
  telegram = await startFakeTelegram();
  telegram.addGroup({
    id: GROUP,
    title: 'Gardeners',
    members: [
      [ADA, 'creator'],
      [BEN, 'member'],
      [SPAMMER, 'member'],
    ],
  });
});
afterAll(async () => {
  await endAllGates();
  await telegram.stop();
  await rm(folder, { recursive: true, force: true });
});

const said = () => telegram.botTexts(GROUP).length;
/** Resolves when the bot has posted so many more messages. */
const hears = async (count: number, from: number) => {
  await telegram.until(() => said() >= from + count, DEADLINE_MS);
};

async function play(): Promise<void> {
  telegram.say({ chat: GROUP, from: BEN, text: 'Who has tomato seeds to spare?' });
  telegram.say({
    chat: GROUP,
    from: SPAMMER,
    text: 'Congratulations! You won a free prize, call 09061701461 now to claim',
  });
  await hears(1, 0);
  telegram.say({ chat: GROUP, from: ADA, text: '/mode quarantine' });
  await hears(1, 1);
  telegram.say({
    chat: GROUP,
    from: SPAMMER,
    text: 'WINNER! Your number was drawn, text CLAIM to 80082 for your cash prize',
  });
  await hears(1, 2);
  telegram.say({ chat: GROUP, from: ADA, text: 'I have some, come by on Saturday' });
}

describe('the bot in a group', () => {
  test('warns, then withholds, and can be drawn', async () => {
    await startGate(folder, { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot });
    await play();
    const texts = telegram.botTexts(GROUP).join('\n');
    expect(texts).toMatch(/spam/i);
    expect(texts).toContain('Withheld a message');
    const browser = await openChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 592, height: 400 }, deviceScaleFactor: 1 });
      await page.setContent(drawChat(telegram.chat(GROUP), telegram.bot));
      const picture = join(
        process.env['UPDATE_SCREENSHOTS'] === '1' ? 'docs/images' : folder,
        'telegram.png',
      );
      await page.screenshot({ path: picture, fullPage: true });
    } finally {
      await browser.close();
    }
  }, 90_000);
});
