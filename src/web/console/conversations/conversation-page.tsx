import type { ConversationQuality } from '../../../app/measure-quality.js';
import type { ThresholdCurve } from '../../../app/read-threshold-curve.js';
import type { AuditRecord } from '../../../domain/audit.js';
import type { ConversationSettings, Policy } from '../../../domain/policy.js';
import { StrangersWord } from '../strangers-text.js';
import { CHANNEL_TITLE } from '../words.js';
import type { ConversationKey } from '../../../domain/store.js';
import type { SettingsForm } from './read-settings-form.js';
import { HistoryPart } from './history-part.js';
import { QualityPart } from './quality-part.js';
import { SettingsPart } from './settings-form.js';
import { TrialPart } from './trial-part.js';

export interface Shown {
  readonly conversation: ConversationKey;
  /** What was entered, when it cannot be used. */
  readonly form?: Pick<SettingsForm, 'entered' | 'problems'>;
  /** About the form as a whole. */
  readonly problem?: string;
  readonly tried?: number;
  /** What has happened. */
  readonly said?: string;
  /** Without the frame around it. */
  readonly isPart?: boolean;
}

interface PageProps extends Shown {
  /** Null where no message of it is kept. */
  readonly quality: ConversationQuality | null;
  readonly settings: ConversationSettings;
  readonly defaults: Policy;
  readonly trial: ThresholdCurve;
  readonly history: readonly AuditRecord[];
  readonly isAdmin: boolean;
  readonly csrf: string;
}

export function ConversationPage(props: PageProps) {
  const { conversation, quality, settings, defaults, trial, history, isAdmin, csrf } = props;
  const form = props.form ?? { entered: {}, problems: {} };
  const forAdmin = isAdmin ? csrf : null;
  const messages = new URLSearchParams({ channel: conversation.channel, conversation: conversation.id });
  return (
    <div id="conversation">
      <p>
        {CHANNEL_TITLE[conversation.channel]}: <StrangersWord>{conversation.id}</StrangersWord>{' '}
        <a href={`/messages?${messages.toString()}`}>Its messages</a>
      </p>
      {props.said === undefined ? null : <p class="done">{props.said}</p>}
      <section>
        <h2>Settings</h2>
        <SettingsPart
          conversation={conversation}
          settings={settings}
          defaults={defaults}
          csrf={csrf}
          form={isAdmin ? form : null}
          problem={props.problem}
        />
      </section>
      {quality === null ? null : <QualityPart quality={quality} csrf={forAdmin} />}
      <TrialPart
        conversation={conversation}
        trial={trial}
        tried={props.tried ?? trial.now.threshold}
        csrf={forAdmin}
      />
      {isAdmin ? <HistoryPart entries={history} /> : null}
    </div>
  );
}
