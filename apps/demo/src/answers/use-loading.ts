import { useEffect, useEffectEvent } from "react";
import type { Outcome } from "./outcome.ts";
import { type Attempt, useAttempt } from "./use-attempt.ts";

/** Something that a page has to ask the server for before it can be shown. */
export interface Loading {
  /** Why it could not be loaded, and whether it is being tried now. */
  readonly attempt: Attempt;
  readonly retry: () => void;
}

/** Loads when the page is opened, and again when the user asks for it. */
export function useLoading(load: () => Promise<Outcome | undefined>): Loading {
  const attempt = useAttempt();
  const retry = () => void attempt.run(load);
  const onOpen = useEffectEvent(retry);
  useEffect(() => onOpen(), []);
  return { attempt, retry };
}
