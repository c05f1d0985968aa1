import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../../src/classifier/ngram/normalise.js';

const tokensOf = (text: string): string =>
  normalise(text)
    .tokens.map((token) => token.text)
    .join(' ');
const stylesOf = (text: string): string[] => normalise(text).styles.map((style) => style.text);

test.each([
  ['full width', 'ｃａｓｉｎｏ'],
  ['mathematical bold', '𝐜𝐚𝐬𝐢𝐧𝐨'],
  ['mathematical script', '𝓬𝓪𝓼𝓲𝓷𝓸'],
  ['double struck', '𝕔𝕒𝕤𝕚𝕟𝕠'],
  ['monospace capitals', '𝙲𝙰𝚂𝙸𝙽𝙾'],
  ['circled', 'ⓒⓐⓢⓘⓝⓞ'],
  ['parenthesised', '⒞⒜⒮⒤⒩⒪'],
  ['squared', '🄲🄰🅂🄸🄽🄾'],
  ['negative squared emoji letters', '🅲🅰🆂🅸🅽🅾'],
  ['negative circled', '🅒🅐🅢🅘🅝🅞'],
  ['regional indicators', '🇨🇦🇸🇮🇳🇴'],
  ['regional indicators with blanks', '🇨 🇦 🇸 🇮 🇳 🇴'],
  ['small capitals', 'ᴄᴀꜱɪɴᴏ'],
  ['upside down letters', 'ɔɐsᴉuo'.replace('ɔ', 'c').replace('u', 'n')],
  ['Cyrillic look-alikes', 'сasіnо'],
  ['Cyrillic look-alikes, capitals', 'САЅІNО'],
  ['Greek look-alikes', 'cαsιηο'],
  ['Greek capitals', 'CASΙΝΟ'],
  ['Armenian look-alike', 'casinօ'],
  ['Cherokee', 'ᏟᎪᏚᏆNᎾ'.replace('Ꮎ', 'Ꭴ').replace('Ꮖ', 'Ꭵ')],
  ['Lisu', 'ꓚꓮꓢꓲꓠꓳ'.replace('ꓲ', 'I')],
  ['Coptic', 'ⲥasinⲟ'],
  ['Canadian syllabics', 'ᑕᗩᔕIᑎO'],
  ['Deseret', 'casin𐐬'],
  ['stacked diacritics', 'c̷̛a̸̛s̵̀i̴͝n̷̎o̶͘'],
  ['precomposed diacritics', 'çàśíñö'],
  ['struck through', 'c̶a̶s̶i̶n̶o̶'],
  ['zero width space', 'cas\u200bino'],
  ['word joiner and soft hyphen', 'c\u2060as\u00adino'],
  ['tag characters', 'cas\u{e0041}\u{e0042}ino'],
  ['bidi controls', '\u202ecasino\u202c'],
  ['leet', 'c4s1n0'],
  ['leet signs', 'c@$ino'],
  ['repeated letters', 'caaasinooo'],
  ['spaced with blanks', 'c a s i n o'],
  ['spaced with dots', 'c.a.s.i.n.o'],
  ['spaced with hyphens', 'C-A-S-I-N-O'],
  ['spaced with underscores', 'c_a_s_i_n_o'],
  ['spaced with stars in blanks', 'c * a * s * i * n * o'],
  ['spaced on lines', 'c\na\ns\ni\nn\no'],
  ['spaced with leet', 'c 4 s i n o'],
  ['star inside', 'cas*ino'],
  ['bar inside', 'ca|si|no'],
  ['bullet inside', 'cas•ino'],
  ['apostrophe inside', "cas'ino"],
  ['HTML references', 'c&#97;sin&#x6f;'],
  ['escaped HTML references', 'cas&amp;#105;no'],
  ['case', 'CaSiNo'],
])('normalise() undoes %s', (_, obfuscated) => {
  expect(tokensOf(obfuscated)).toBe('casino');
});

test.each([
  ['Latin look-alikes', 'зapaбoтoк'],
  ['capitals', 'ЗАРАБОТОК'],
  ['Latin capitals', 'ЗAPAБOTOK'],
  ['leet', '3араб0ток'],
  ['spaced', 'з а р а б о т о к'],
  ['a star', 'зара*боток'],
  ['a zero width joiner', 'зара\u200dботок'],
  ['Greek', 'зαρабοток'],
  ['stress marks', 'за́работок'],
])('normalise() makes the plain word of a Russian one with %s', (_, obfuscated) => {
  expect(tokensOf(obfuscated)).toBe(tokensOf('заработок'));
});

test.each([
  ['short i', 'мой', 'мои'],
  ['yo', 'ёлка', 'елка'],
  ['decomposed short i', 'мои\u0306', 'мой'],
  ['Ukrainian apostrophes', "об'єкт", 'обʼєкт'],
  ['Hangul from jamo', '한국'.normalize('NFD'), '한국'],
  ['half-width kana', 'ｶﾞ', 'ガ'],
  ['Arabic without vowel signs', 'مَرْحَبًا', 'مرحبا'],
  ['stretched Arabic', 'مـــرحبا', 'مرحبا'],
  ['Arabic digits', '١٢٣٤٥', '12345'],
  ['Devanagari digits', '₹५००', '₹500'],
  ['full-width digits', '１２３４', '1234'],
  ['keycap digits', '1️⃣2️⃣', '12'],
  ['skin tones', '👍🏽', '👍'],
])('normalise() reads %s alike', (_, one, other) => {
  expect(tokensOf(one)).toBe(tokensOf(other));
});

test.each([
  ['zero width', 'fr\u200bee', 's:zw'],
  ['fancy letters', 'ｆree', 's:fancy'],
  ['stacked marks', 'f̷̛r̸̛ee', 's:comb'],
  ['spaced letters', 'f r e e', 's:spaced'],
  ['leet', 'c4sh', 's:leet1'],
  ['two scripts', 'зapaбoтoк', 's:mix1'],
  ['all capitals', 'BUY NOW HERE', 's:up3'],
  ['some capitals', 'one two SIX', 's:up2'],
  ['no capital', 'hello there', 's:lower'],
  ['signs in words', 'ca|sh', 's:punct1'],
  ['one emoji', 'ok 🙂', 's:emo1'],
  ['many emoji', '🔥🔥🔥🔥🔥🔥🔥🔥', 's:emo5'],
  ['a link', 'https://example.org', 's:url1'],
  ['handles', '@one_a @two_b', 's:handle2'],
  ['a bot', '@lottery_bot', 's:bot'],
])('normalise() notes %s', (_, text, style) => {
  expect(stylesOf(text)).toContain(style);
});

test.each([
  ['joiners of emoji', '👨‍👩‍👧 hi'],
  ['a byte order mark', '\ufeffHello'],
  ['Persian non-joiners', 'می\u200cخواهم'],
  ['Khmer word breaks', 'ខ្ញុំ\u200bស្រឡាញ់'],
  ['accents of French', 'été à Orléans, déjà arrivé'],
  ['short i and yo', 'Мой ёж, твой ёж, свой ёж'],
  ['Azerbaijani schwa', 'Mən səni sevirəm'],
  ['pure Greek', 'Καλημέρα σε όλους'],
  ['Latin words among Russian ones', 'Купил MacBook на Avito'],
])('normalise() finds nothing hidden in %s', (_, text) => {
  expect(stylesOf(text).filter((style) => /^s:(?:zw|comb|mix|leet|fancy)/.test(style))).toEqual([]);
});

test('normalise() reads the texts of the golden file as it did', () => {
  const file = join(import.meta.dirname, 'golden', 'messages.tsv');
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  const read = rows.map((row) => {
    const text = row.split('\t')[0] ?? '';
    const written = text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
    return [text, tokensOf(written), stylesOf(written).join(' ')].join('\t');
  });
  expect(rows.length).toBeGreaterThan(40);
  expect(read).toEqual(rows);
});

test('normalise() gives each token its place in the original', () => {
  const text = 'Напиши fr\u200bее @manager_bot за 15к руб: t.me/+abc &amp; 🔥';
  expect(normalise(text).tokens.map(({ start, end }) => text.slice(start, end))).toEqual([
    'Напиши',
    'fr\u200bее',
    '@manager_bot',
    'за',
    '15к руб',
    '15к руб',
    ':',
    't.me/+abc',
    't.me/+abc',
    't.me/+abc',
    '&amp;',
    '🔥',
  ]);
});
