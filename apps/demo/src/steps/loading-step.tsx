import { useRef } from "react";
import type { Loading } from "../answers/use-loading.ts";
import { Message } from "../form/message.tsx";
import { RetryButton } from "../form/retry-button.tsx";
import { useArrival } from "../form/use-arrival.ts";
import { PageTitle } from "../page-title.tsx";

interface LoadingStepProps {
  readonly title: string;
  readonly loading: Loading;
}

/** Stands where a step will be, until the server has said which one. */
export function LoadingStep({ title, loading: { attempt, retry } }: LoadingStepProps) {
  const section = useRef<HTMLElement>(null);
  useArrival(section);
  return (
    <section ref={section} className="card" aria-busy={attempt.isBusy}>
      <PageTitle title={title} />
      <Message problem={attempt.problem} />
      <RetryButton attempt={attempt} retry={retry} />
    </section>
  );
}
