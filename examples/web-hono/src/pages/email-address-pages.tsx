import { Form } from "../forms/form.tsx";
import { CodeField, EmailAddressField, PasswordField } from "../forms/known-fields.tsx";
import type { Problem } from "../forms/refusals.ts";

interface EmailAddressPageProps {
  readonly emailAddress?: string | undefined;
  readonly problem?: Problem | undefined;
}

export const EmailAddressPage = ({ emailAddress, problem }: EmailAddressPageProps) => (
  <Form submit="Continue" problem={problem}>
    <EmailAddressField label="New e-mail address" value={emailAddress} problem={problem} />
  </Form>
);

/** Code and password at once: the auth server wants both before it changes an address. */
export const ConfirmEmailAddressPage = ({ emailAddress, problem }: EmailAddressPageProps) => (
  <>
    <p>We have sent a code to {emailAddress}.</p>
    <Form submit="Change the address" problem={problem}>
      <CodeField problem={problem} />
      <PasswordField label="Your password" problem={problem} />
    </Form>
    <p>
      <a href="/account/email-address">Take another address</a>
    </p>
  </>
);
