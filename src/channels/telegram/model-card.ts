import type { ModelDecision } from '../../domain/model.js';
import type { Language } from '../../domain/policy.js';
import type { NewTask } from '../../domain/task.js';
import { modelButtons } from './commands/buttons.js';
import { truncateText } from './split-text.js';
import { telegramTask } from './telegram-task.js';
import { textsIn } from './texts/texts.js';

const CARD_LIMIT = 3500;

/** Asks the administrators whether a candidate that passed the gate shall be used. */
export function askAboutModel(
  model: { readonly id: string; readonly decision: ModelDecision },
  { chat, language }: { readonly chat: string; readonly language: Language },
): NewTask {
  const texts = textsIn(language);
  return telegramTask(
    {
      method: 'sendMessage',
      chatId: chat,
      text: truncateText(texts.modelCard(model.id, model.decision), CARD_LIMIT),
      replyTo: null,
      buttons: modelButtons(model.id, texts),
    },
    `model:${model.id}`,
  );
}
