/**
 * Letters that look like a Latin one, after lower-casing and removal of marks: for each Latin letter its twins.
 * Chosen from the look-alikes of Unicode UTS 39 (https://www.unicode.org/reports/tr39/) for scripts that a reader
 * of Latin or Cyrillic text takes for his own, plus the letters of the usual "fancy text" alphabets. Both Cyrillic
 * and Latin words end in the same letters, so no decision about the script of a word is needed.
 */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑꓮꭺᗅᗩɐᴀ𐊠𖽀',
  b: 'вβɓƀƃƅɮʙᏼᑲᑳᖯᗷꓐꞵꮟ𐊂𐊡𐌁',
  c: 'сςҫȼƈᴄⲥꓚꮯᑕ𐊢𐌂𐐽𐔜𑣩𑣲',
  d: 'ԁđðƌɖɗᴅᑯᗞᗪꓒꓓꭰꮷ∂',
  e: 'еєεҽҿɇəǝɛᴇ℮ⴹꓰꬲꭼ𐊆𑣆𑣎',
  f: 'ſϝʄɟꜰᖴᵮẝꓝꞙꬵƒ𐊇𐊥𐔥𑣂',
  g: 'ƍǥɠɡɢԍցᏻᏽᶃꓖꮐ',
  h: 'нһңҥӈӊћђħհɦɧɥʜᏺᕼⱨⲏꓧꚕꮋꮒ𐋏',
  i: 'іıɩιɪɨᴉᵻᵼꙇꭵ𑣃',
  j: 'јɉʝϳᴊᒍꓙꭻ',
  k: 'кκқҡҟӄƙĸᴋʞᛕⱪⲕꓗꝁꮶ𐔘',
  l: 'ӏłƚǀɫɬɭʟᒪᛁⲓⳑⵏꓡꓲꮮ𐊊𐌉𐌠𐑃𐔦𑣒𖼖𖼨',
  m: 'мϻӎɱᴍʍᗰᛖⲙꓟꮇ𐊰𐌑',
  n: 'пηπոռƞŋɲɳɴᵰⲛꓠᑎꮑ𐔓',
  o: 'оοσөѳɵθøօօɔᴏᴑⲟⴱⵁⵔꓳꝋꬽꬾꭴꮎꮻჿ𐊒𐊫𐐬𐓪𐔖𑣈𑣕𑣗𑣠',
  p: 'рρþքƥᴘ℘ᑭᵽⲣꓑꮲ𐊕',
  q: 'ԛʠզգⵕᑫɋ',
  r: 'гґғɍɹɼɽɾʀᖇᴦᵲⲅꓣꭇꭈꭱꮁꮢ𐓜𖼵',
  s: 'ѕʂƽտֆᵴꓢꜱßꮥꮪᔕ𐊖𐑈𑣁𖼺',
  t: 'тτҭŧƫƭʈȶʇᴛᵵⱦⲧꓔꭲ𐊗𐊱𐌕𖼊',
  u: 'иυμսʉʊᴜᵾᑌꓴꞟꭎꭒꮜ𐓶𑣘𖽂',
  v: 'νѵʋʌᐯᴠⴸꓦꛟꮩ𐔝𑜆𑣀𖼈',
  w: 'шωѡѽԝաᴡꓪꝡꮃꮤᗯ𑜊𑜎𑜏𑣦𑣯',
  x: 'хχҳᕁᕽ᙭ᚷⲭⵝꓫꭓ𐊐𐊴𐌗𐌢𐔧𑣬',
  y: 'уγүұүƴɏɣʎʏყᶌỿⲩꓬꭚꭹꮍ𐊲𑣜𖽃',
  z: 'ζƶȥɀʐʑᴢᵶꓜꮓᘔ𐋵𑣄𑣉𑣥',
};

/** Capitals whose small letter looks like another Latin letter than they do; used beside Latin or Cyrillic letters only. */
export const CAPITAL_LOOK_ALIKES: Readonly<Record<string, string>> = {
  ν: 'n',
  η: 'h',
  υ: 'y',
  μ: 'm',
  γ: 'r',
  ω: 'o',
  σ: 'e',
  λ: 'a',
  β: 'b',
};

/**
 * What is a letter of its own in its language, but stands for a Latin one beside Latin letters. Cyrillic has none:
 * a Russian word with Latin letters in it must stay the same word.
 */
export const GUESTS: Readonly<Record<string, string>> = {
  נ: 'j',
  ס: 'o',
  ო: 'm',
  ც: 'b',
  δ: 'd',
  λ: 'l',
};
