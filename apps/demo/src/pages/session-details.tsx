import type { Session } from "@tiauth/client";
import type { ReactNode } from "react";
import type { Loading } from "../answers/use-loading.ts";
import { Message } from "../form/message.tsx";
import { RetryButton } from "../form/retry-button.tsx";
import { Time } from "./time.tsx";

interface SessionDetailsProps {
  /** Undefined until the server has answered. */
  readonly session: Session | undefined;
  readonly loading: Loading;
}

/** Who is signed in, and for how long. The server knows the user's id; a name is the application's to show. */
export function SessionDetails({ session, loading }: SessionDetailsProps) {
  if (loading.attempt.problem) {
    return (
      <div className="session">
        <Message problem={loading.attempt.problem} />
        <RetryButton {...loading} />
      </div>
    );
  }
  return (
    <dl className="session">
      <Detail name="User">{session?.userId}</Detail>
      <Detail name="Session">{session?.id}</Detail>
      <Detail name="Signed in">{session && <Time at={session.createdAt} />}</Detail>
      <Detail name="Ends">
        {session && (session.expiresAt ? <Time at={session.expiresAt} /> : "when you sign out")}
      </Detail>
    </dl>
  );
}

const Detail = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
