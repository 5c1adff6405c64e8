import type { ListedSession } from "@tiauth/client";
import { Form } from "../forms/form.tsx";
import type { Problem } from "../forms/refusals.ts";

interface DevicesPageProps {
  readonly sessions: readonly ListedSession[];
  readonly problem?: Problem | undefined;
}

export const DevicesPage = ({ sessions, problem }: DevicesPageProps) => (
  <>
    <p>You are signed in on these. If you do not know one, sign out there and change your password.</p>
    {problem && (
      <p class="problem" role="alert">
        {problem.text}
      </p>
    )}
    <ul class="devices">
      {sessions.map((session) => (
        <Device session={session} />
      ))}
    </ul>
    {sessions.length > 1 && (
      <Form action="/account/devices/sign-out-others" submit="Sign out everywhere else" look="quiet" />
    )}
  </>
);

function Device({ session }: { readonly session: ListedSession }) {
  const label = session.label || "Unknown device";
  return (
    <li>
      <div>
        <p>
          <strong>{label}</strong> {session.current && "(this one)"}
        </p>
        <p class="hint">
          {session.clientAddress && `${session.clientAddress}, `}last used <Time at={session.lastUsedAt} />
        </p>
      </div>
      {!session.current && (
        <Form
          action={`/account/devices/${session.id}/sign-out`}
          submit="Sign out there"
          spoken={`Sign out there: ${label}`}
          look="quiet"
        />
      )}
    </li>
  );
}

/** The server does not know where the person is: UTC, and it says so. */
const format = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

const Time = ({ at }: { readonly at: Date }) => <time dateTime={at.toISOString()}>{format.format(at)} UTC</time>;
