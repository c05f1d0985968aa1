import type { Contradiction } from '../../../../domain/correction.js';
import type { Page } from '../../../../domain/store.js';
import { Empty, Pager } from '../../parts.js';
import { StrangersText, StrangersWord } from '../../strangers-text.js';
import { CorrectionRow } from './corrections-page.js';

interface PageProps {
  readonly page: Page<Contradiction>;
  readonly isLater: boolean;
  /** Null for who may not withdraw any. */
  readonly csrf: string | null;
}

export function ContradictionsPage({ page: { items, next }, isLater, csrf }: PageProps) {
  return (
    <>
      <p>
        Texts that administrators have called spam and ham. No model learns them until one side is withdrawn.{' '}
        <a href="/models/corrections">All corrections</a>
      </p>
      {items.length === 0 ? (
        <Empty>People agree about everything.</Empty>
      ) : (
        <ul class="rows">
          {items.map((contradiction) => (
            <ContradictionCard contradiction={contradiction} csrf={csrf} />
          ))}
        </ul>
      )}
      <Pager path="/models/contradictions" query={{}} next={next} isLater={isLater} />
    </>
  );
}

interface CardProps extends Pick<PageProps, 'csrf'> {
  readonly contradiction: Contradiction;
}

function ContradictionCard({ contradiction: { text, inForce, corrections }, csrf }: CardProps) {
  return (
    <li class="card">
      <h2>Contradiction</h2>
      <StrangersText text={text} />
      <ul>
        {inForce.map(({ conversation, label }) => (
          <li>
            <span class={`badge ${label}`}>{label}</span> is in force{' '}
            {conversation === null ? (
              'of no conversation'
            ) : (
              <>
                in {conversation.channel}: <StrangersWord>{conversation.id}</StrangersWord>
              </>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>
          {corrections.length === 1 ? '1 correction' : `${corrections.length} corrections`} that stand
        </summary>
        <ul class="rows">
          {corrections.map((correction) => (
            <CorrectionRow correction={correction} csrf={csrf} back="contradictions" />
          ))}
        </ul>
      </details>
    </li>
  );
}
