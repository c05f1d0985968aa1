import { skeletonOf } from './skeleton.js';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Endings that make a link of `name.ending` wherever it stands. */
export const TLDS = new Set(
  [
    ...words(`
com net org info biz edu gov mil int ru su рф ua укр by бел kz uz kg tj az ge md lt lv ee pl cz sk hu ro bg gr rs hr
si al mk de fr es pt nl eu uk ie se fi dk ch tr il sa ae eg ma ng ke za gh tz ug et zm zw zw rw sn cm ci bd pk lk np
vn th ph sg hk tw jp kr cn au nz ca mx br ar cl pe ve ec uy io ai app dev xyz top site online shop store club vip
live link click life world space fun icu buzz bond cfd sbs lol win bid loan men party review stream trade date
racing download accountant science faith cricket work works rest monster cyou quest beauty hair skin makeup autos
boats homes yachts pro mobi name tel asia cat jobs travel museum aero coop ltd llc inc group team agency network
center company business services solutions support help host website press blog news media video tv cc gg ly sh gl
ws nu st sx im ink wiki page cloud codes tech digital design studio social chat email money cash finance financial
credit insure invest fund exchange market markets bet casino poker games game bar cafe pizza restaurant store
fashion clothing gold diamonds tours flights zone city one global international today tools run fit
`),
  ].map(skeletonOf),
);

/** Endings that are ordinary words, too: more must speak for a link. */
export const AMBIGUOUS_TLDS = words(`
me so is in it my no to at be as am us do pm id la ms gs re men date name one run fit fun work life live page help
today game party rest news space world city team pro email video md sh rs
`);

export const SHORTENERS = words(`
bit.ly goo.gl tinyurl.com t.co ow.ly is.gd v.gd buff.ly cutt.ly rebrand.ly shorturl.at rb.gy tiny.cc bl.ink lnkd.in
adf.ly clck.ru vk.cc u.to goo.su is.gd t.ly s.id soo.gd qps.ru tiny.one shorturl.com bitly.ws bitly.com short.gy
dwz.cn t.cn url.cn suo.im suo.nz mrw.so kutt.it urlz.fr x.gd 1url.com onelink.to linktr.ee taplink.cc lnk.bio
m3mkd.ly smarturl.it gg.gg hyperurl.co bityl.co l1nk.dev ity.im q.gs shorte.st po.st j.mp trib.al db.tt qr.ae cur.lv
prettylinkpro.com snip.ly mcaf.ee su.pr surl.li surl.lu ln.run n9.cl acortar.link tny.im to.ly vu.fr zzb.bz me2.do
`);

export const CHAT_HOSTS = words(`
t.me telegram.me telegram.dog telegram.org tg.dev wa.me whatsapp.com chat.whatsapp.com api.whatsapp.com discord.gg
discord.com discordapp.com viber.com vb.me line.me lin.ee signal.group signal.me m.me vk.me zalo.me kakao.com
open.kakao.com join.skype.com slack.com teams.microsoft.com weixin.qq.com
`);

/** Sites that everybody links to; only when written in plain letters. */
export const KNOWN_HOSTS = words(`
youtube.com youtu.be google.com google.ru gmail.com facebook.com fb.com fb.me instagram.com twitter.com x.com
tiktok.com linkedin.com reddit.com redd.it pinterest.com tumblr.com wikipedia.org wikimedia.org wiktionary.org
github.com gist.github.com github.io gitlab.com bitbucket.org stackoverflow.com stackexchange.com askubuntu.com
serverfault.com superuser.com npmjs.com pypi.org docker.com readthedocs.io python.org nodejs.org mozilla.org
ubuntu.com launchpad.net debian.org archlinux.org kernel.org apache.org gnu.org w3.org microsoft.com apple.com
amazon.com amazon.co.uk amazon.de amazon.in ebay.com aliexpress.com netflix.com spotify.com twitch.tv steamcommunity.com
steampowered.com imgur.com flickr.com vimeo.com soundcloud.com medium.com wordpress.com blogspot.com dropbox.com
drive.google.com docs.google.com maps.google.com zoom.us yandex.ru ya.ru yandex.com mail.ru vk.com ok.ru rutube.ru
dzen.ru avito.ru ozon.ru wildberries.ru wb.ru hh.ru habr.com sberbank.ru gosuslugi.ru tinkoff.ru tbank.ru
kinopoisk.ru rbc.ru lenta.ru ria.ru tass.ru interfax.ru bbc.com bbc.co.uk cnn.com nytimes.com theguardian.com
reuters.com bloomberg.com washingtonpost.com dw.com lemonde.fr spiegel.de elpais.com repubblica.it onet.pl allegro.pl
privatbank.ua monobank.ua diia.gov.ua olx.ua rozetka.com.ua ukrposhta.ua novaposhta.ua pravda.com.ua imdb.com
paypal.com booking.com airbnb.com uber.com dhl.com ups.com fedex.com usps.com royalmail.com openai.com chatgpt.com
claude.ai huggingface.co arxiv.org kaggle.com qq.com weibo.com bilibili.com zhihu.com baidu.com taobao.com jd.com
pastebin.com paste.ubuntu.com figma.com notion.so notion.site trello.com eventbrite.com meetup.com change.org
`);
