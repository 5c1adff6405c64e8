import { Field } from "./field.tsx";
import type { Problem } from "./refusals.ts";

interface KnownFieldProps {
  readonly label?: string | undefined;
  readonly value?: string | undefined;
  readonly problem?: Problem | undefined;
}

/** The fields that several forms have. Their `autocomplete` is what password managers and phones go by. */
export const EmailAddressField = ({ label = "E-mail address", value, problem }: KnownFieldProps) => (
  <Field label={label} name="email_address" type="email" autocomplete="username" value={value} problem={problem} />
);

export const CodeField = ({ label = "Code", problem }: KnownFieldProps) => (
  <Field
    label={label}
    name="code"
    autocomplete="one-time-code"
    hint="From the newest mail. Upper or lower case does not matter."
    problem={problem}
  />
);

export const PasswordField = ({ label = "Password", problem }: KnownFieldProps) => (
  <Field label={label} name="password" type="password" autocomplete="current-password" problem={problem} />
);

export const NewPasswordField = ({ label = "New password", problem }: KnownFieldProps) => (
  <Field
    label={label}
    name="new_password"
    type="password"
    autocomplete="new-password"
    hint="10 to 100 characters, and none that is easy to guess."
    problem={problem}
  />
);
