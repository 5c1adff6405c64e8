import { useRef } from "react";
import { useSession } from "../flows/use-session.ts";
import { useArrival } from "../form/use-arrival.ts";
import { PageTitle } from "../page-title.tsx";
import { emailAddress } from "../session.ts";
import { useStoredValue } from "../stored-value.ts";
import type { AccountPageProps } from "./account-page-props.ts";
import { SessionDetails } from "./session-details.tsx";
import { SignOutButtons } from "./sign-out-buttons.tsx";

export function AccountPage({ sessionToken }: AccountPageProps) {
  const section = useRef<HTMLElement>(null);
  const { session, loading } = useSession(sessionToken);
  const address = useStoredValue(emailAddress);
  useArrival(section);
  return (
    <section ref={section} className="card account">
      <PageTitle title="Your account" />
      <p className="address">{address}</p>
      <ul className="doors">
        <li>
          <a href="#/account/email-address">Change e-mail address</a>
        </li>
        <li>
          <a href="#/account/password">Change password</a>
        </li>
        <li>
          <a href="#/account/devices">See your devices</a>
        </li>
        <li>
          <a href="#/account/deletion">Delete account</a>
        </li>
      </ul>
      <h2>This session</h2>
      <SessionDetails session={session} loading={loading} />
      <SignOutButtons sessionToken={sessionToken} />
    </section>
  );
}
