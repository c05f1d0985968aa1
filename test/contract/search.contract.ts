import { at } from '../support/store-builders.js';
import { benchTools } from './browsing-tools.js';
import type { StoreBench } from './store.contract.js';

export function searchContract(bench: StoreBench): void {
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

  // One test: each would make a database.
  const SEARCHES = [
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
  ] as const;
  test('listMessages() looks for words, whatever is written', async () => {
    const found: [string, string][] = [];
    for (const [name, search] of SEARCHES) found.push([name, await list({ search })]);
    expect(found).toEqual(SEARCHES.map(([name, , ids]) => [name, ids]));
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
