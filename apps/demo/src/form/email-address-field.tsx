import { useField } from "./form-context.ts";

interface EmailAddressFieldProps {
  readonly label: string;
  /** What the browser may fill in: the account's name, or any address. */
  readonly autoComplete: "username" | "email";
  readonly value: string;
  readonly onChange: (emailAddress: string) => void;
}

export function EmailAddressField({ label, autoComplete, value, onChange }: EmailAddressFieldProps) {
  const field = useField("emailAddress");
  return (
    <div className="field">
      <label htmlFor={field.id}>{label}</label>
      <input
        {...field}
        type="email"
        required
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
