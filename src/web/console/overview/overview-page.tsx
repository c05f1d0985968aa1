import type { WaitingCounts } from '../../../domain/browsing.js';
import type { ChannelState } from '../../../domain/channel-state.js';
import type { OutboxMeasure } from '../../../domain/outbox.js';
import type { Latency } from '../../metrics/latency.js';
import { Figure, Time } from '../parts.js';
import { boundedText, countText } from '../words.js';
import { LatencyPart } from './latency-part.js';
import { ScoresPart } from './scores-part.js';
import { ChannelsPart, DoctorPart } from './state-part.js';
import { type Range, type TrafficBar } from './traffic-bars.js';
import { TrafficPart } from './traffic-part.js';

interface OverviewProps {
  readonly model: string;
  readonly range: Range;
  readonly bars: readonly TrafficBar[];
  readonly scores: readonly number[];
  readonly waiting: WaitingCounts;
  readonly outbox: readonly OutboxMeasure[];
  readonly latencies: readonly Latency[];
  readonly channels: readonly ChannelState[];
  /** No message has ever come. */
  readonly isNew: boolean;
}

/** Up to here what waits is counted. */
export const MOST_WAITING = 1_000;

export function OverviewPage(props: OverviewProps) {
  const { model, range, bars, scores, waiting, outbox, latencies, channels, isNew } = props;
  return (
    <>
      {isNew ? <FirstSteps channels={channels} /> : null}
      <dl class="figures">
        <Figure name="Withheld, wait for a decision">
          <a href="/quarantine">{boundedText(waiting.quarantined, MOST_WAITING)}</a>
        </Figure>
        <Figure name="Unsure, let through">
          <a href="/quarantine?kind=unsure">{boundedText(waiting.unsure, MOST_WAITING)}</a>
        </Figure>
        <Figure name="Model that decides">
          <a href={`/models/${encodeURIComponent(model)}`}>{model}</a>
        </Figure>
      </dl>
      <OutboxLine outbox={outbox} />
      {isNew ? null : (
        <>
          <TrafficPart range={range} bars={bars} />
          <ScoresPart counts={scores} />
          <LatencyPart latencies={latencies} />
        </>
      )}
      <ChannelsPart states={channels} />
      <DoctorPart />
    </>
  );
}

function FirstSteps({ channels }: Pick<OverviewProps, 'channels'>) {
  const isOff = (name: string) => channels.every((state) => state.name !== name || !state.isOn);
  return (
    <section class="card">
      <h2>Nothing has come in yet. What to do next</h2>
      <ol>
        <li>
          <a href="/try">Try some texts</a> and see what the model makes of them.
        </li>
        <li>
          {isOff('telegram')
            ? 'For a Telegram group: make a bot with BotFather, put its token into TELEGRAM_BOT_TOKEN, and start the gate again.'
            : 'Add the bot to a Telegram group as an administrator that may delete messages and ban users, and write something there.'}
        </li>
        <li>
          {isOff('sms')
            ? "For text messages: put your gateway's secret into its SMS_… setting, and start the gate again. The table below names the gateways."
            : 'Have your SMS gateway call the gate: the table below has the address. Then send a text message to your number.'}
        </li>
        <li>Look at what the doctor finds at the bottom of this page.</li>
      </ol>
    </section>
  );
}

function OutboxLine({ outbox }: Pick<OverviewProps, 'outbox'>) {
  const sum = (what: 'pending' | 'dead' | 'retried') =>
    outbox.reduce((total, measure) => total + measure[what], 0);
  const [oldest] = outbox.flatMap(({ oldestPending }) => oldestPending ?? []).sort();
  const dead = sum('dead');
  return (
    <p>
      Still to be done outside: {countText(sum('pending'))}
      {sum('retried') === 0 ? '' : `, of which ${countText(sum('retried'))} failed before`}
      {oldest === undefined ? null : (
        <>
          , the oldest since <Time at={oldest} />
        </>
      )}
      ; given up:{' '}
      {dead === 0 ? (
        'none'
      ) : (
        <a href="/delivery">{countText(dead)}, the reasons stand on the page Delivery</a>
      )}
      .
    </p>
  );
}
