import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { ConversationSettings } from '../../../domain/policy.js';
import type { ConversationKey } from '../../../domain/store.js';
import { callerOf } from '../../access/caller.js';
import { parseOrRefuse } from '../../problems.js';
import { wantsPart } from '../render.js';
import { conversationPath } from './conversation-path.js';
import type { ConversationsDependencies } from './conversations-dependencies.js';
import { readSettingsForm, stampOf } from './read-settings-form.js';
import { conversationIn, sendConversation } from './show-conversation.js';

/** The form with all settings. What is wrong is said beside its field, and nothing is changed then. */
export function changeByForm(dependencies: ConversationsDependencies): RequestHandler {
  return async (request, response) => {
    const conversation = conversationIn(request);
    const isPart = wantsPart(request);
    const settings = await dependencies.store.readSettings(conversation);
    const form = readSettingsForm(request.body, { channel: conversation.channel, settings });
    if (form.seen !== stampOf(settings)) {
      response.status(isPart ? 200 : 409);
      const problem = 'Somebody has changed the settings in the meantime: these are the ones in force now.';
      await sendConversation(dependencies, response, { conversation, isPart, problem });
      return;
    }
    if (Object.keys(form.problems).length > 0) {
      response.status(isPart ? 200 : 400);
      const problem = 'Nothing was saved yet: see what is said beside the fields.';
      await sendConversation(dependencies, response, { conversation, isPart, form, problem });
      return;
    }
    await change(dependencies, response, { conversation, change: form.change });
    await answer(dependencies, response, { conversation, isPart });
  };
}

const Threshold = z.object({
  threshold: z
    .string()
    .regex(/^\d?(\.\d{1,20})?$/, { error: 'must be a number from 0 to 1' })
    .transform(Number)
    .pipe(z.number().min(0).max(1)),
});

/** A suggested or tried threshold, with one press. */
export function changeThreshold(dependencies: ConversationsDependencies): RequestHandler {
  return async (request, response) => {
    const conversation = conversationIn(request);
    const { threshold } = parseOrRefuse(Threshold, request.body);
    await change(dependencies, response, { conversation, change: { threshold } });
    await answer(dependencies, response, { conversation, isPart: wantsPart(request) });
  };
}

interface Changing {
  readonly conversation: ConversationKey;
  readonly change: Partial<ConversationSettings>;
}

async function change(
  { settings, clock }: ConversationsDependencies,
  response: Response,
  { conversation, change: changed }: Changing,
): Promise<void> {
  if (Object.keys(changed).length === 0) return;
  const { author } = callerOf(response);
  await settings.change(conversation, changed, { author, at: clock.now().toISOString() });
}

async function answer(
  dependencies: ConversationsDependencies,
  response: Response,
  { conversation, isPart }: { readonly conversation: ConversationKey; readonly isPart: boolean },
): Promise<void> {
  if (isPart) await sendConversation(dependencies, response, { conversation, isPart, said: 'Saved.' });
  else response.redirect(303, `${conversationPath(conversation)}?saved=1`);
}
