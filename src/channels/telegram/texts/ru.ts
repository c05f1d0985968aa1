import type { ConversationQuality } from '../../../app/measure-quality.js';
import type { Label } from '../../../domain/correction.js';
import type { ModelDecision } from '../../../domain/model.js';
import { MODES, type Policy } from '../../../domain/policy.js';
import type { MessageCounts, StoredMessage } from '../../../domain/store.js';
import type { Reason } from '../../../domain/verdict.js';
import type { CommandName } from '../commands/command.js';
import { truncateText } from '../split-text.js';
import {
  type CardDecision,
  type Grounds,
  type GreetingRights,
  idPart,
  oneLine,
  percent,
  range,
  type ReleasePart,
  tellingSignals,
  tellingWords,
  type ThresholdEffect,
} from './parts.js';

function scorePart({ verdict }: StoredMessage): string {
  if (verdict.reasons.includes('confirmed-before')) return 'Спам: такой же текст уже признали спамом.';
  if (verdict.reasons.includes('confirmed-nearly')) return 'Спам: почти такой же текст уже признали спамом.';
  return verdict.score === null ? 'Спам.' : `Спам: ${percent(verdict.score)}.`;
}

export function warning(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Ответьте /notspam' : 'Администратор может ответить /notspam';
  return `${scorePart(message)} ${idPart(message)}\nНе спам? ${advice}`;
}

export function withheldNotice(message: StoredMessage, isPrivate: boolean): string {
  const advice = isPrivate ? 'Ответьте' : 'Администратор может ответить';
  const why = reasonsPart(message.verdict.reasons);
  return `Сообщение задержано. ${scorePart(message)} ${idPart(message)}\nПочему: ${why}\nНе спам? ${advice} /notspam ${message.id}`;
}

export function evidence(
  message: StoredMessage,
  place: { readonly isPrivate: boolean; readonly text: string },
) {
  const { sender } = message;
  const advice = place.isPrivate
    ? 'Не спам? Оно пришло в личный чат: верните его через HTTP API'
    : `Не спам? Администратор того чата может ответить /notspam или написать /notspam ${message.id}`;
  return [
    `Сообщение задержано. ${scorePart(message)} ${idPart(message)}`,
    `Почему: ${reasonsPart(message.verdict.reasons)} (${message.verdict.model})`,
    `Чат: ${message.conversation}. Отправитель: ${sender.id}, ${oneLine(sender.name)}`,
    advice,
    '',
    place.text,
  ].join('\n');
}

export const sameAgain = (count: number): string =>
  `Задержано сообщений с этим текстом: ${count}; кнопка решает обо всех`;

export function release(message: StoredMessage, { number, of, text }: ReleasePart): string {
  const count = of > 1 ? `, часть ${number} из ${of}` : '';
  return `Всё-таки не спам (${idPart(message)}${count}).\nПишет ${oneLine(message.sender.name)}:\n\n${text}`;
}

export function releaseWithoutText(message: StoredMessage): string {
  const content = message.unscored.join(', ') || 'без текста';
  const name = oneLine(message.sender.name);
  return `Всё-таки не спам (${idPart(message)}).\nСообщение от ${name} было удалено. В нём было: ${content}; вернуть это нельзя`;
}

export const lostContent = (unscored: readonly string[]): string =>
  `\n\n(${unscored.join(', ')}: вернуть нельзя)`;

const labelText = (label: Label): string => (label === 'ham' ? 'не спам' : 'спам');

export function corrected(message: StoredMessage, what: { readonly label: Label; readonly effect: string }) {
  return `Записано: ${labelText(what.label)}. ${idPart(message)}${what.effect}`;
}
export const BROUGHT_BACK = '\nСообщение возвращается в чат';
export const NOT_LIFTED =
  '\nЯ уже не храню, кто это написал: если он ещё ограничен или забанен, снимите это в Telegram';
export const REMOVED = '\nСообщение удалено';

export const correctedText = (label: Label): string =>
  `Записано: ${labelText(label)}. Когда сообщение пришло, я его не видел, поэтому оно остаётся на месте`;
export const unchanged = (message: StoredMessage, label: Label): string =>
  `Уже записано: ${labelText(label)}. ${idPart(message)}`;
export const textUnchanged = (label: Label): string => `Записано: ${labelText(label)}`;
export const appealed = (label: Label): string =>
  `Спасибо. Я отметил, что вы считаете: ${labelText(label)}; модератор посмотрит`;

export const BUTTON_HAM = 'Не спам';
export const BUTTON_BAN = 'Спам: бан';
export const BUTTON_WHY = 'Почему?';
export const BUTTON_USE = 'Использовать';
export const BUTTON_KEEP = 'Оставить прежнюю';

export const modelCard = (model: string, { reasons, alarms }: ModelDecision): string =>
  [
    `Новая модель выучена по вашим исправлениям: ${model}. Она прошла все проверки рядом с прежней:`,
    ...reasons.map((reason) => `• ${reason}`),
    ...alarms.map((alarm) => `⚠ ${alarm}`),
    '',
    'Использовать её во всех чатах? Пока никто не ответит, ничего не изменится.',
  ].join('\n');

export const modelUsed = (model: string, by: string): string => `Используется ${model}: ${by}`;
export const modelKept = (model: string, by: string): string => `Остаётся прежняя модель, не ${model}: ${by}`;
export const MODEL_GONE = 'Эту модель больше нельзя использовать';

export const decided = ({ label, by }: CardDecision): string =>
  `${label === 'ham' ? 'Не спам' : 'Спам'}, решение: ${oneLine(by)}`;
export const DECIDED_BEFORE = 'Это уже решено';

const SIGNAL_TEXT = {
  'hidden-link': 'ссылка показывает другой адрес',
  'many-links': 'много ссылок',
  'many-mentions': 'много упоминаний',
  'custom-emoji': 'много платных эмодзи',
  forwarded: 'переслано из другого чата',
  buttons: 'кнопки',
  'via-bot': 'отправлено через бота',
  media: 'картинка или файл',
  campaign: 'то же прислали другие',
} as const;

const REASON_TEXT: Readonly<Record<Reason, string>> = {
  'admin-sender': 'написал администратор',
  'exempt-sender': 'отправитель не проверяется',
  'released-before': 'такой же текст уже вернули',
  'confirmed-before': 'такой же текст уже признали спамом',
  'released-nearly': 'почти такой же текст уже вернули',
  'confirmed-nearly': 'почти такой же текст уже признали спамом',
  'carrier-keyword': 'служебное слово оператора',
  'no-text': 'нет текста',
  'one-time-code': 'похоже на одноразовый код, нужна более высокая оценка',
  'trusted-sender': 'отправитель здесь давно, нужна более высокая оценка',
  signals: 'к оценке добавлено то, что вокруг текста',
  'above-threshold': 'оценка не ниже порога',
  'above-review-threshold': 'оценка ниже порога, но стоит посмотреть',
  'below-threshold': 'оценка ниже порога',
  'scorer-failed': 'оценить сообщение не удалось',
};

const reasonsPart = (reasons: readonly Reason[]): string =>
  reasons.map((reason) => REASON_TEXT[reason]).join('; ');

export function why(message: StoredMessage, { threshold, words, normalised, limit }: Grounds): string {
  const { verdict, signals } = message;
  const score = verdict.score === null ? 'Без оценки' : `Оценка ${percent(verdict.score)}`;
  return truncateText(
    [
      `${score}, спам от ${percent(threshold)} (${verdict.model})`,
      tellingWords(words) || reasonsPart(verdict.reasons),
      ...(signals.length > 0 ? [`Кроме текста: ${tellingSignals(message, SIGNAL_TEXT)}`] : []),
      ...(normalised === null ? [] : [`Прочитано как: ${normalised}`]),
    ].join('\n'),
    limit,
  );
}

export const WHY_USAGE = 'Ответьте на сообщение /why или напишите /why и ID сообщения';

export const NOT_ALLOWED = 'Это могут только администраторы этого чата';
export const CANNOT_CHECK =
  'Сейчас не могу спросить Telegram о ваших правах. Ничего не изменено; попробуйте через минуту';
export const UNKNOWN_MESSAGE = 'Я не знаю сообщения с таким ID';
export const howToCorrect = (label: Label): string => {
  const command = label === 'ham' ? '/notspam' : '/spam';
  return `Ответьте на сообщение ${command} или напишите ${command} и ID сообщения`;
};

export const mode = (policy: Policy): string =>
  `Режим: ${policy.mode}\nobserve только записывает, reply предупреждает под сообщением, quarantine убирает и хранит, restrict ещё и лишает отправителя слова, ban банит.\nАдминистраторы могут изменить: /mode ${MODES.join('|')}`;
export const modeChanged = (policy: Policy): string => `Теперь режим ${policy.mode}`;
export const MODE_USAGE = `Напишите /mode и одно из: ${MODES.join(', ')}`;

const threshold = (policy: Policy): string => String(policy.thresholds.spam);
const effectPart = ({ messages, caught }: ThresholdEffect): string =>
  messages === 0 ? '' : `\nПоследних сообщений с такой оценкой: ${caught} из ${messages}`;
export const thresholdNow = (policy: Policy, effect: ThresholdEffect): string =>
  `Порог: ${threshold(policy)}${effectPart(effect)}\nС этой оценки сообщение считается спамом; для тех, кто здесь давно, нужно ${policy.thresholds.trusted}. Чем выше, тем больше пропускается.\nАдминистраторы могут изменить: /threshold 0.9 или /threshold default`;
export const thresholdChanged = (policy: Policy, effect: ThresholdEffect): string =>
  `Теперь порог ${threshold(policy)}${effectPart(effect)}`;
export const THRESHOLD_USAGE = 'Напишите /threshold и число от 0 до 1 или /threshold default';

export const WHO_USAGE = 'Ответьте на сообщение этого человека или напишите после команды ID его сообщения';
export const trusted = (name: string): string =>
  `${oneLine(name)} здесь пользуется доверием: его сообщениям нужна более высокая оценка, чтобы считаться спамом`;
export const exempted = (name: string): string => `${oneLine(name)} здесь больше не проверяется`;
export const untrusted = (name: string): string =>
  `${oneLine(name)} здесь проверяется строго, сколько бы ни пробыл`;
export const banned = (name: string, days: number): string =>
  `${oneLine(name)} забанен на ${days} дн., сообщение удаляется. Этому я не учусь; учит /spam`;
export const BAN_UNKNOWN =
  'Я уже не храню, кто это написал, и не могу забанить: ответьте /ban на его сообщение';
export const BAN_PRIVATE = 'В личном чате банить некого';

export const REPORT_USAGE = 'Ответьте на сообщение /report';
export const REPORTED = 'Спасибо. Решат администраторы';
export const REPORT_NOT_YET = 'Жаловаться могут только те, кто пишет здесь уже некоторое время';
export const REPORT_TOO_MANY = 'Пока достаточно; попробуйте через час';
export const REPORT_ALREADY = 'С этим сообщением уже разобрались';
export function reported(
  message: StoredMessage,
  { reports, text }: { reports: number; text: string },
): string {
  return [`Жалоб на спам: ${reports}. ${idPart(message)}`, `Чат: ${message.conversation}`, '', text]
    .join('\n')
    .trimEnd();
}

export const QUARANTINE_EMPTY = 'В карантине ничего нет';
export const quarantineHead = (count: number): string => `В карантине, новые сверху (${count}):`;
export const quarantineLine = (
  message: StoredMessage,
  { number, text }: { number: number; text: string | null },
): string => {
  const score = message.verdict.score === null ? '' : `, ${percent(message.verdict.score)}`;
  const at = message.receivedAt.slice(0, 16).replace('T', ' ');
  return `${number}. ${idPart(message)}, ${at} UTC${score}${text === null ? '' : `\n${oneLine(text)}`}`;
};

export const language = (policy: Policy): string => `Язык: ${policy.language}. /language en или /language ru`;
export const LANGUAGE_CHANGED = 'Теперь я говорю здесь по-русски';

export function settings({ adminChat, isQuiet, reportsNeeded, thresholds, trust }: Policy): string {
  return [
    `quiet: ${isQuiet ? 'on' : 'off'} (on: никаких уведомлений в группе)`,
    `admins: ${adminChat ?? 'none'} (чат, куда сообщается о задержанном)`,
    `trust: ${trust.messages} ${trust.days} (сообщений и дней до доверия)`,
    `trusted: ${thresholds.trusted} (с какой оценки спам у того, кому доверяют)`,
    `reports: ${reportsNeeded} (сколько жалоб нужно, чтобы узнали администраторы)`,
    'Администраторы могут изменить: /settings quiet on, /settings admins -1001234567890, /settings trust 5 1, /settings trusted 0.95, /settings reports 2; default возвращает как было',
  ].join('\n');
}
export const SETTINGS_USAGE =
  'Напишите /settings и одно из: quiet on|off, admins НОМЕР, trust СООБЩЕНИЯ ДНИ, trusted 0.95, reports 2; или имя и default';

export const GROUP_NONE =
  'Я не знаю группы, где вы администратор. Добавьте меня в группу и напишите там что-нибудь';
export const GROUP_PICK = 'О какой группе речь?';
export const groupPicked = (group: string): string => `Теперь речь о ${oneLine(group)}`;

export function greeting({ isAdministrator, canDelete, canRestrict }: GreetingRights): string {
  const missing = isAdministrator
    ? [
        ...(canDelete ? [] : ['право удалять сообщения, чтобы убирать спам']),
        ...(canRestrict ? [] : ['право банить, для режимов restrict и ban']),
      ]
    : ['стать администратором, иначе я вижу только команды'];
  return [
    'Здравствуйте. Я ищу здесь спам: под похожим сообщением я об этом пишу и ничего не удаляю, пока администратор не напишет /mode quarantine.',
    missing.length > 0 ? `Мне нужно: ${missing.join('; ')}.` : 'Все нужные права у меня есть.',
    'Администраторам: /mode, /threshold, /settings; /language en для английского. Всем: /help',
  ].join('\n');
}

export function stats(counts: MessageCounts, policy: Policy): string {
  return [
    `Сообщений здесь: ${counts.messages}`,
    `Спам: ${counts.spam}, неясно: ${counts.unsure}`,
    `В карантине: ${counts.quarantined}, возвращено: ${counts.released}, подтверждено: ${counts.confirmed}`,
    `С содержимым, которое я не умею читать: ${counts.unscored}`,
    `Режим: ${policy.mode}, порог: ${threshold(policy)}`,
  ].join('\n');
}

export function quality({ precision, recall, suggestion }: ConversationQuality): readonly string[] {
  const parts = [
    ...(precision === null
      ? []
      : [`сочтено спамом ${precision.of}, верно ${precision.count} (${range(precision)})`]),
    ...(recall === null ? [] : [`спама ${recall.of}, поймано не больше ${recall.count} (${range(recall)})`]),
    ...(suggestion.kind === 'change'
      ? [
          `с /threshold ${suggestion.then.threshold} было бы поймано ${suggestion.then.caught}, сейчас ${suggestion.now.caught}`,
        ]
      : []),
  ];
  return parts.length === 0 ? [] : [`По решениям людей: ${parts.join('; ')}`];
}

export const COMMAND_HELP: Readonly<Record<CommandName, string>> = {
  notspam: 'Это не спам: ответьте на сообщение или укажите его ID',
  spam: 'Это спам: ответьте на сообщение или укажите его ID',
  why: 'Почему сообщение сочтено спамом',
  ban: 'Забанить отправителя; ничему не учит',
  trust: 'Доверять отправителю: порог выше',
  untrust: 'Проверять отправителя строго',
  report: 'Сообщить о сообщении администраторам',
  quarantine: 'Последние десять задержанных сообщений',
  language: 'Язык, на котором я говорю здесь',
  settings: 'Тишина, чат администраторов, доверие',
  group: 'О какой из ваших групп речь',
  mode: 'Что делать со спамом: observe, reply, quarantine',
  threshold: 'С какой оценки сообщение считается спамом',
  stats: 'Что я здесь видел',
  help: 'Что я умею',
  start: 'Что я умею',
};

export const HELP = [
  'Я ищу спам в этом чате. Сделайте меня администратором с правом удалять сообщения.',
  '/notspam в ответ на сообщение или с его ID: это не спам; задержанное вернётся в чат',
  '/spam в ответ на сообщение или с его ID: это спам',
  '/why в ответ на сообщение или с его ID: оценка и слова, которые решили',
  '/ban удаляет сообщение и банит отправителя; /trust и /untrust: насколько строго проверять отправителя; /trust exempt: не проверять',
  '/report сообщает о сообщении администраторам',
  '/quarantine последние десять задержанных сообщений, с кнопками',
  '/mode что делать со спамом',
  '/threshold с какой оценки сообщение считается спамом',
  '/settings тишина, чат администраторов, доверие; /language en или ru',
  '/stats что я здесь видел; /group в личном чате: о какой группе речь',
  'Менять что-то могут только администраторы чата. Если я ошибся в вашем сообщении, ответьте на него /notspam',
].join('\n');
