import { type ReactNode, useId, useState } from "react";
import { type Outcome, refuse } from "../answers/outcome.ts";
import { CodeField } from "../form/code-field.tsx";
import { Form } from "../form/form.tsx";
import { Resend } from "../form/resend.tsx";
import { inboxAddress } from "../page-settings.ts";
import type { Step } from "../page-title.tsx";

/** What is mailed, and how many letters it has. */
const kinds = { code: 8, "temporary password": 12 } as const;

interface CodeStepProps {
  readonly kind: keyof typeof kinds;
  readonly title: string;
  readonly step: Step;
  /** Where it was sent. */
  readonly emailAddress: string;
  readonly onCode: (code: string) => Promise<Outcome | undefined>;
  readonly onResend: () => Promise<Outcome | undefined>;
  readonly alternatives: ReactNode;
}

/** Asks for what was mailed. */
export function CodeStep({ kind, title, step, emailAddress, onCode, onResend, alternatives }: CodeStepProps) {
  const [code, setCode] = useState("");
  const introId = useId();
  const letters = kinds[kind];
  const submit = async () => (code.length < letters ? refuse("code_incomplete") : onCode(code));
  return (
    <Form
      title={title}
      step={step}
      action="Continue"
      onSubmit={submit}
      alternatives={
        <>
          <Resend onResend={onResend} />
          {alternatives}
        </>
      }
    >
      <p id={introId}>
        {`We sent a ${kind} of ${letters} letters and digits to `}
        <strong>{emailAddress}</strong>. {inboxAddress && <InboxLink />}
      </p>
      <CodeField
        label={kind === "code" ? "Code" : "Temporary password"}
        hintId={introId}
        letters={letters}
        value={code}
        onChange={setCode}
      />
    </Form>
  );
}

const InboxLink = () => (
  <a href={inboxAddress} target="_blank" rel="noreferrer">
    Open the inbox
  </a>
);
