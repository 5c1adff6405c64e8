import { type ReactNode, useState } from "react";
import { type Outcome, refuse } from "../answers/outcome.ts";
import { AccountName } from "../form/account-name.tsx";
import { Form } from "../form/form.tsx";
import { PasswordField } from "../form/password-field.tsx";
import type { Step } from "../page-title.tsx";

interface PasswordStepProps {
  readonly title: string;
  readonly step: Step;
  readonly onPassword: (password: string) => Promise<Outcome | undefined>;
  /** Why the password is asked for. */
  readonly children: ReactNode;
  readonly alternatives: ReactNode;
}

/** Asks for the password that the account has: whoever found the device unlocked does not know it. */
export function PasswordStep({ title, step, onPassword, children, alternatives }: PasswordStepProps) {
  const [password, setPassword] = useState("");
  const submit = async () => (password === "" ? refuse("password_missing") : onPassword(password));
  return (
    <Form title={title} step={step} action="Continue" onSubmit={submit} alternatives={alternatives}>
      <p>{children}</p>
      <AccountName />
      <PasswordField label="Current password" autoComplete="current-password" value={password} onChange={setPassword} />
    </Form>
  );
}
