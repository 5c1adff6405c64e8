import { useSignup } from "../flows/use-signup.ts";
import { Form } from "../form/form.tsx";
import { CodeStep } from "../steps/code-step.tsx";
import { EmailAddressStep } from "../steps/email-address-step.tsx";
import { LoadingStep } from "../steps/loading-step.tsx";
import { NewPasswordStep } from "../steps/new-password-step.tsx";

export function SignUpPage() {
  const { signup, isLoading, loading, start, verifyCode, sendCode, setPassword, complete, giveUp } = useSignup();
  const startOver = (
    <button type="button" className="link" onClick={giveUp}>
      Use another address
    </button>
  );

  if (isLoading) return <LoadingStep title="Create an account" loading={loading} />;
  if (!signup) {
    return (
      <EmailAddressStep title="Create an account" step={[1, 3]} onSubmit={start} alternatives={<ToSignIn />}>
        We will send you a code, to see that the address is yours.
      </EmailAddressStep>
    );
  }
  if (!signup.emailAddressVerified) {
    return (
      <CodeStep
        kind="code"
        title="Check your mail"
        step={[2, 3]}
        emailAddress={signup.emailAddress}
        onCode={verifyCode}
        onResend={sendCode}
        alternatives={startOver}
      />
    );
  }
  if (!signup.passwordSet) {
    return (
      <NewPasswordStep
        title="Choose a password"
        step={[3, 3]}
        action="Create account"
        onPassword={setPassword}
        alternatives={startOver}
      />
    );
  }
  return (
    <Form title="Almost done" step={[3, 3]} action="Create account" onSubmit={complete} alternatives={startOver}>
      <p>The password that you chose is kept. All that is left is to create your account.</p>
    </Form>
  );
}

const ToSignIn = () => <a href="#/sign-in">Sign in to an account you have</a>;
