import { useState } from "react";
import { refuse } from "../answers/outcome.ts";
import { signIn } from "../flows/sign-in.ts";
import { EmailAddressField } from "../form/email-address-field.tsx";
import { Form } from "../form/form.tsx";
import { PasswordField } from "../form/password-field.tsx";
import { emailAddress } from "../session.ts";
import { useStoredValue } from "../stored-value.ts";

export function SignInPage() {
  const typed = useStoredValue(emailAddress) ?? "";
  const [password, setPassword] = useState("");
  const submit = async () => (password === "" ? refuse("password_missing") : signIn(password));
  return (
    <Form title="Sign in" action="Sign in" onSubmit={submit} alternatives={<Alternatives />}>
      <EmailAddressField label="E-mail address" autoComplete="username" value={typed} onChange={emailAddress.set} />
      <PasswordField label="Password" autoComplete="current-password" value={password} onChange={setPassword} />
    </Form>
  );
}

const Alternatives = () => (
  <>
    <a href="#/password-reset">Forgotten your password?</a>
    <a href="#/sign-up">Create an account</a>
  </>
);
