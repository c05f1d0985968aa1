import type { ConversationSettings, Policy } from '../../../domain/policy.js';
import type { ConversationKey } from '../../../domain/store.js';
import { Csrf, described, Field } from '../forms.js';
import { conversationPath } from './conversation-path.js';
import { type SettingsForm, stampOf } from './read-settings-form.js';
import { type SettingField, settingFields } from './setting-fields.js';
import { Table } from '../parts.js';

export interface SettingsProps {
  readonly conversation: ConversationKey;
  readonly settings: ConversationSettings;
  readonly defaults: Policy;
  readonly csrf: string;
  /** Null for who may only look. */
  readonly form: Pick<SettingsForm, 'entered' | 'problems'> | null;
  /** About the form as a whole. */
  readonly problem?: string | undefined;
}

/** Each setting with its default; empty is the default, which may change with the model. */
export function SettingsPart({ conversation, settings, defaults, csrf, form, problem }: SettingsProps) {
  const fields = settingFields(conversation.channel);
  if (form === null) return <SettingsTable fields={fields} settings={settings} defaults={defaults} />;
  const action = `${conversationPath(conversation)}/settings`;
  return (
    <form
      class="card"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#conversation"
      hx-swap="outerHTML"
    >
      <Csrf csrf={csrf} />
      <input type="hidden" name="seen" value={stampOf(settings)} />
      {problem === undefined ? null : (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="fields">
        {fields.map((field) => (
          <SettingControl
            field={field}
            entered={form.entered[field.name] ?? field.textOf(settings)}
            problem={form.problems[field.name]}
            defaults={defaults}
          />
        ))}
      </div>
      <div class="actions">
        <button type="submit" class="primary" id="save-settings">
          Save
        </button>
        <span class="hint">Leave a field empty, or choose Default, to go back to the default.</span>
      </div>
    </form>
  );
}

interface ControlProps {
  readonly field: SettingField;
  readonly entered: string;
  readonly problem: string | undefined;
  readonly defaults: Policy;
}

function SettingControl({ field, entered, problem, defaults }: ControlProps) {
  const { name, label, hint, options, defaultText } = field;
  const id = `setting-${name}`;
  const theDefault = defaultText(defaults);
  return (
    <Field id={id} label={label} hint={`${hint} Default: ${theDefault}.`} problem={problem}>
      {options === null ? (
        <input
          {...described(id, problem)}
          name={name}
          value={entered}
          placeholder={theDefault}
          maxLength={30}
          autocomplete="off"
        />
      ) : (
        <select {...described(id, problem)} name={name}>
          {options.map(({ value, text }) => (
            <option value={value} selected={value === entered}>
              {value === '' ? `Default (${theDefault})` : text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type TableProps = Pick<SettingsProps, 'settings' | 'defaults'> & { readonly fields: readonly SettingField[] };

function SettingsTable({ fields, settings, defaults }: TableProps) {
  return (
    <Table caption="Settings, which administrators change">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">In force</th>
          <th scope="col">Default</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ label, textOf, defaultText }) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{textOf(settings) === '' ? defaultText(defaults) : textOf(settings)}</td>
            <td>{defaultText(defaults)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
