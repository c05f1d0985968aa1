import type { ComponentChildren } from 'preact';

/** The token that every form carries. */
export function Csrf({ csrf }: { readonly csrf: string }) {
  return <input type="hidden" name="csrf" value={csrf} />;
}

interface FieldProps {
  /** Of the control that it is about. */
  readonly id: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with what was entered. */
  readonly problem?: string | undefined;
  readonly children: ComponentChildren;
}

/** A control with its name, a word about it, and what is wrong with it. */
export function Field({ id, label, hint, problem, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem === undefined ? null : (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** For the control inside a `Field`: a screen reader says hint and problem with it. */
export function described(id: string, problem: string | undefined) {
  return {
    id,
    'aria-describedby': problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`,
    'aria-invalid': problem === undefined ? undefined : true,
  };
}

/** Put beside a part: the line that is read out says it. */
export function Said({ children }: { readonly children: ComponentChildren }) {
  return (
    <div id="said" class="said" role="status" aria-live="polite" hx-swap-oob="innerHTML">
      <p>{children}</p>
    </div>
  );
}
