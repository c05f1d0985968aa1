import { secretHash } from '../../../src/web/access/secrets.js';
import { aMessage } from '../../support/builders.js';
import { by } from '../../support/store-builders.js';
import { openTestStore, type TestStore } from '../../support/test-store.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { visit, type Visitor } from './browser.js';
import { BREAKS_OUT, STRANGE_TEXTS } from './strange-texts.js';

const GROUP = { channel: 'telegram', id: '-1001' } as const;
const PATH = '/conversations/telegram/-1001';
const SMS_PATH = `/conversations/sms/${encodeURIComponent('+1555')}`;

let testStore: TestStore;
let web: TestApp;
let admin: Visitor;
beforeEach(async () => {
  testStore = await openTestStore();
  web = createTestApp(testStore.store);
  admin = await visit(web.app);
  await web.gate.filter(aMessage({ text: 'Hello' }));
  await web.gate.filter(aMessage({ channel: 'sms', conversation: '+1555', text: 'Free casino' }));
});
afterEach(() => testStore.cleanUp());

const settings = () => testStore.store.readSettings(GROUP);
const audit = async () =>
  (await testStore.store.listAudit({ limit: 9, action: 'conversation.changed' })).items.map(
    ({ author, subject, after }) => ({ author, subject, after }),
  );

async function visitAs(role: 'viewer' | 'moderator'): Promise<Visitor> {
  await testStore.store.addToken({ name: role, role, hash: secretHash(`token-of-a-${role}`) }, by(0));
  return visit(web.app, `token-of-a-${role}`);
}

/** The hidden field that says which settings the form was made of. */
async function seenIn(path = PATH): Promise<string> {
  const { text } = await admin.get(path);
  return (/name="seen" value="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"');
}

/** Twenty decided messages: ten spam, ten ham. */
async function decideTwenty(): Promise<void> {
  for (let n = 0; n < 20; n += 1) {
    const isSpam = n < 10;
    const text = isSpam ? `Free casino ${n}` : `Hello ${n}`;
    const { message } = await web.gate.filter(aMessage({ text, messageId: `d${n}` }));
    await web.gate.recordCorrection({
      correctionId: `C${n}`,
      label: isSpam ? 'spam' : 'ham',
      author: 'Bea',
      role: 'admin',
      source: 'console',
      about: { messageId: message.id },
    });
  }
}

describe('GET /conversations', () => {
  test('lists them with what is in force there and when something came last', async () => {
    await testStore.store.changeSettings(GROUP, { threshold: 0.7, mode: 'observe' });
    const { text } = await admin.get('/conversations');
    expect(text).toMatch(/href="\/conversations\/sms\/%2B1555"[\s\S]*quarantine[\s\S]*0\.8/);
    expect(text).toMatch(/href="\/conversations\/telegram\/-1001"[\s\S]*observe[\s\S]*0\.7[\s\S]*2026-01-02/);
  });

  test('picks a channel, and pages', async () => {
    const { text } = await admin.get('/conversations?channel=telegram');
    expect(text).not.toContain('+1555');
    for (const id of ['-1', '-2']) await web.gate.filter(aMessage({ conversation: id, messageId: id }));
    const first = await admin.get('/conversations?limit=2');
    const next = /href="(\/conversations\?after=[^"]+)" rel="next"/.exec(first.text)?.[1] ?? '';
    expect((await admin.get(`${next}&limit=9`)).text).toContain('First page');
    expect((await admin.get('/conversations?channel=api')).text).toContain('No conversation yet');
  });

  test.each(['channel=fax', 'after=garbage', 'limit=0'])('refuses ?%s', async (query) => {
    expect((await admin.get(`/conversations?${query}`)).status).toBe(400);
  });
});

describe('GET /conversations/:channel/:id', () => {
  test('shows settings with their defaults, quality, and the curve', async () => {
    await decideTwenty();
    const { text } = await admin.get(PATH);
    expect(text).toContain('Default: 0.8.');
    expect(text).toContain('10 spam, 10 ham');
    expect(text).toContain('the true recall is at most about this one');
    expect(text).toMatch(/<path class="line all" d="M/);
    expect(text).toContain('now 0.8');
    expect(text).toMatch(/Use 0\.97 here|No other threshold/);
  });

  test('has only what can be set in its channel', async () => {
    const [telegram, sms] = [(await admin.get(PATH)).text, (await admin.get(SMS_PATH)).text];
    for (const name of ['language', 'isQuiet', 'reportsNeeded', 'adminChat', 'trustDays'])
      expect([name, telegram.includes(`name="${name}"`), sms.includes(`name="${name}"`)]).toEqual([
        name,
        true,
        false,
      ]);
    expect(telegram).toContain('<option value="ban">');
    expect(sms).not.toContain('<option value="ban">');
  });

  test.each([
    '/conversations/telegram/-404',
    '/conversations/fax/1',
    `/conversations/sms/${'x'.repeat(256)}`,
  ])('knows nothing of %s', async (path) => {
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get(`${path}/threshold?threshold=0.5`)).status).toBe(404);
  });

  test.each(Object.entries(STRANGE_TEXTS))(
    'shows a conversation named strangely (%s)',
    async (_name, strange) => {
      const id = strange.slice(0, 255);
      await web.gate.filter(aMessage({ conversation: id, messageId: 's' }));
      const page = await admin.get(`/conversations/telegram/${encodeURIComponent(id)}`);
      expect([page.status, BREAKS_OUT.test(page.text)]).toEqual([200, false]);
      expect((await admin.get('/conversations')).text).not.toMatch(BREAKS_OUT);
    },
  );

  test('lets viewers and moderators look, without anything to press', async () => {
    for (const role of ['viewer', 'moderator'] as const) {
      const visitor = await visitAs(role);
      const { status, text } = await visitor.get(PATH);
      expect([status, text.includes('id="save-settings"'), text.includes('name="seen"')]).toEqual([
        200,
        false,
        false,
      ]);
      expect(text).toContain('Settings, which administrators change');
      expect(text).not.toContain('<h2>Changes</h2>');
      for (const path of [`${PATH}/settings`, `${PATH}/threshold`])
        expect((await visitor.post(path, { threshold: '0.5' })).status).toBe(403);
    }
    expect(await audit()).toEqual([]);
  });
});

describe('POST /conversations/:channel/:id/settings', () => {
  test('changes what was entered and nothing else, and says by whom', async () => {
    const answer = await admin.post(`${PATH}/settings`, {
      seen: await seenIn(),
      mode: 'reply',
      threshold: '70 %',
      trustedThreshold: '0,95',
      trustMessages: '3',
      isQuiet: 'on',
      language: '',
      adminChat: '-1009',
    });
    expect([answer.status, answer.headers['location']]).toEqual([303, `${PATH}?saved=1`]);
    const changed = {
      mode: 'reply',
      threshold: 0.7,
      trustedThreshold: 0.95,
      trustMessages: 3,
      isQuiet: true,
      adminChat: '-1009',
    };
    expect(await settings()).toMatchObject({ ...changed, language: null, trustDays: null });
    expect(await audit()).toEqual([{ author: 'admin', subject: 'telegram:-1001', after: changed }]);
    const page = await admin.get(`${PATH}?saved=1`);
    expect(page.text).toContain('Saved.');
    expect(page.text).toContain('Threshold: default → 0.7');
  });

  test('sets back to the default what was emptied', async () => {
    await testStore.store.changeSettings(GROUP, { threshold: 0.7, mode: 'observe' });
    await admin.post(`${PATH}/settings`, { seen: await seenIn(), threshold: '', mode: 'observe' });
    expect(await settings()).toMatchObject({ threshold: null, mode: 'observe' });
    expect(await audit()).toMatchObject([{ after: { threshold: null } }]);
  });

  test('answers htmx with the page as it is now', async () => {
    const fields = { seen: await seenIn(), threshold: '0.6' };
    const { text } = await admin.post(`${PATH}/settings`, fields).set('HX-Request', 'true');
    expect(text).toMatch(/^<div id="conversation">/);
    expect(text).toContain('hx-swap-oob');
    expect(text).toContain('value="0.6"');
  });

  test.each([
    ['threshold', '7', 'Enter a number from 0 to 1'],
    ['threshold', '-0.1', 'Enter a number from 0 to 1'],
    ['trustedThreshold', 'NaN', 'Enter a number from 0 to 1'],
    ['trustMessages', '1001', 'Enter a whole number from 0 to 1000'],
    ['trustDays', '1.5', 'Enter a whole number from 0 to 365'],
    ['reportsNeeded', '0', 'Enter a whole number from 1 to 99'],
    ['adminChat', 'admins', 'Enter the number of a group'],
    ['mode', 'destroy', 'Choose one of the modes'],
    ['language', 'xx', 'Choose one of the languages'],
    ['isQuiet', 'maybe', 'Choose on or off'],
  ])('changes nothing for %s %j, and says why beside it', async (name, entered, problem) => {
    const other = name === 'trustDays' ? { trustMessages: '2' } : { trustDays: '2' };
    const answer = await admin.post(`${PATH}/settings`, { seen: await seenIn(), ...other, [name]: entered });
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(new RegExp(`id="setting-${name}-problem">${problem}`));
    expect(answer.text.match(/-problem">/g)).toHaveLength(1);
    expect(await audit()).toEqual([]);
  });

  test('refuses a mode that its channel cannot carry out', async () => {
    const fields = { seen: await seenIn(SMS_PATH), mode: 'ban' };
    expect((await admin.post(`${SMS_PATH}/settings`, fields)).status).toBe(400);
  });

  test('changes nothing when somebody else has, since the form was loaded', async () => {
    const seen = await seenIn();
    await testStore.store.changeSettings(GROUP, { threshold: 0.9 });
    const answer = await admin.post(`${PATH}/settings`, { seen, threshold: '', mode: 'observe' });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('Somebody has changed')]);
    expect(await settings()).toMatchObject({ threshold: 0.9, mode: null });
  });

  test('needs a CSRF token', async () => {
    const answer = await admin.post(`${PATH}/settings`, { seen: await seenIn(), mode: 'observe', csrf: '' });
    expect(answer.status).toBe(403);
    expect(await settings()).toMatchObject({ mode: null });
  });
});

describe('/conversations/:channel/:id/threshold', () => {
  test('says what a threshold would have done, as a part and as a page', async () => {
    await decideTwenty();
    const part = await admin.getPart(`${PATH}/threshold?threshold=0.5`);
    expect(part.text).toMatch(/^<div id="outcome"/);
    expect(part.text).toContain('With 0.5: of the last 21 scored messages 10 spam');
    expect(part.text).toContain('10 spam caught and 0 ham wrongly called spam');
    const page = await admin.get(`${PATH}/threshold?threshold=0.01`);
    expect(page.text).toContain('With 0.01: of the last 21 scored messages 21 spam');
    expect(page.text).toContain('10 ham wrongly called spam');
  });

  test.each(['', '?threshold=2', '?threshold=x', '?threshold=-1'])('refuses %j', async (query) => {
    expect((await admin.get(`${PATH}/threshold${query}`)).status).toBe(400);
  });

  test('applies one with a press', async () => {
    const answer = await admin.post(`${PATH}/threshold`, { threshold: '0.9699' });
    expect(answer.headers['location']).toBe(`${PATH}?saved=1`);
    expect(await settings()).toMatchObject({ threshold: 0.9699 });
    expect(await audit()).toEqual([
      { author: 'admin', subject: 'telegram:-1001', after: { threshold: 0.9699 } },
    ]);
    expect((await admin.post(`${PATH}/threshold`, { threshold: '1.1' })).status).toBe(400);
  });
});
