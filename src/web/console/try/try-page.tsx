import type { ComponentChildren } from 'preact';
import { type Channel, CHANNELS } from '../../../domain/message.js';
import { Csrf, described, Field } from '../forms.js';
import { CHANNEL_TITLE } from '../words.js';
import { MOST_MODELS, MOST_TEXTS, type TrialForm } from './read-trial.js';

export interface OfferedModel {
  readonly id: string;
  /** What it is used for; empty for nothing. */
  readonly note: string;
}

interface TryPageProps {
  readonly form: TrialForm;
  readonly models: readonly OfferedModel[];
  readonly csrf: string;
  /** Nothing was entered yet, so nothing is wrong with it. */
  readonly isNew?: boolean;
  readonly children?: ComponentChildren;
}

export function TryPage({ form, models, csrf, isNew = false, children }: TryPageProps) {
  const problem = isNew ? undefined : form.problems.texts;
  return (
    <>
      <p>See what the models make of texts. Nothing is stored, and nobody is told.</p>
      <form
        class="card"
        method="post"
        action="/try"
        hx-post="/try"
        hx-target="#results"
        hx-swap="innerHTML"
        hx-disabled-elt="find button"
      >
        <Csrf csrf={csrf} />
        <Field
          id="texts"
          label="Texts"
          hint={`One text a line. With blank lines between them, texts may have several lines. Up to ${MOST_TEXTS}.`}
          problem={problem}
        >
          <textarea {...described('texts', problem)} name="texts" rows={8} dir="auto" required>
            {form.entered}
          </textarea>
        </Field>
        <ModelChoice
          chosen={form.models}
          models={models}
          problem={isNew ? undefined : form.problems.models}
        />
        <ChannelChoice chosen={form.channel} />
        <div class="actions">
          <button type="submit" class="primary">
            Try
          </button>
        </div>
      </form>
      <div id="results" aria-live="polite">
        {children}
      </div>
    </>
  );
}

interface ModelChoiceProps {
  readonly chosen: readonly string[];
  readonly models: readonly OfferedModel[];
  readonly problem: string | undefined;
}

function ModelChoice({ chosen, models, problem }: ModelChoiceProps) {
  return (
    <fieldset aria-describedby={problem === undefined ? undefined : 'models-problem'}>
      <legend>Models, up to {MOST_MODELS}</legend>
      <div class="choices">
        {models.map(({ id, note }) => (
          <label>
            <input type="checkbox" name="models" value={id} checked={chosen.includes(id)} /> {id}
            {note === '' ? '' : ` (${note})`}
          </label>
        ))}
      </div>
      {problem === undefined ? null : (
        <p class="problem" id="models-problem">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function ChannelChoice({ chosen }: { readonly chosen: Channel }) {
  return (
    <Field
      id="channel"
      label="Channel"
      hint="The thresholds differ: a text message is withheld unseen, so it needs a higher score."
    >
      <select {...described('channel', undefined)} name="channel">
        {CHANNELS.map((channel) => (
          <option value={channel} selected={channel === chosen}>
            {CHANNEL_TITLE[channel]}
          </option>
        ))}
      </select>
    </Field>
  );
}
