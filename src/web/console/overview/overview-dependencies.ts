import type { MessageBrowser } from '../../../domain/browsing.js';
import type { ChannelState } from '../../../domain/channel-state.js';
import type { Check } from '../../../domain/check.js';
import type { Clock } from '../../../domain/clock.js';
import type { Outbox } from '../../../domain/outbox.js';
import type { TrafficStore } from '../../../domain/traffic.js';
import type { Metrics } from '../../metrics/metrics.js';

export interface OverviewDependencies {
  readonly store: Pick<TrafficStore, 'readTraffic'> &
    Pick<Outbox, 'measureOutbox'> &
    Pick<MessageBrowser, 'countWaiting' | 'listMessages'>;
  readonly metrics: Pick<Metrics, 'readLatencies'>;
  readonly currentModel: () => string;
  /** As the gate said when it started. */
  readonly channelStates: readonly ChannelState[];
  /** What `hamgate doctor` finds; it may take seconds, and asks others. */
  readonly examine: () => Promise<readonly Check[]>;
  readonly clock: Clock;
}
