import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Outcome } from "../answers/outcome.ts";
import { useAttempt } from "../answers/use-attempt.ts";
import { PageTitle, type Step } from "../page-title.tsx";
import { FormContext } from "./form-context.ts";
import { Message } from "./message.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useArrival } from "./use-arrival.ts";

interface FormProps {
  readonly title: string;
  readonly step?: Step | undefined;
  /** What the button says. */
  readonly action: string;
  readonly look?: "danger" | undefined;
  readonly onSubmit: () => Promise<Outcome | undefined>;
  readonly children?: ReactNode;
  /** What can be done instead. */
  readonly alternatives?: ReactNode;
}

/** Asks, submits once at a time, says what went wrong and leads there. */
export function Form({ title, step, action, look, onSubmit, children, alternatives }: FormProps) {
  const attempt = useAttempt();
  const [news, tell] = useState("");
  const messageId = useId();
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);

  useArrival(form);
  useEffect(() => {
    if (attempt.problem) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempt.problem]);

  return (
    <FormContext value={{ attempt, messageId, tell }}>
      <form
        ref={form}
        className="card"
        aria-labelledby={titleId}
        noValidate // the browser's bubbles vanish after seconds and do not zoom: the form has its own message
        onChange={attempt.forget} // it was about what stood there before
        onSubmit={(event) => {
          event.preventDefault();
          tell("");
          void attempt.run(onSubmit);
        }}
      >
        <PageTitle id={titleId} title={title} step={step} />
        {children}
        <Message id={messageId} problem={attempt.problem} news={news} />
        <SubmitButton look={look}>{action}</SubmitButton>
        {alternatives && <div className="alternatives">{alternatives}</div>}
      </form>
    </FormContext>
  );
}
