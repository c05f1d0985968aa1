/** What people do when they read an attacked text: each function takes one kind of disguise off. */

const INVISIBLE = /[\p{Cf}\u034f]/gu;

export function dropInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

export function dropMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** Letters and digits only, in lower case. */
export function lettersOnly(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]|\u3164/gu, '');
}

const SMALL_CAPITALS = Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ');

/** Letters that have no decomposition: negative circled, negative squared, regional indicators, small capitals. */
export function plainLetters(text: string): string {
  const plain = dropInvisible(text).replaceAll(/[\u{1f150}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const first = [0x1f1e6, 0x1f170, 0x1f150].find((block) => block <= code) ?? code;
    return String.fromCharCode(0x61 + code - first);
  });
  const capitals = Array.from(plain, (letter) => {
    const at = SMALL_CAPITALS.indexOf(letter);
    return at < 0 ? letter : String.fromCharCode(0x61 + at);
  });
  return capitals.join('').normalize('NFKD').toLowerCase();
}

const ZEROS = [0xe50, 0x9e6, 0x966, 0x6f0, 0x660];

export function plainDigits(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\ufe0f\u20e3]/g, '')
    .replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      return String(code - (ZEROS.find((zero) => zero <= code) ?? code));
    });
}
