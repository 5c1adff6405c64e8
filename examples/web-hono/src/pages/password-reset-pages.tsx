import { Form } from "../forms/form.tsx";
import { CodeField, EmailAddressField, NewPasswordField } from "../forms/known-fields.tsx";
import type { Problem } from "../forms/refusals.ts";

interface PasswordResetPageProps {
  readonly emailAddress?: string | undefined;
  readonly problem?: Problem | undefined;
}

export const PasswordResetPage = ({ emailAddress, problem }: PasswordResetPageProps) => (
  <>
    <p>We will send you a temporary password, with which you can choose a new one.</p>
    <Form submit="Continue" problem={problem}>
      <EmailAddressField value={emailAddress} problem={problem} />
    </Form>
    <p>
      <a href="/sign-in">Back to sign in</a>
    </p>
  </>
);

export const TemporaryPasswordPage = ({ problem }: PasswordResetPageProps) => (
  <>
    <p>We have sent you a mail.</p>
    <Form submit="Continue" problem={problem}>
      <CodeField label="Temporary password" problem={problem} />
    </Form>
    <StartAgain />
  </>
);

export const ChooseNewPasswordPage = ({ problem }: PasswordResetPageProps) => (
  <>
    <p>It takes the place of the old one, and signs you in.</p>
    <Form submit="Set the password" problem={problem}>
      <NewPasswordField problem={problem} />
    </Form>
    <StartAgain />
  </>
);

const StartAgain = () => (
  <p>
    <a href="/password-reset">Start again</a> or <a href="/sign-in">sign in</a>
  </p>
);
