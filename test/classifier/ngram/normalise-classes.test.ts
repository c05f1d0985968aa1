import { normalise } from '../../../src/classifier/ngram/normalise.js';

const tokensOf = (text: string): string =>
  normalise(text)
    .tokens.map((token) => token.text)
    .join(' ');
const stylesOf = (text: string): string[] => normalise(text).styles.map((style) => style.text);

test.each([
  ['https://example.org/a?b=c', '⟨url⟩ ⟨other⟩', ['t:org', 'u:example']],
  ['see www.best-bonus.example.com.', 'se ⟨url⟩ ⟨other⟩', ['t:com', 'u:best', 'u:bonus', 'u:example']],
  ['bit.ly/abc', '⟨url⟩ ⟨short⟩', ['t:ly']],
  ['https://t.me/somebody', '⟨url⟩ ⟨chatlink⟩', ['t:me']],
  ['t.me/+AbCd', '⟨url⟩ ⟨chatlink⟩ ⟨invite⟩', ['t:me']],
  ['https://t.me/joinchat/AAA', '⟨url⟩ ⟨chatlink⟩ ⟨invite⟩', ['t:me']],
  ['discord.gg/abc', '⟨url⟩ ⟨chatlink⟩ ⟨invite⟩', ['t:gg']],
  ['t.me/prize_bot', '⟨url⟩ ⟨chatlink⟩ ⟨bot⟩', ['t:me']],
  ['tg://resolve?domain=x', '⟨url⟩ ⟨chatlink⟩', []],
  ['https://youtu.be/dQw4', '⟨url⟩ ⟨known⟩', ['t:be']],
  ['https://en.wikipedia.org/wiki/Ham', '⟨url⟩ ⟨known⟩', ['t:org']],
  ['http://10.0.0.1:8080/x', '⟨url⟩ ⟨ip⟩', []],
  ['10.0.0.1', '⟨url⟩ ⟨ip⟩', []],
  ['hxxps://evil.top', '⟨url⟩ ⟨other⟩', ['t:top', 'u:evil']],
  ['http // evil.top/a', '⟨url⟩ ⟨other⟩', ['t:top', 'u:evil']],
  ['evil[.]top', '⟨url⟩ ⟨other⟩', ['t:top', 'u:evil']],
  ['evil (dot) com', '⟨url⟩ ⟨other⟩', ['t:com', 'u:evil']],
  ['t . me / x', '⟨url⟩ ⟨chatlink⟩', ['t:me']],
  ['t.mе/abc', '⟨url⟩ ⟨chatlink⟩', ['t:me']],
  ['gооgle.com/x', '⟨url⟩ ⟨other⟩', ['t:com', 'u:google']],
  ['点击http://t.cn/abc领取', '点 击 ⟨url⟩ ⟨short⟩ 领 取', ['t:cn']],
  ['me@example.com', '⟨email⟩', []],
  ['good.me too', 'god me to', []],
  ['end.Start', 'end start', []],
  ['дома.но я', 'дoma ho я', []],
  ['see e.g. this', 'se e g this', []],
])('normalise() reads the link in %s', (text, tokens, styles) => {
  expect(tokensOf(text)).toBe(tokens);
  expect(stylesOf(text).filter((style) => /^[tu]:/.test(style))).toEqual(styles.map((style) => style));
});

test.each([
  ['@somebody', '⟨handle⟩'],
  ['#sale now', '⟨tag⟩ sale now'],
  ['#5', '# ⟨d1⟩'],
  ['№ 5', '# ⟨d1⟩'],
  ['+7 (900) 123-45-67', '⟨phone⟩'],
  ['8 800 555 35 35', '⟨phone⟩'],
  ['08712345678', '⟨phone⟩'],
  ['(800) 555-1234', '( ⟨phone⟩'],
  ['4111 1111 1111 1111', '⟨card⟩'],
  ['4111-1111-1111-1111', '⟨card⟩'],
  ['4111111111111111', '⟨card⟩'],
  ['card *1234', 'card ⟨card⟩'],
  ['•••• 1234', '⟨card⟩'],
  ['a/c XX1234', 'a c ⟨card⟩'],
  ['*123*1#', '⟨dial⟩'],
  ['123-456', '⟨code⟩'],
  ['AB12CD3', '⟨code⟩'],
  ['482913', '⟨d6⟩'],
  ['$100', '⟨m3⟩ $'],
  ['100$', '⟨m3⟩ $'],
  ['100 usd', '⟨m3⟩ $'],
  ['100 долларов', '⟨m3⟩ $'],
  ['Rs. 1,500.50', '⟨m4⟩ ₹'],
  ['rs500', '⟨m3⟩ ₹'],
  ['10 000 руб', '⟨m5⟩ ₽'],
  ['10.000 р', '⟨m5⟩ ₽'],
  ['15к рублей', '⟨m5⟩ ₽'],
  ['15 тыс. руб', '⟨m5⟩ ₽'],
  ['1.5 млн ₽', '⟨m7⟩ ₽'],
  ['100-200 €', '⟨m3⟩ €'],
  ['100 000 000 руб', '⟨m7⟩ ₽'],
  ['500元', '⟨m3⟩ ¥'],
  ['Rp 50.000', '⟨m5⟩ rp'],
  ['50%', '⟨pct⟩'],
  ['%70', '⟨pct⟩'],
  ['15к', '⟨d2⟩ k'],
  ['10:30', '⟨time⟩'],
  ['23:59:59', '⟨time⟩'],
  ['12.05.2024', '⟨date⟩'],
  ['2024-05-12', '⟨date⟩'],
  ['5/31/24', '⟨date⟩'],
  ['10.10', '⟨date⟩'],
  ['10.50', '⟨d2⟩'],
  ['3.14', '⟨d1⟩'],
  ['1,000,000', '⟨d7⟩'],
  ["1'000", '⟨d4⟩'],
  ['12345678901234567890', '⟨d9⟩'],
  ['1, 2, 3', '⟨d1⟩ ⟨d1⟩ ⟨d1⟩'],
  ['24/7', '⟨d2⟩ ⟨d1⟩'],
])('normalise() gives the class of %s', (text, tokens) => {
  expect(tokensOf(text)).toBe(tokens);
});

test.each([
  ['[CURRENCY]', '$'],
  ['100 [CURRENCY]', '100 $'],
  ['[USERNAME]', '@username'],
  ['[LINK]', 'https://masked.invalid/'],
  ['<URL>', 'https://masked.invalid/'],
  ['[PHONE]', '+79001234567'],
  ['[TIME]', '10:30'],
  ['<TIME>', '10:30'],
  ['[DATE]', '11.11'],
  ['[HASHTAG]', '#hashtag'],
  ['[EMAIL]', 'me@example.com'],
  ['<#> min', '15 min'],
  ['&lt;#&gt; min', '15 min'],
  ['<DECIMAL>', '15'],
  ['DIGIT 元', '15 元'],
  ['call XXXXXXXXXX', 'call 9001234567'],
  ['点击 URL 查询', '点击 https://masked.invalid/ 查询'],
  ['尊敬 的 NAME 你好', '尊敬 的 你好'],
])('normalise() gives the mask %s the tokens of %s', (mask, live) => {
  expect(tokensOf(mask)).toBe(tokensOf(live));
});
