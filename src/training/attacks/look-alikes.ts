/**
 * Letters that look the same, one group a line: Latin, Cyrillic, Greek. Escapes, since an editor would not show the
 * difference. A letter stands in one group only.
 */
const SAME: readonly string[] = [
  'a\u0430\u03b1',
  'c\u0441\u03f2',
  'd\u0501',
  'e\u0435',
  'h\u04bb',
  'i\u0456',
  'j\u0458\u03f3',
  'k\u043a\u03ba',
  'l\u04cf',
  'm\u043c',
  'o\u043e\u03bf',
  'p\u0440\u03c1',
  'q\u051b',
  's\u0455',
  't\u0442\u03c4',
  'v\u0475\u03bd',
  'x\u0445\u03c7',
  'y\u0443\u03b3',
  'A\u0410\u0391',
  'B\u0412\u0392',
  'C\u0421\u03f9',
  'D\u0500',
  'E\u0415\u0395',
  'G\u050c',
  'H\u041d\u0397',
  'I\u0406\u0399',
  'J\u0408\u037f',
  'K\u041a\u039a',
  'M\u041c\u039c',
  'N\u039d',
  'O\u041e\u039f',
  'P\u0420\u03a1',
  'Q\u051a',
  'S\u0405',
  'T\u0422\u03a4',
  'V\u0474',
  'W\u051c',
  'X\u0425\u03a7',
  'Y\u0423\u03a5',
  'Z\u0396',
  '\u0413\u0393',
  '\u041f\u03a0',
  '\u0424\u03a6',
  '\u041b\u039b',
  '\u0417\u01b7',
];

/** Letters that look the same to whoever wants to read the word. */
const SIMILAR: readonly string[] = [
  'n\u043f\u03b7',
  'r\u0433',
  'u\u0438\u03c5',
  'w\u0448\u051d',
  'b\u044c',
  '\u0437\u0292',
];

/**
 * What Armenian, Cherokee and Lisu have for a letter: the letter's Latin and Cyrillic forms, a bar, the look-alikes.
 */
const RARE: readonly string[] = [
  'o\u043e|\u0585',
  'n\u043f|\u0578',
  'u|\u057d',
  'h\u04bb|\u0570',
  'g|\u0581',
  'q|\u0566',
  'j|\u0575',
  'i\u0456|\u13a5',
  'A\u0410|\u13aa\ua4ee',
  'B\u0412|\u13f4\ua4d0',
  'C\u0421|\u13df\ua4da',
  'D|\u13a0\ua4d3',
  'E\u0415|\u13ac\ua4f0',
  'F|\ua4dd',
  'G|\u13c0\ua4d6',
  'H\u041d|\u13bb\ua4e7',
  'I\u0406|\ua4f2',
  'J\u0408|\u13ab\ua4d9',
  'K\u041a|\u13e6\ua4d7',
  'L|\u13de\ua4e1',
  'M\u041c|\u13b7\ua4df',
  'N|\ua4e0',
  'O\u041e|\u0555\ua4f3',
  'P\u0420|\u13e2\ua4d1',
  'R|\u13a1\ua4e3',
  'S\u0405|\u054f\u13da\ua4e2',
  'T\u0422|\u13a2\ua4d4',
  'U|\u054d\ua4f4',
  'V|\u13d9\ua4e6',
  'W|\u13b3\ua4ea',
  'X\u0425|\ua4eb',
  'Y\u0423|\u13bd\ua4ec',
  'Z|\u13c3\ua4dc',
  // Small letters of those without one of their own: Cherokee capitals read as small capitals.
  'a\u0430|\u13aa',
  'e\u0435|\u13ac',
  'm\u043c|\u13b7',
  't\u0442|\u13a2',
  'k\u043a|\u13e6',
  'p\u0440|\u13e2',
  'c\u0441|\u13df',
  'v|\u13d9',
  'w\u0448|\u13b3',
  'z|\u13c3',
];

/** For a letter, those that can stand for it. */
export type LookAlikes = ReadonlyMap<string, readonly string[]>;

function pairUp(groups: readonly string[]): LookAlikes {
  return new Map(
    groups.flatMap((group) => {
      const letters = Array.from(group);
      return letters.map((letter) => [letter, letters.filter((other) => other !== letter)] as const);
    }),
  );
}

const SAME_LOOK = pairUp(SAME);

/** Latin, Cyrillic and Greek, each for each. */
export const COMMON_LOOK_ALIKES: LookAlikes = new Map([...SAME_LOOK, ...pairUp(SIMILAR)]);

/** Armenian, Cherokee and Lisu for Latin and Cyrillic. */
export const RARE_LOOK_ALIKES: LookAlikes = new Map(
  RARE.flatMap((line) => {
    const [letters = '', alike = ''] = line.split('|');
    return Array.from(letters).map((letter) => [letter, Array.from(alike)] as const);
  }),
);

const IS_LATIN = /^[A-Za-z]$/;

/** A Latin letter itself; the one that looks the same as a Cyrillic or Greek letter; null if there is none. */
export function latinLookOf(letter: string): string | null {
  if (IS_LATIN.test(letter)) return letter;
  return SAME_LOOK.get(letter)?.find((other) => IS_LATIN.test(other)) ?? null;
}
