import { Form } from "../forms/form.tsx";
import { EmailAddressField, PasswordField } from "../forms/known-fields.tsx";
import type { Problem } from "../forms/refusals.ts";

interface SignInPageProps {
  readonly emailAddress?: string | undefined;
  readonly problem?: Problem | undefined;
}

export const SignInPage = ({ emailAddress, problem }: SignInPageProps) => (
  <>
    <Form submit="Sign in" problem={problem}>
      <EmailAddressField value={emailAddress} problem={problem} />
      <PasswordField problem={problem} />
    </Form>
    <p>
      <a href="/sign-up">Create an account</a> or <a href="/password-reset">choose a new password</a>.
    </p>
  </>
);
