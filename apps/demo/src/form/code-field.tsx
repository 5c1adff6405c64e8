import { writeAsCode } from "./code.ts";
import { useField } from "./form-context.ts";

interface CodeFieldProps {
  readonly label: string;
  /** The element that says where the code is to be found. */
  readonly hintId: string;
  /** How many it has: 8 in a verification code, 12 in a temporary password. */
  readonly letters: number;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

export function CodeField({ label, hintId, letters, value, onChange }: CodeFieldProps) {
  const field = useField("code", hintId);
  return (
    <div className="field">
      <label htmlFor={field.id}>{label}</label>
      <input
        {...field}
        className="code"
        type="text"
        required
        autoComplete="one-time-code"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(writeAsCode(event.currentTarget, letters))}
      />
    </div>
  );
}
