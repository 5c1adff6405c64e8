import { type ReactNode, useId, useState } from "react";
import type { Outcome } from "../answers/outcome.ts";
import { AccountName } from "../form/account-name.tsx";
import { Form } from "../form/form.tsx";
import { PasswordField } from "../form/password-field.tsx";
import { RuleList } from "../form/rule-list.tsx";
import type { Step } from "../page-title.tsx";
import { emailAddress } from "../session.ts";
import { useStoredValue } from "../stored-value.ts";

interface NewPasswordStepProps {
  readonly title: string;
  readonly step: Step;
  readonly action: string;
  readonly onPassword: (password: string) => Promise<Outcome | undefined>;
  readonly alternatives: ReactNode;
}

/** Asks for a new password. The rules are a help only: the server decides. */
export function NewPasswordStep({ title, step, action, onPassword, alternatives }: NewPasswordStepProps) {
  const [password, setPassword] = useState("");
  const address = useStoredValue(emailAddress) ?? "";
  const rulesId = useId();
  return (
    <Form title={title} step={step} action={action} onSubmit={() => onPassword(password)} alternatives={alternatives}>
      <p>A few words that only you put together make a good one.</p>
      <AccountName />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        hintId={rulesId}
        value={password}
        onChange={setPassword}
      />
      <RuleList id={rulesId} password={password} emailAddress={address} />
    </Form>
  );
}
