import { Form } from "../forms/form.tsx";
import { CodeField, EmailAddressField, NewPasswordField } from "../forms/known-fields.tsx";
import type { Problem } from "../forms/refusals.ts";

interface SignUpPageProps {
  readonly emailAddress?: string | undefined;
  readonly problem?: Problem | undefined;
}

export const SignUpPage = ({ emailAddress, problem }: SignUpPageProps) => (
  <>
    <Form submit="Continue" problem={problem}>
      <EmailAddressField value={emailAddress} problem={problem} />
    </Form>
    <p>
      You have an account? <a href="/sign-in">Sign in</a>
    </p>
  </>
);

export const SignUpCodePage = ({ emailAddress, problem }: SignUpPageProps) => (
  <>
    <p>We have sent a code to {emailAddress}.</p>
    <Form submit="Continue" problem={problem}>
      <CodeField problem={problem} />
    </Form>
    <Form action="/sign-up/code/new" submit="Send a new code" look="quiet" />
    <StartAgain />
  </>
);

export const SignUpPasswordPage = ({ emailAddress, problem }: SignUpPageProps) => (
  <>
    <p>Your address {emailAddress} is verified.</p>
    <Form submit="Create the account" problem={problem}>
      <NewPasswordField label="Password" problem={problem} />
    </Form>
    <StartAgain />
  </>
);

const StartAgain = () => (
  <p>
    <a href="/sign-up">Take another address</a> or <a href="/sign-in">sign in</a>
  </p>
);
