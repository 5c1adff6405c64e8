import { useState } from "react";
import { useField } from "./form-context.ts";

interface PasswordFieldProps {
  readonly label: string;
  readonly autoComplete: "current-password" | "new-password";
  /** The element that explains what is asked for. */
  readonly hintId?: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
}

/** A password that can be looked at: nobody has to type it twice. */
export function PasswordField({ label, autoComplete, hintId, value, onChange }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const field = useField("password", hintId);
  return (
    <div className="field">
      <label htmlFor={field.id}>{label}</label>
      <div className="password">
        <input
          {...field}
          type={isShown ? "text" : "password"}
          required
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <button type="button" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          Show<span className="unseen"> password</span>
        </button>
      </div>
    </div>
  );
}
