import type { ComponentChildren } from 'preact';
import { CHANNELS } from '../../../domain/message.js';
import { CHANNEL_TITLE } from '../words.js';

interface FilterFormProps {
  readonly path: string;
  readonly filled: Readonly<Record<string, string>>;
  /** What goes along, and is no filter. */
  readonly fixed?: Readonly<Record<string, string>>;
  readonly hint: string;
  /** The rarer filters. */
  readonly children: ComponentChildren;
}

/** Words first, for they are what people look by; the rest is folded until it is used. */
export function FilterForm({ path, filled, fixed = {}, hint, children }: FilterFormProps) {
  const isNarrow = Object.keys(filled).some((name) => name !== 'search');
  const clear = new URLSearchParams(fixed).toString();
  return (
    <form class="card filter" method="get" action={path} role="search">
      {Object.entries(fixed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="filters">
        <label class="wide">
          Search
          <input
            type="search"
            name="search"
            value={filled['search']}
            aria-describedby="about-search"
            dir="auto"
          />
        </label>
        <button type="submit">Show</button>
        {Object.keys(filled).length === 0 ? null : (
          <a class="button" href={clear === '' ? path : `${path}?${clear}`}>
            Clear
          </a>
        )}
      </div>
      <p class="hint" id="about-search">
        {hint}
      </p>
      <details open={isNarrow}>
        <summary>More filters</summary>
        <div class="filters">{children}</div>
      </details>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly filled: Readonly<Record<string, string>>;
  /** Value and words of each. */
  readonly options: readonly (readonly [string, string])[];
}

export function Choice({ label, name, filled, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">Any</option>
        {options.map(([value, words]) => (
          <option value={value} selected={filled[name] === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface FilledProps {
  readonly filled: Readonly<Record<string, string>>;
}

export function ConversationFilters({ filled }: FilledProps) {
  return (
    <>
      <Choice
        label="Channel"
        name="channel"
        filled={filled}
        options={CHANNELS.map((channel) => [channel, CHANNEL_TITLE[channel]])}
      />
      <label>
        Conversation
        <input name="conversation" value={filled['conversation']} maxLength={255} dir="auto" />
      </label>
    </>
  );
}

export function ScoreFilters({ filled }: FilledProps) {
  return (
    <>
      <label>
        Score from
        <input type="number" name="fromScore" value={filled['fromScore']} min="0" max="1" step="any" />
      </label>
      <label>
        Score to
        <input type="number" name="toScore" value={filled['toScore']} min="0" max="1" step="any" />
      </label>
    </>
  );
}
