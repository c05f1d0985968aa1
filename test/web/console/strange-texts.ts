/** What strangers write so that pages break. */
export const STRANGE_TEXTS = {
  script: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  bidi: '\u202Egnp.exe\u202C \u2066isolated \u202E',
  zalgo: 'Z\u0321\u031B\u0315\u0334\u0335a\u0340\u0341l\u0358g\u0322o\u0327',
  long: 'x'.repeat(10_000),
  attribute: '" autofocus onfocus="alert(1)',
} as const;

/** What would run, or end an attribute, in a page that repeats it as it came. */
export const BREAKS_OUT = /<script>alert|<img src=x|" autofocus onfocus/;
