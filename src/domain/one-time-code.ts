const CODE = /(?<![\d+./-])(?:\d{4,8}|\d{3}[- ]\d{3}|[A-Z]-\d{4,8})(?![\d/]|[.,]\d)/u;

const CODE_WORDS =
  /\b(?:otp|one[- ]time|pass ?code|verification|verify|security code|login code|auth\w*|pin|tan|2fa|code|kode|k[oó]d\w*|c[oó]digo|codice|onay|do[gğ]rulama|tasdiq)\b|код|пароль|підтвердження|验证码|驗證碼|認証|인증|رمز|كود|קוד|कोड/iu;

/** A code that a bank sends fits in two text messages; what is longer hides its purpose behind one. */
const MAX_LENGTH = 320;

/** True for a short text with a 4 to 8 digit code and a word that says it is one. */
export function looksLikeOneTimeCode(text: string): boolean {
  return text.length <= MAX_LENGTH && CODE.test(text) && CODE_WORDS.test(text);
}
