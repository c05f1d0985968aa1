import type { RequestHandler, Request, Response } from 'express';
import { z } from 'zod';
import { mayActAs } from '../../../domain/access.js';
import { CHANNELS, cleanText } from '../../../domain/message.js';
import { NO_SETTINGS } from '../../../domain/policy.js';
import type { ConversationKey } from '../../../domain/store.js';
import { Problem } from '../../problems.js';
import { Said } from '../forms.js';
import { sendPage, sendPart, wantsPart } from '../render.js';
import { viewerOf } from '../viewer.js';
import { ConversationPage, type Shown } from './conversation-page.js';
import type { ConversationsDependencies } from './conversations-dependencies.js';
import { stampOf } from './read-settings-form.js';
import { TriedOutcome } from './trial-part.js';

const Params = z.object({
  channel: z.enum(CHANNELS),
  id: z.string().min(1).max(255).transform(cleanText),
});

/** Whom a path names. Throws a `Problem` for what can be no conversation. */
export function conversationIn(request: Request): ConversationKey {
  const key = Params.safeParse(request.params);
  if (!key.success) throw new Problem(404, 'There is no such conversation');
  return key.data;
}

const Query = z.object({
  /** After a change, for browsers without scripts. */
  saved: z.literal('1').optional().catch(undefined),
  threshold: z
    .string()
    .regex(/^[01]?(\.\d{1,6})?$/)
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .optional()
    .catch(undefined),
});

export function showConversation(dependencies: ConversationsDependencies): RequestHandler {
  return async (request, response) => {
    const { saved } = Query.parse(request.query);
    const conversation = conversationIn(request);
    await sendConversation(dependencies, response, {
      conversation,
      ...(saved === undefined ? {} : { said: 'Saved.' }),
    });
  };
}

/** The numbers of one threshold: a part for the field that asks, or the page with them. */
export function showThreshold(dependencies: ConversationsDependencies): RequestHandler {
  return async (request, response) => {
    const conversation = conversationIn(request);
    const { threshold: tried } = Query.parse(request.query);
    if (tried === undefined) throw new Problem(400, 'Choose a threshold from 0 to 1');
    if (!wantsPart(request)) {
      await sendConversation(dependencies, response, { conversation, tried });
      return;
    }
    const { csrf, role } = viewerOf(response);
    const trial = await dependencies.readThresholdCurve(conversation);
    sendPart(
      response,
      <TriedOutcome
        conversation={conversation}
        trial={trial}
        tried={tried}
        csrf={mayActAs(role, 'admin') ? csrf : null}
      />,
    );
  };
}

/** Throws a `Problem` where neither a message nor a setting is kept of it. */
export async function sendConversation(
  dependencies: ConversationsDependencies,
  response: Response,
  shown: Shown,
): Promise<void> {
  const { conversation, isPart = false, said } = shown;
  const viewer = viewerOf(response);
  const page = (
    <ConversationPage
      {...await readConversation(dependencies, conversation)}
      {...shown}
      isAdmin={mayActAs(viewer.role, 'admin')}
      csrf={viewer.csrf}
    />
  );
  if (!isPart) {
    sendPage(response, { title: 'Conversation', page: 'conversations' }, page);
    return;
  }
  sendPart(
    response,
    <>
      {page}
      {said === undefined ? null : <Said>{said}</Said>}
    </>,
  );
}

const LAST_CHANGES = 20;

async function readConversation(
  { store, quality, readThresholdCurve, defaultPolicy }: ConversationsDependencies,
  conversation: ConversationKey,
) {
  const { channel, id } = conversation;
  const [found, settings] = await Promise.all([quality.read(conversation), store.readSettings(conversation)]);
  if (found === null && stampOf(settings) === stampOf(NO_SETTINGS))
    throw new Problem(404, 'There is no message of such a conversation');
  const [trial, { items: history }] = await Promise.all([
    readThresholdCurve(conversation),
    store.listAudit({ subject: `${channel}:${id}`, limit: LAST_CHANGES }),
  ]);
  return { quality: found, settings, trial, history, defaults: defaultPolicy(channel) };
}
