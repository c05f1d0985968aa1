import type { MessageFilter } from '../../src/domain/store.js';
import { benchTools, SPAM, UNSURE } from './browsing-tools.js';
import type { StoreBench } from './store.contract.js';

export function waitingContract(bench: StoreBench): void {
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
