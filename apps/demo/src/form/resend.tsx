import type { Outcome } from "../answers/outcome.ts";
import { useCountdown } from "../answers/use-countdown.ts";
import { useForm } from "./form-context.ts";

interface ResendProps {
  readonly onResend: () => Promise<Outcome | undefined>;
}

/** Mails take a moment, and the server sends only a few to one address. */
const pauseSeconds = 30;

/** Sends another mail, once in a while. */
export function Resend({ onResend }: ResendProps) {
  const { attempt, tell } = useForm();
  const { secondsLeft, start } = useCountdown(pauseSeconds);

  const resend = async () => {
    const sent = await onResend();
    if (!sent?.ok) return sent;
    start(pauseSeconds);
    tell("Another mail is on its way. Only the newest one counts.");
    return sent;
  };

  return (
    <button
      type="button"
      className="link"
      aria-disabled={secondsLeft > 0 || attempt.isBusy}
      onClick={() => secondsLeft === 0 && attempt.run(resend)}
    >
      Send another mail
      <span className="countdown" aria-hidden="true" data-over={secondsLeft === 0}>
        {` in ${secondsLeft} s`}
      </span>
    </button>
  );
}
