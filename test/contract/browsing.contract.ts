import type { MessageFilter, StoredMessage } from '../../src/domain/store.js';
import { anArrival, aStoredMessage, aVerdict } from '../support/builders.js';
import { keyedHash } from '../support/privacy.js';
import { aChange, at } from '../support/store-builders.js';
import type { StoreBench } from './store.contract.js';

type Parts = Parameters<typeof aStoredMessage>[0];

export function browsingContract(bench: StoreBench): void {
  // With messages of their own.
  describe('filters', () => filterContract(bench));
  describe('search', () => searchContract(bench));
  pagingContract(bench);
  waitingContract(bench);
}

const SPAM = aVerdict({ score: 0.95, band: 'spam', action: 'quarantine' });
const UNSURE = aVerdict({ score: 0.6, band: 'unsure' });

const benchTools = ({ store }: StoreBench) => ({
  keep: async (id: string, parts: Parts = {}, near = id): Promise<void> => {
    const message = aStoredMessage({ id, messageId: `x${id}`, ...parts });
    await store().saveArrival(anArrival(message, { nearFingerprint: near }));
  },
  /** All that a filter finds, however many pages that takes. */
  list: async (filter: MessageFilter): Promise<string> => {
    const found: StoredMessage[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await store().listMessages({
        ...filter,
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items);
      after = page.next;
    }
    return found.map(({ id }) => id).join(' ');
  },
});

function filterContract(bench: StoreBench): void {
  const { keep, list } = benchTools(bench);

  beforeEach(async () => {
    const bob = { id: '77', name: 'Bob', role: 'member' } as const;
    const phone = { id: '+4917', name: '+4917', role: 'member' } as const;
    await keep('A', { receivedAt: at(0) });
    await keep('B', {
      verdict: SPAM,
      status: 'quarantined',
      isWithheld: true,
      sender: bob,
      receivedAt: at(3600),
    });
    await keep('C', { verdict: UNSURE, receivedAt: at(7200) });
    await keep('D', { verdict: SPAM, conversation: '-1002', sender: bob, receivedAt: at(7201) });
    await keep('E', {
      channel: 'sms',
      conversation: '+1',
      sender: phone,
      verdict: UNSURE,
      status: 'released',
    });
    await keep('F', { channel: 'sms', conversation: '-1001', verdict: aVerdict({ score: null }) });
    await keep('G', { verdict: aVerdict({ score: 0.2 }), status: 'confirmed' });
  });

  test.each<[string, MessageFilter, string]>([
    ['nothing', {}, 'G F E D C B A'],
    ['a channel', { channel: 'sms' }, 'F E'],
    ['a conversation', { conversation: '-1002' }, 'D'],
    ['a conversation of two channels', { conversation: '-1001' }, 'G F C B A'],
    ['a conversation of one of them', { conversation: '-1001', channel: 'sms' }, 'F'],
    ['a status', { status: 'quarantined' }, 'B'],
    ['what was accepted', { status: 'accepted' }, 'F D C A'],
    ['spam', { band: 'spam' }, 'D B'],
    ['spam that was accepted', { band: 'spam', status: 'accepted' }, 'D'],
    ['unsure', { band: 'unsure' }, 'E C'],
    ['unsure in one channel', { band: 'unsure', channel: 'telegram' }, 'C'],
    ['ham', { band: 'ham' }, 'G F A'],
    ['ham that was confirmed', { band: 'ham', status: 'confirmed' }, 'G'],
    ['spam of a conversation', { band: 'spam', conversation: '-1001' }, 'B'],
    ['a score and more', { fromScore: 0.6 }, 'E D C B'],
    ['up to a score', { toScore: 0.2 }, 'G A'],
    ['one score', { fromScore: 0.2, toScore: 0.2 }, 'G'],
    ['a sender', { sender: '77' }, 'D B'],
    ['a sender by his hash', { sender: keyedHash('telegram:77') }, 'D B'],
    ['a sender of one conversation', { sender: '77', conversation: '-1002' }, 'D'],
    ['a number without its plus', { sender: '4917' }, 'E'],
    ['nobody', { sender: '78' }, ''],
    ['from a time', { from: at(7200) }, 'D C'],
    ['up to a time', { to: at(1) }, 'G F E A'],
    ['between two times', { from: at(3600), to: at(7201) }, 'C B'],
    ['a time of another zone', { from: '2026-01-02T07:04:05+03:00', to: '2026-01-02T07:04:06+03:00' }, 'B'],
    [
      'everything at once',
      {
        channel: 'telegram',
        conversation: '-1001',
        status: 'quarantined',
        band: 'spam',
        fromScore: 0.9,
        toScore: 1,
        search: 'lunch',
        sender: '77',
        from: at(0),
        to: at(9999),
      },
      'B',
    ],
  ])('listMessages() keeps to %s', async (_, filter, found) => {
    expect(await list(filter)).toBe(found);
  });

  test.each([{ from: 'yesterday' }, { to: '' }])(
    'listMessages() throws a RangeError for %j',
    async (filter) => {
      await expect(bench.store().listMessages({ limit: 9, ...filter })).rejects.toThrow(RangeError);
    },
  );

  test('listMessages() finds by time what was rolled up, what was not, and what came late', async () => {
    const rollUp = (seconds: number) => bench.store().rollUpTraffic({ now: at(seconds), limit: 99 });
    await rollUp(0);
    expect(await rollUp(61)).toBe(7);
    expect(await list({ from: at(3600), to: at(7201) })).toBe('C B');
    await keep('LATE', { receivedAt: at(3601) });
    expect(await list({ from: at(3600), to: at(7201) })).toBe('LATE C B');
    await rollUp(200);
    expect(await rollUp(300)).toBe(1);
    expect(await list({ from: at(3600), to: at(7201) })).toBe('LATE C B');
    expect(await list({ from: at(3600), to: at(3601), channel: 'telegram' })).toBe('B');
    expect(await list({ from: at(99_999) })).toBe('');
  });

  test('listMessages() follows a message through what people decide', async () => {
    const change = {
      from: { status: 'quarantined', isWithheld: true },
      to: { status: 'released', isWithheld: false },
    } as const;
    await bench.store().saveCorrection(aChange({ id: 'C1', messageId: 'B' }, { transition: change }));
    expect(await list({ status: 'quarantined' })).toBe('');
    expect(await list({ status: 'released' })).toBe('E B');
    expect(await list({ status: 'released', conversation: '-1001' })).toBe('B');
  });
}

function searchContract(bench: StoreBench): void {
  const { keep, list } = benchTools(bench);
  const TEXTS: Readonly<Record<string, string>> = {
    A: 'Lunch at noon?',
    B: 'Бесплатный КУПОН для всех 🎁',
    C: 'Free-money: 100% "guaranteed" (really) near* AND near',
    D: 'ＦＲＥＥ ｌｕｎｃｈ, f\u200Bree beer',
    E: '免费领取 مجاني',
    F: `'; drop table messages; -- \\ %_`,
    G: '🇩🇪 Zoë’s crème',
  };

  beforeEach(async () => {
    for (const [id, text] of Object.entries(TEXTS))
      await keep(id, {
        text,
        ...(id === 'G' ? { sender: { id: '9', name: 'Nora O’Neil', role: 'member' } } : {}),
      });
  });

  test.each([
    ['a word', 'lunch', 'D A'],
    ['a word in other letters', 'LUNCH', 'D A'],
    ['the beginning of a word', 'lun', 'D A'],
    ['the middle of a word', 'unch', ''],
    ['two words', 'noon lunch', 'A'],
    ['two words of two messages', 'noon beer', ''],
    ['a word in wide letters', 'free', 'D C'],
    ['a wide word', 'ｆｒｅｅ', 'D C'],
    ['Cyrillic', 'купон бесп', 'B'],
    ['Arabic', 'مجا', 'E'],
    ['Chinese, a part of a line', '领取', 'E'],
    ['emoji', '🎁', 'B'],
    ['a flag', '🇩🇪', 'G'],
    ['accents', 'crème', 'G'],
    ["the sender's name", 'nora neil', 'G'],
    ['the name and the text', 'neil zoë', 'G'],
    ['quotes', '"guaranteed"', 'C'],
    ['a quote that is not closed', '"guar', 'C'],
    ['operators, which are words', 'AND near', 'C'],
    ['NOT, which is a word', 'lunch NOT noon', ''],
    ['an operator of columns', 'words: free', ''],
    ['signs between words', 'free-money', 'C'],
    ['brackets and stars', '(((money* | near)', 'C'],
    ["PostgreSQL's operators", 'free & !money:* <-> lunch', ''],
    ['quotes and SQL', "'; drop table messages; --", 'F'],
    ['percent signs', '100%', 'C'],
    ["like's own signs", '%', ''],
    ['an underscore', '_', ''],
    ['signs alone', '"*', ''],
    ['blanks', ' \n', 'G F E D C B A'],
    ['nothing', '', 'G F E D C B A'],
    ["the gate's id", 'C', 'C'],
    ["the channel's id", 'xD', 'D'],
    ['a null byte', 'lu\u0000nch', ''],
    ['half a letter', 'lunch\ud800', 'D A'],
    ['more words than are looked at', 'lunch '.repeat(5_000), 'D A'],
    ['a long word', 'x'.repeat(100_000), ''],
  ])('listMessages() looks for %s', async (_, search, found) => {
    expect(await list({ search })).toBe(found);
  });

  test("listMessages() takes the channel's id as a whole", async () => {
    await keep('M1', { messageId: '17' });
    await keep('M2', { messageId: '170' });
    await keep('M3', { messageId: 'SM-a_b/ü 1' });
    expect(await list({ search: '17' })).toBe('M1');
    expect(await list({ search: 'SM-a_b/ü 1' })).toBe('M3');
    expect(await list({ search: 'SM-a_b' })).toBe('');
  });

  test('listMessages() searches the same way in a list that is narrow, and among other filters', async () => {
    await keep('OTHER', { conversation: '-1002', text: 'lunch' });
    expect(await list({ search: 'lun', conversation: '-1002' })).toBe('OTHER');
    expect(await list({ search: 'lun', channel: 'telegram', band: 'ham' })).toBe('OTHER D A');
    expect(await list({ search: 'A', channel: 'sms' })).toBe('');
  });

  test('listMessages() does not find by a number that stands for a name', async () => {
    await keep('SMS', { channel: 'sms', sender: { id: '+4917', name: '+4917', role: 'member' } });
    expect(await list({ search: '4917' })).toBe('');
  });

  test.each([
    ['is stripped', { before: at(99), keysBefore: at(0), limit: 99 }],
    ['is deleted', { before: at(99), keysBefore: at(99), limit: 99 }],
  ])('listMessages() does not find what %s', async (_, batch) => {
    await bench.store().forgetMessages('ham', batch);
    for (const search of ['lunch', 'xA', 'A', 'купон']) expect(await list({ search })).toBe('');
    await keep('NEW', { text: 'lunch again' });
    expect(await list({ search: 'lunch' })).toBe('NEW');
  });

  test('listMessages() finds a message after its sender is hidden and its conversation has moved', async () => {
    await bench.store().moveConversation({ channel: 'telegram', id: '-1001' }, '-1009');
    expect(await list({ search: 'noon', conversation: '-1009' })).toBe('A');
    expect(await list({ search: 'xA' })).toBe('A');
  });
}

function pagingContract(bench: StoreBench): void {
  const { keep, list } = benchTools(bench);
  const many = 4_500;
  /** More than a page looks through, and more than a block of the index. */
  const keepMany = (parts: (n: number) => Parts) =>
    Promise.all(Array.from({ length: many }, (_, n) => keep(`M${n}`, parts(n))));

  test('listMessages() stops after some thousands of rows, and goes on where it stopped', async () => {
    await keep('OLD', { text: 'persimmon', verdict: aVerdict({ score: 0.9 }) });
    await keepMany(() => ({ text: 'rhubarb' }));
    const first = await bench.store().listMessages({ limit: 9, fromScore: 0.9 });
    expect(first.items).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(await list({ fromScore: 0.9 })).toBe('OLD');
    expect(await list({ search: 'rhu', fromScore: 0.9 })).toBe('');
    expect(await list({ search: 'persimmon' })).toBe('OLD');
    const found = (await list({ search: 'rhu' })).split(' ');
    expect(new Set(found).size).toBe(many);
    const { items } = await bench.store().listMessages({ limit: 2, search: 'rhu' });
    expect(items.map(({ id }) => id)).toEqual(found.slice(0, 2));
  }, 60_000);
}

function waitingContract(bench: StoreBench): void {
  const { keep } = benchTools(bench);
  const WITHHELD = { verdict: SPAM, status: 'quarantined', isWithheld: true } as const;
  const list = async (kind: 'quarantined' | 'unsure', filter: MessageFilter = {}, limit = 2) => {
    const rows: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const query = { kind, ...filter, limit, ...(after === undefined ? {} : { after }) };
      const page = await bench.store().listWaiting(query);
      rows.push(...page.items.map(({ message, copies }) => `${message.id}+${copies}`));
      after = page.next;
    }
    return rows.join(' ');
  };

  test('listWaiting() folds what is nearly equal in one conversation, page after page', async () => {
    for (const id of ['A1', 'B1', 'A2', 'C1', 'A3', 'D1', 'B2']) await keep(id, WITHHELD, id.slice(0, 1));
    await keep('A4', { ...WITHHELD, conversation: '-1002' }, 'A');
    await keep('HAM', {}, 'A');
    await keep('SURE', { verdict: SPAM }, 'A');
    for (const limit of [1, 2, 9])
      expect(await list('quarantined', {}, limit)).toBe('A4+0 B2+1 D1+0 A3+2 C1+0');
    expect(await list('quarantined', { conversation: '-1001' })).toBe('B2+1 D1+0 A3+2 C1+0');
  });

  test('listWaiting() has what is unsure and nobody has decided about', async () => {
    await keep('U1', { verdict: UNSURE }, 'U');
    await keep('U2', { verdict: UNSURE }, 'U');
    await keep('DONE', { verdict: UNSURE, status: 'confirmed' }, 'U');
    await keep('Q1', { ...WITHHELD }, 'U');
    expect(await list('unsure')).toBe('U2+1');
    expect(await list('quarantined')).toBe('Q1+0');
    expect(await list('unsure', { band: 'spam' })).toBe('');
    expect(await list('unsure', { status: 'confirmed' })).toBe('');
    expect(await list('quarantined', { band: 'spam', status: 'quarantined' })).toBe('Q1+0');
  });

  test('listWaiting() is led by the newest that matches', async () => {
    const scored = (score: number) => ({ ...WITHHELD, verdict: { ...SPAM, score } });
    await keep('OLD', { ...scored(0.99), text: 'marmalade' }, 'A');
    await keep('OTHER', scored(0.99), 'B');
    await keep('NEW', scored(0.9), 'A');
    expect(await list('quarantined', { fromScore: 0.95 }, 1)).toBe('OTHER+0 OLD+1');
    expect(await list('quarantined', { search: 'marm' })).toBe('OLD+1');
    expect(await list('quarantined', {}, 1)).toBe('NEW+1 OTHER+0');
  });

  test('listWaiting() folds nothing that has no fingerprint', async () => {
    await keep('A', WITHHELD, '');
    await keep('B', WITHHELD, '');
    expect(await list('quarantined', {}, 1)).toBe('B+0 A+0');
  });

  test('newestWaiting() grows with what comes into quarantine or up for review, and with nothing else', async () => {
    expect(await bench.store().newestWaiting()).toBe(0);
    await keep('Q1', WITHHELD);
    const first = await bench.store().newestWaiting();
    expect(first).toBeGreaterThan(0);
    await keep('HAM');
    expect(await bench.store().newestWaiting()).toBe(first);
    await keep('U1', { verdict: UNSURE });
    expect(await bench.store().newestWaiting()).toBeGreaterThan(first);
  });
}
