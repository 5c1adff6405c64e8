import { usePasswordUpdate } from "../flows/use-password-update.ts";
import { Form } from "../form/form.tsx";
import { LoadingStep } from "../steps/loading-step.tsx";
import { NewPasswordStep } from "../steps/new-password-step.tsx";
import { PasswordStep } from "../steps/password-step.tsx";
import type { AccountPageProps } from "./account-page-props.ts";
import { CancelButton } from "./cancel-button.tsx";

export function PasswordPage({ sessionToken }: AccountPageProps) {
  const { update, isLoading, loading, verifyPassword, setPassword, complete, giveUp } = usePasswordUpdate(sessionToken);
  const cancel = <CancelButton onCancel={giveUp} />;

  if (isLoading) return <LoadingStep title="Change your password" loading={loading} />;
  if (!update?.userIdentityVerified) {
    return (
      <PasswordStep title="Change your password" step={[1, 2]} onPassword={verifyPassword} alternatives={cancel}>
        First the password that you have.
      </PasswordStep>
    );
  }
  if (!update.newPasswordSet) {
    return (
      <NewPasswordStep
        title="Choose a new password"
        step={[2, 2]}
        action="Change password"
        onPassword={setPassword}
        alternatives={cancel}
      />
    );
  }
  return (
    <Form title="Almost done" step={[2, 2]} action="Change password" onSubmit={complete} alternatives={cancel}>
      <p>The password that you chose is kept. All that is left is to make it yours.</p>
    </Form>
  );
}
