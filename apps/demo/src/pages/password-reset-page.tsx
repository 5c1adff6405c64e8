import { usePasswordReset } from "../flows/use-password-reset.ts";
import { Form } from "../form/form.tsx";
import { emailAddress } from "../session.ts";
import { CodeStep } from "../steps/code-step.tsx";
import { EmailAddressStep } from "../steps/email-address-step.tsx";
import { LoadingStep } from "../steps/loading-step.tsx";
import { NewPasswordStep } from "../steps/new-password-step.tsx";

export function PasswordResetPage() {
  const { reset, isLoading, loading, start, verifyTemporaryPassword, setPassword, complete, giveUp } =
    usePasswordReset();
  const startOver = (
    <button type="button" className="link" onClick={giveUp}>
      Start again
    </button>
  );

  if (isLoading) return <LoadingStep title="Forgotten password" loading={loading} />;
  if (!reset) {
    return (
      <EmailAddressStep title="Forgotten password" step={[1, 3]} onSubmit={start} alternatives={<ToSignIn />}>
        We will send you a temporary password, with which you can choose a new one.
      </EmailAddressStep>
    );
  }
  if (!reset.userFirstFactorVerified) {
    return (
      <CodeStep
        kind="temporary password"
        title="Check your mail"
        step={[2, 3]}
        emailAddress={emailAddress.get() ?? "you"}
        onCode={verifyTemporaryPassword}
        onResend={start}
        alternatives={startOver}
      />
    );
  }
  if (!reset.newPasswordSet) {
    return (
      <NewPasswordStep
        title="Choose a new password"
        step={[3, 3]}
        action="Change password"
        onPassword={setPassword}
        alternatives={startOver}
      />
    );
  }
  return (
    <Form title="Almost done" step={[3, 3]} action="Change password" onSubmit={complete} alternatives={startOver}>
      <p>The password that you chose is kept. All that is left is to make it yours.</p>
    </Form>
  );
}

const ToSignIn = () => <a href="#/sign-in">Back to sign in</a>;
