import { useRef, useState } from "react";
import { endSession, sessionToken } from "../session.ts";
import type { Outcome } from "./outcome.ts";
import { type Problem, problemOf } from "./problem.ts";
import { useCountdown } from "./use-countdown.ts";

/** What a form or a button does when it is used, one at a time. */
export interface Attempt {
  readonly isBusy: boolean;
  /** How long the server asked to be left alone; 0 if it did not. */
  readonly waitSeconds: number;
  /** Why the last one failed. */
  readonly problem: Problem | undefined;
  /** Does nothing while it is busy or has to wait: nothing is ever submitted twice. */
  readonly run: (task: () => Promise<Outcome | undefined>) => Promise<void>;
  /** Forgets why the last one failed. */
  readonly forget: () => void;
}

/** Runs what talks to the server. A session that turns out to be over leads to the sign-in page. */
export function useAttempt(): Attempt {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const wait = useCountdown();
  const isRunning = useRef(false); // two clicks may come before the page is drawn again

  const run: Attempt["run"] = async (task) => {
    if (isRunning.current || wait.secondsLeft > 0) return;
    isRunning.current = true;
    const token = sessionToken.get();
    setIsBusy(true);
    setProblem(undefined);
    try {
      const found = await problemOf(task);
      const isSameSession = sessionToken.get() === token; // a late answer must not end a session that began meanwhile
      if (found?.about === "session" && isSameSession) endSession(found.text);
      setProblem(found);
      wait.start(found?.retryAfterSeconds ?? 0);
    } finally {
      isRunning.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, waitSeconds: wait.secondsLeft, problem, run, forget: () => setProblem(undefined) };
}
