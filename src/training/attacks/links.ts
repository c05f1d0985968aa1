/**
 * Links as people write them: with a scheme or `www.`, or a bare host of a common top-level domain. Groups: `scheme`
 * with its slashes, `host`, `rest` (port, path, query). Lengths are bounded, so that a long text costs linear time.
 */
const LINK =
  /(?<![\p{L}\p{N}@._-])(?:(?<scheme>(?:https?|hxxps?|tg):\/\/)(?<host>[^\s/?#:<>()[\]"]{1,255})|(?<bare>(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,5}(?:com|net|org|info|biz|ru|ua|su|by|kz|me|io|co|us|uk|in|id|tr|cn|de|fr|es|tv|cc|ly|gl|gg|to|link|click|top|xyz|site|online|shop|club|app|dev|pro|live|vip|win|bet|рф)(?![\p{L}\p{N}-]|\.[\p{L}\p{N}])))(?<rest>(?::\d{1,5})?(?:[/?#][^\s<>"]{0,2000})?)/giu;

/** What is no word of a text and stays as it is: masks of the corpora, HTML, mail addresses, handles, emoji codes. */
const FIXED =
  /\[[A-Z]{3,}\]|<[^<>\s]{1,40}>|_[A-Z]{3,}_|\bX{3,}\b|\bDIGIT\b|&#?\w{1,8};|[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{1,255}|@\w{1,64}/gu;

const LINK_MASK = /\[LINK\]|<URL>|\bURL\b|\b_DOMAIN_\b/g;

export interface Link {
  /** With its slashes; empty where the text has none. */
  readonly scheme: string;
  readonly host: string;
  /** Port, path, query and fragment, as written. */
  readonly rest: string;
}

/** Replaces each link by what `change` makes of it. */
export function changeLinks(text: string, change: (link: Link) => string): string {
  return mapMatches(text, LINK, (match) => {
    const { scheme = '', host = '', bare = '', rest = '' } = match.groups ?? {};
    // A full stop or bracket after a link belongs to the sentence.
    const tail = /[.,!;)\]']*$/u.exec(rest)?.[0] ?? '';
    const kept = rest.slice(0, rest.length - tail.length);
    return change({ scheme, host: host === '' ? bare : host, rest: kept }) + tail;
  });
}

/** The text without its links and without the masks that stand for links in published corpora. */
export function removeLinks(text: string): string {
  const bare = changeLinks(text, () => '').replaceAll(LINK_MASK, '');
  return bare === text ? text : bare.replaceAll(/[^\S\n]{2,}/gu, ' ').trim();
}

/**
 * Replaces the parts of a text between links, handles, mail addresses and masks. Spammers leave those alone, for a
 * link with foreign letters leads nowhere; and an altered mask would be a token that no live message has.
 */
export function changeProse(text: string, change: (prose: string) => string): string {
  const spans = [...text.matchAll(LINK), ...text.matchAll(FIXED)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) parts.push(change(text.slice(at, start)));
    if (end > at) parts.push(text.slice(Math.max(at, start), end));
    at = Math.max(at, end);
  }
  if (at < text.length) parts.push(change(text.slice(at)));
  return parts.join('');
}

function mapMatches(text: string, pattern: RegExp, change: (match: RegExpExecArray) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(at, match.index), change(match));
    at = match.index + match[0].length;
  }
  return parts.join('') + text.slice(at);
}
