import { useUserDeletion } from "../flows/use-user-deletion.ts";
import { Form } from "../form/form.tsx";
import { LoadingStep } from "../steps/loading-step.tsx";
import { PasswordStep } from "../steps/password-step.tsx";
import type { AccountPageProps } from "./account-page-props.ts";
import { CancelButton } from "./cancel-button.tsx";

export function DeletionPage({ sessionToken }: AccountPageProps) {
  const { deletion, isLoading, loading, verifyPassword, complete, giveUp } = useUserDeletion(sessionToken);
  const cancel = <CancelButton onCancel={giveUp} />;

  if (isLoading) return <LoadingStep title="Delete your account" loading={loading} />;
  if (!deletion?.userIdentityVerified) {
    return (
      <PasswordStep title="Delete your account" step={[1, 2]} onPassword={verifyPassword} alternatives={cancel}>
        First your password. Nothing is deleted before you have confirmed it.
      </PasswordStep>
    );
  }
  return (
    <Form
      title="Delete it for ever?"
      step={[2, 2]}
      action="Delete my account"
      look="danger"
      onSubmit={complete}
      alternatives={cancel}
    >
      <p>Your account is deleted at once, and you are signed out on all your devices. There is no way back.</p>
    </Form>
  );
}
