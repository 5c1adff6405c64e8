import type { ReactNode } from "react";
import type { Outcome } from "../answers/outcome.ts";
import { EmailAddressField } from "../form/email-address-field.tsx";
import { Form } from "../form/form.tsx";
import type { Step } from "../page-title.tsx";
import { emailAddress } from "../session.ts";
import { useStoredValue } from "../stored-value.ts";

interface EmailAddressStepProps {
  readonly title: string;
  readonly step: Step;
  readonly onSubmit: () => Promise<Outcome | undefined>;
  /** Why the address is asked for. */
  readonly children: ReactNode;
  readonly alternatives: ReactNode;
}

/** The first step of those who are not signed in: the address that their account has, or will have. */
export function EmailAddressStep({ title, step, onSubmit, children, alternatives }: EmailAddressStepProps) {
  const typed = useStoredValue(emailAddress) ?? "";
  return (
    <Form title={title} step={step} action="Continue" onSubmit={onSubmit} alternatives={alternatives}>
      <p>{children}</p>
      <EmailAddressField label="E-mail address" autoComplete="username" value={typed} onChange={emailAddress.set} />
    </Form>
  );
}
