import type { Problem } from "./refusals.ts";

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: "email" | "password" | "text" | undefined;
  readonly autocomplete?: string | undefined;
  /** What the field has when the page comes. */
  readonly value?: string | undefined;
  readonly hint?: string | undefined;
  /** Whether it may be left empty. */
  readonly isOptional?: boolean | undefined;
  /** What was wrong with the form the last time, which may be about this field. */
  readonly problem?: Problem | undefined;
}

/** A line to type in. The one that was wrong has the focus, and says why to those who hear the page. */
export function Field({ label, name, type = "text", autocomplete, value, hint, isOptional, problem }: FieldProps) {
  const isWrong = problem?.field === name;
  const describedBy = [hint && `${name}-hint`, isWrong && "problem"].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p id={`${name}-hint`} class="hint">
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        autocomplete={autocomplete}
        required={!isOptional}
        autofocus={isWrong}
        aria-invalid={isWrong ? "true" : undefined}
        aria-describedby={describedBy || undefined}
      />
    </div>
  );
}
