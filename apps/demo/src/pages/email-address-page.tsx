import { useState } from "react";
import { useEmailAddressUpdate } from "../flows/use-email-address-update.ts";
import { EmailAddressField } from "../form/email-address-field.tsx";
import { Form } from "../form/form.tsx";
import { CodeStep } from "../steps/code-step.tsx";
import { LoadingStep } from "../steps/loading-step.tsx";
import { PasswordStep } from "../steps/password-step.tsx";
import type { AccountPageProps } from "./account-page-props.ts";
import { CancelButton } from "./cancel-button.tsx";

export function EmailAddressPage({ sessionToken }: AccountPageProps) {
  const { update, isLoading, loading, start, verifyCode, sendCode, verifyPassword, complete, giveUp } =
    useEmailAddressUpdate(sessionToken);
  const [newEmailAddress, setNewEmailAddress] = useState("");
  const cancel = <CancelButton onCancel={giveUp} />;

  if (isLoading) return <LoadingStep title="Change your address" loading={loading} />;
  if (!update) {
    return (
      <Form
        title="Change your address"
        step={[1, 3]}
        action="Continue"
        onSubmit={() => start(newEmailAddress)}
        alternatives={cancel}
      >
        <p>We will send a code to the new address, to see that it is yours.</p>
        <EmailAddressField
          label="New e-mail address"
          autoComplete="email"
          value={newEmailAddress}
          onChange={setNewEmailAddress}
        />
      </Form>
    );
  }
  if (!update.newEmailAddressVerified) {
    return (
      <CodeStep
        kind="code"
        title="Check your mail"
        step={[2, 3]}
        emailAddress={update.newEmailAddress}
        onCode={verifyCode}
        onResend={sendCode}
        alternatives={cancel}
      />
    );
  }
  if (!update.userIdentityVerified) {
    return (
      <PasswordStep title="Confirm that it is you" step={[3, 3]} onPassword={verifyPassword} alternatives={cancel}>
        Your address becomes <strong>{update.newEmailAddress}</strong>.
      </PasswordStep>
    );
  }
  return (
    <Form title="Almost done" step={[3, 3]} action="Change address" onSubmit={complete} alternatives={cancel}>
      <p>
        Your address becomes <strong>{update.newEmailAddress}</strong>.
      </p>
    </Form>
  );
}
