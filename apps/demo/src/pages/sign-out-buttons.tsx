import { useAttempt } from "../answers/use-attempt.ts";
import { signOut, signOutEverywhere } from "../flows/sign-out.ts";
import { Message } from "../form/message.tsx";
import type { AccountPageProps } from "./account-page-props.ts";

export function SignOutButtons({ sessionToken }: AccountPageProps) {
  const { problem, isBusy, waitSeconds, run } = useAttempt();
  const button = { type: "button", "aria-disabled": isBusy || waitSeconds > 0 } as const;
  return (
    <>
      <div className="buttons">
        <button {...button} className="button" data-look="quiet" onClick={() => run(() => signOut(sessionToken))}>
          Sign out
        </button>
        <button
          {...button}
          className="button"
          data-look="quiet"
          onClick={() => run(() => signOutEverywhere(sessionToken))}
        >
          Sign out everywhere
        </button>
      </div>
      <Message problem={problem} />
    </>
  );
}
