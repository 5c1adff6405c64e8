import { useRef, useState } from "react";
import type { Outcome } from "../answers/outcome.ts";
import { useAttempt } from "../answers/use-attempt.ts";
import { type Device, useDevices } from "../flows/use-devices.ts";
import { Message } from "../form/message.tsx";
import { useArrival } from "../form/use-arrival.ts";
import { PageTitle } from "../page-title.tsx";
import type { AccountPageProps } from "./account-page-props.ts";
import { DeviceList } from "./device-list.tsx";

/** Where the user is signed in, and how to end that from here. */
export function DevicesPage({ sessionToken }: AccountPageProps) {
  const section = useRef<HTMLElement>(null);
  const { devices, loading, signOutThere, signOutElsewhere } = useDevices(sessionToken);
  const { problem, news, isBusy, attempt } = useToldAttempt();
  useArrival(section);

  const onSignOut = (device: Device) => attempt(() => signOutThere(device), `${nameOf(device)} has been signed out.`);
  const isAlone = !devices?.some(({ current, isSignedOut }) => !current && !isSignedOut);
  const onSignOutElsewhere = () => !isAlone && attempt(signOutElsewhere, "You are signed in here only.");
  return (
    <section ref={section} className="card account">
      <PageTitle title="Your devices" />
      <p>Where you are signed in. Should you not know one of them, sign it out and change your password.</p>
      <DeviceList devices={devices} loading={loading} isBusy={isBusy} onSignOut={onSignOut} />
      <Message problem={problem} news={news} />
      <button
        type="button"
        className="button"
        data-look="quiet"
        aria-disabled={isBusy || isAlone}
        onClick={onSignOutElsewhere}
      >
        Sign out everywhere else
      </button>
      <div className="alternatives">
        <a href="#/account">Back to your account</a>
      </div>
    </section>
  );
}

const nameOf = ({ label }: Device) => label || "The unknown browser";

/** An attempt that also says what went well. */
function useToldAttempt() {
  const { problem, isBusy, waitSeconds, run } = useAttempt();
  const [news, setNews] = useState("");
  const attempt = (task: () => Promise<Outcome | undefined>, whenDone: string) => {
    setNews("");
    return run(async () => {
      const outcome = await task();
      if (!outcome || outcome.ok) setNews(whenDone);
      return outcome;
    });
  };
  return { problem, news, isBusy: isBusy || waitSeconds > 0, attempt };
}
