import type { Settings } from '../../../app/change-settings.js';
import type { QualityMeter } from '../../../app/measure-quality.js';
import type { ReadThresholdCurve } from '../../../app/read-threshold-curve.js';
import type { AuditLog } from '../../../domain/audit.js';
import type { Clock } from '../../../domain/clock.js';
import type { Channel } from '../../../domain/message.js';
import type { Policy } from '../../../domain/policy.js';
import type { ConversationStore, MessageStore } from '../../../domain/store.js';

export interface ConversationsDependencies {
  readonly store: Pick<ConversationStore, 'readSettings' | 'pageConversations'> &
    Pick<MessageStore, 'listMessages'> &
    AuditLog;
  readonly settings: Settings;
  readonly defaultPolicy: (channel: Channel) => Policy;
  readonly quality: QualityMeter;
  readonly readThresholdCurve: ReadThresholdCurve;
  readonly clock: Clock;
}
