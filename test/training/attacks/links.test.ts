import { changeLinks, changeProse, removeLinks } from '../../../src/training/attacks/links.js';
import { DISGUISED_LINKS } from '../../../src/training/attacks/disguised-links.js';
import { SPLIT_LINKS } from '../../../src/training/attacks/split-links.js';
import { createRandom } from '../../../src/training/random.js';

test.each([
  ['see https://a.example.com/x?y=1#z.', 'see (https://|a.example.com|/x?y=1#z).'],
  ['t.me/name now', '(|t.me|/name) now'],
  ['WWW.SHOP.RU!', '(|WWW.SHOP.RU|)!'],
  ['пиши: http://пример.рф', 'пиши: (http://|пример.рф|)'],
  ['tg://resolve?domain=x', '(tg://|resolve|?domain=x)'],
  ['http://1.2.3.4:8080/a', '(http://|1.2.3.4|:8080/a)'],
  ['(bit.ly/a)', '((|bit.ly|/a))'],
  ['one.Two three.four', 'one.Two three.four'],
  ['node.js and file.txt', 'node.js and file.txt'],
  ['me@mail.com', 'me@mail.com'],
  ['welcome.comrade', 'welcome.comrade'],
])('changeLinks() finds the links of %j', (text, marked) => {
  expect(changeLinks(text, ({ scheme, host, rest }) => `(${scheme}|${host}|${rest})`)).toBe(marked);
});

test.each([
  ['Win at https://a.com/x now', 'Win at now'],
  ['Win [LINK]', 'Win'],
  ['Win <URL> and URL, curl stays', 'Win and , curl stays'],
  ['two  blanks stay', 'two  blanks stay'],
])('removeLinks() makes %j into %j', (text, without) => {
  expect(removeLinks(text)).toBe(without);
});

test.each([
  ['Hi @name [LINK] <#> you', 'hi @name [LINK] <#> you'],
  ['A https://A.com/B?C=D E', 'a https://A.com/B?C=D e'],
  ['A me@MAIL.com, XXX &AMP; DIGIT', 'a me@MAIL.com, XXX &AMP; DIGIT'],
  ['[Promo] AXXXB', '[promo] axxxb'],
])('changeProse() lower-cases %j as %j', (text, changed) => {
  expect(changeProse(text, (prose) => prose.toLowerCase())).toBe(changed);
});

const LINK = /https?:\/\/easy\.example\.com/;

test('split-links leaves no link that a browser would open, and the text around it', () => {
  for (let seed = 0; seed < 60; seed++) {
    const attacked = SPLIT_LINKS.transform(
      'Go to https://easy.example.com/a today',
      createRandom(seed, 'shuffle'),
    );
    expect(attacked).not.toMatch(LINK);
    expect(attacked).toMatch(/^Go to .*easy.*example.*com.*a today$/);
  }
});

test('disguised-links leaves an address that leads somewhere else or through somebody else', () => {
  for (let seed = 0; seed < 60; seed++) {
    const attacked = DISGUISED_LINKS.transform(
      'Go to easy.example.com/a today',
      createRandom(seed, 'shuffle'),
    );
    const [, link = ''] = /^Go to (\S+) today$/.exec(attacked) ?? [];
    expect(URL.canParse(link)).toBe(true);
    expect(attacked).not.toMatch(LINK);
  }
});
