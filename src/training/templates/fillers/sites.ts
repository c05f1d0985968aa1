import type { Random } from '../../random.js';
import { between, chance, characters, digits, pick } from '../choose.js';
import type { Locale } from '../locale.js';
import { madeUpWord, scheme, shortCode } from './links.js';

const HEX = '0123456789abcdef';
const WORDS =
  'how new report city council guide best winter old update open source first review summer train night small world budget team history water plan study record local early learning road fix island rescue'.split(
    ' ',
  );
const NEWS =
  'bbc.com/news bbc.co.uk/sport theguardian.com nytimes.com reuters.com/world cnn.com lenta.ru/news ria.ru meduza.io/news pravda.com.ua/news spiegel.de zeit.de lemonde.fr elpais.com globo.com/g1 corriere.it hurriyet.com.tr detik.com kompas.com onet.pl ndtv.com timesofindia.com punchng.com rappler.com aljazeera.net news.sina.com.cn tengrinews.kz nation.africa apnews.com dw.com tagesschau.de habr.com/ru/articles arstechnica.com theverge.com medium.com/@dana dev.to/sam'.split(
    ' ',
  );
const TOPS =
  'com org net io dev app co me info blog club site online xyz tech ru de fr es it pl in br uk us eu'.split(
    ' ',
  );

const slug = (least: number, most: number, random: Random) =>
  Array.from({ length: between(least, most, random) }, () => pick(WORDS, random)).join('-');

export function newsLink(random: Random): string {
  const site = pick(NEWS, random);
  const tail = pick(
    [
      slug(3, 7, random),
      `${slug(2, 5, random)}-${digits(8, random)}`,
      `${between(2019, 2026, random)}/${between(10, 12, random)}/${between(10, 28, random)}/${slug(3, 6, random)}`,
      `${digits(7, random)}.html`,
      `article${digits(6, random)}`,
    ],
    random,
  );
  return `${scheme(random)}${site}/${tail}${chance(0.2, random) ? `?utm_source=${pick(['telegram', 'share', 'whatsapp', 'rss'], random)}` : ''}`;
}

export function codeLink(random: Random): string {
  const owner = madeUpWord(random);
  const repository = slug(1, 2, random);
  const number = between(1, 9000, random);
  return pick(
    [
      `https://github.com/${owner}/${repository}`,
      `https://github.com/${owner}/${repository}/issues/${number}`,
      `https://github.com/${owner}/${repository}/pull/${number}#discussion_r${digits(9, random)}`,
      `github.com/${owner}/${repository}/blob/main/src/index.ts#L${number}`,
      `https://github.com/${owner}/${repository}/commit/${characters(HEX, 40, random)}`,
      `https://gitlab.com/${owner}/${repository}/-/merge_requests/${number}`,
      `https://stackoverflow.com/questions/${digits(8, random)}/${slug(3, 6, random)}`,
      `https://www.npmjs.com/package/${repository}`,
      `https://pypi.org/project/${repository}/`,
      `https://pastebin.com/${shortCode(random)}`,
      `https://gist.github.com/${owner}/${characters(HEX, 32, random)}`,
      `https://codeberg.org/${owner}/${repository}`,
      `https://docs.python.org/3/library/${pick(WORDS, random)}.html`,
      `https://codepen.io/${owner}/pen/${shortCode(random)}`,
      `https://arxiv.org/abs/2${digits(3, random)}.${digits(5, random)}`,
    ],
    random,
  );
}

export function videoLink(random: Random): string {
  const id = characters(`${HEX}GHJKxyzQWE_-`, 11, random);
  return pick(
    [
      `https://youtu.be/${id}`,
      `https://www.youtube.com/watch?v=${id}`,
      `https://youtube.com/watch?v=${id}&t=${digits(3, random)}s`,
      `https://youtube.com/shorts/${id}?feature=share`,
      `https://m.youtube.com/watch?v=${id}`,
      `https://vimeo.com/${digits(9, random)}`,
      `https://www.twitch.tv/videos/${digits(10, random)}`,
      `https://rutube.ru/video/${characters(HEX, 32, random)}/`,
      `https://www.bilibili.com/video/BV${shortCode(random)}`,
      `https://vm.tiktok.com/${shortCode(random)}/`,
      `https://open.spotify.com/track/${characters(HEX, 22, random)}`,
      `https://soundcloud.com/${madeUpWord(random)}/${slug(2, 3, random)}`,
      `youtu.be/${id}?si=${shortCode(random)}`,
    ],
    random,
  );
}

export function documentLink(random: Random): string {
  const id = characters(`${HEX}ABCDEFGXYZ_-`, 33, random);
  return pick(
    [
      `https://docs.google.com/document/d/1${id}/edit?usp=sharing`,
      `https://docs.google.com/spreadsheets/d/1${id}/edit#gid=0`,
      `https://docs.google.com/forms/d/e/1FAIpQL${id}/viewform`,
      `https://forms.gle/${shortCode(random)}`,
      `https://drive.google.com/file/d/1${id}/view?usp=drivesdk`,
      `https://www.dropbox.com/s/${shortCode(random)}/${slug(2, 2, random)}.pdf?dl=0`,
      `https://disk.yandex.ru/d/${shortCode(random)}`,
      `https://1drv.ms/b/s!${shortCode(random)}`,
      `https://www.notion.so/${madeUpWord(random)}/${slug(2, 3, random)}-${characters(HEX, 32, random)}`,
      `https://${madeUpWord(random)}.org/files/${slug(1, 3, random)}.pdf`,
      `https://zoom.us/j/${digits(11, random)}?pwd=${shortCode(random)}`,
      `https://meet.google.com/${slug(1, 1, random).slice(0, 3)}-${characters('abcdefghijk', 4, random)}-${characters('mnopqrst', 3, random)}`,
      `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${shortCode(random)}`,
      `https://doodle.com/meeting/participate/id/${shortCode(random)}`,
      `https://www.figma.com/file/${shortCode(random)}/${slug(1, 2, random)}`,
    ],
    random,
  );
}

export function mapLink(random: Random): string {
  const latitude = `${between(-40, 60, random)}.${digits(6, random)}`;
  const longitude = `${between(-99, 130, random)}.${digits(6, random)}`;
  return pick(
    [
      `https://maps.app.goo.gl/${shortCode(random)}${digits(3, random)}`,
      `https://goo.gl/maps/${shortCode(random)}`,
      `https://www.google.com/maps?q=${latitude},${longitude}`,
      `https://maps.google.com/?q=${latitude},${longitude}`,
      `https://yandex.ru/maps/-/${shortCode(random)}`,
      `https://2gis.ru/moscow/firm/${digits(17, random)}`,
      `https://www.openstreetmap.org/#map=17/${latitude}/${longitude}`,
      `https://maps.apple.com/?ll=${latitude},${longitude}`,
      `https://waze.com/ul/${shortCode(random)}`,
      `https://w3w.co/${slug(3, 3, random).replace(/-/g, '.')}`,
    ],
    random,
  );
}

export function socialLink(random: Random): string {
  const name = madeUpWord(random);
  return pick(
    [
      `https://x.com/${name}/status/${digits(19, random)}`,
      `https://twitter.com/${name}/status/${digits(19, random)}?s=20`,
      `https://www.instagram.com/p/${shortCode(random)}/`,
      `https://www.instagram.com/reel/${shortCode(random)}/?igsh=${shortCode(random)}`,
      `https://www.facebook.com/${name}/posts/${digits(15, random)}`,
      `https://fb.watch/${shortCode(random)}/`,
      `https://www.reddit.com/r/${pick(WORDS, random)}/comments/${shortCode(random).toLowerCase()}/${slug(2, 5, random).replace(/-/g, '_')}/`,
      `https://vk.com/wall-${digits(8, random)}_${digits(5, random)}`,
      `https://t.me/${name}/${digits(4, random)}`,
      `https://t.me/c/${digits(10, random)}/${digits(5, random)}`,
      `t.me/${name}_chat/${digits(3, random)}`,
      `https://www.linkedin.com/posts/${name}_activity-${digits(19, random)}`,
      `https://mastodon.social/@${name}/${digits(18, random)}`,
      `https://discord.com/channels/${digits(18, random)}/${digits(18, random)}`,
      `https://bsky.app/profile/${name}.bsky.social/post/${shortCode(random).toLowerCase()}`,
      `https://www.tiktok.com/@${name}/video/${digits(19, random)}`,
    ],
    random,
  );
}

export function shopLink(random: Random): string {
  const article = digits(9, random);
  return pick(
    [
      `https://www.amazon.com/dp/B0${characters('ABCDEFGH0123456789', 8, random)}`,
      `https://amzn.eu/d/${shortCode(random)}`,
      `https://www.ebay.com/itm/${digits(12, random)}`,
      `https://www.ozon.ru/product/${slug(2, 4, random)}-${article}/`,
      `https://www.wildberries.ru/catalog/${article}/detail.aspx`,
      `https://aliexpress.com/item/${digits(16, random)}.html`,
      `https://www.avito.ru/moskva/${slug(1, 2, random).replace('-', '_')}_${digits(10, random)}`,
      `https://www.olx.ua/d/uk/obyavlenie/${slug(2, 3, random)}-ID${shortCode(random)}.html`,
      `https://www.ikea.com/de/de/p/${slug(2, 3, random)}-${digits(8, random)}/`,
      `https://www.kleinanzeigen.de/s-anzeige/${slug(2, 4, random)}/${digits(10, random)}`,
      `https://allegro.pl/oferta/${slug(2, 4, random)}-${digits(11, random)}`,
      `https://shopee.ph/product/${article}/${digits(10, random)}`,
      `https://item.taobao.com/item.htm?id=${digits(12, random)}`,
      `https://store.steampowered.com/app/${digits(6, random)}/`,
      `https://www.airbnb.com/rooms/${digits(8, random)}`,
      `https://www.imdb.com/title/tt${digits(7, random)}/`,
    ],
    random,
  );
}

/** A page of a host that nobody knows. */
export function unknownLink(random: Random): string {
  const host = `${pick(['', '', '', 'blog.', 'docs.', 'wiki.', 'shop.', 'forum.'], random)}${pick([madeUpWord(random), slug(1, 2, random)], random)}.${pick(TOPS, random)}`;
  const tail = pick(
    [
      '',
      '/',
      `/${slug(1, 4, random)}`,
      `/${slug(2, 4, random)}.html`,
      `/${digits(5, random)}`,
      `/p/${shortCode(random)}`,
      `/${slug(1, 1, random)}?id=${digits(4, random)}`,
      `/${slug(1, 2, random)}#${slug(1, 1, random)}`,
      `/index.php?topic=${digits(4, random)}.0`,
      `/wiki/${slug(1, 2, random).replace('-', '_')}`,
    ],
    random,
  );
  return scheme(random) + host + tail;
}

export function encyclopediaLink(random: Random): string {
  const language = pick(['en', 'ru', 'de', 'fr', 'es', 'uk', 'pl', 'it', 'pt', 'tr', 'id', 'zh'], random);
  return `https://${language}.wikipedia.org/wiki/${slug(1, 3, random).replace(/-/g, '_')}`;
}

const EVERY = [
  newsLink,
  codeLink,
  videoLink,
  documentLink,
  mapLink,
  socialLink,
  shopLink,
  unknownLink,
  unknownLink,
  encyclopediaLink,
];

/** Any link that people pass on. */
export function anyLink(locale: Locale, random: Random): string {
  if (chance(0.05, random)) return `https://${pick(locale.hosts, random)}/${slug(1, 3, random)}`;
  return pick(EVERY, random)(random);
}

/** A group or channel that people are asked into for good reasons. */
export function groupLink(random: Random): string {
  const name = madeUpWord(random);
  return pick(
    [
      `https://t.me/${name}`,
      `t.me/${name}_chat`,
      `https://t.me/+${characters(`${HEX}ABCDEFGxyzuvw_-`, 16, random)}`,
      `https://t.me/joinchat/${characters(`${HEX}ABCDEFGxyzuvw_-`, 16, random)}`,
      `https://chat.whatsapp.com/${characters(`${HEX}ABCDEFGHIJxyz`, 22, random)}`,
      `https://discord.gg/${shortCode(random)}`,
      `discord.gg/${name}`,
      `https://signal.group/#${characters(`${HEX}ABCDEFG`, 30, random)}`,
      `https://matrix.to/#/#${name}:matrix.org`,
    ],
    random,
  );
}
