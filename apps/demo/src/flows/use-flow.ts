import type { Refusal, Success } from "@tiauth/client";
import { useState } from "react";
import type { ErrorCode } from "../answers/outcome.ts";
import { refusalOf } from "../answers/problem.ts";
import { useLoading } from "../answers/use-loading.ts";
import { setNotice } from "../navigation.ts";
import { type StoredValue, storedValue, useStoredValue } from "../stored-value.ts";

type Answer<V extends object = object> = Success<V> | Refusal<ErrorCode>;

interface FlowKind<V extends object> {
  /** Where the token is kept. */
  readonly token: StoredValue;
  /** Asks the server where the flow is. */
  readonly get: (token: string) => Promise<Answer<V>>;
}

/** Flow tokens outlive a reload, but not the tab. */
export const flowToken = (name: string) => storedValue(() => sessionStorage, `tiauth.${name}_token`);

/**
 * A flow under way. Where it is, is never guessed: the server says so, after a reload and after each step.
 *
 * @typeParam V what the server says about it.
 */
export function useFlow<V extends object>({ token, get }: FlowKind<V>) {
  const isStarted = useStoredValue(token) !== undefined;
  const [values, setValues] = useState<V>();

  const forget = () => {
    token.set(undefined);
    setValues(undefined);
  };

  const react = async (errorCode: string) => {
    const { about, text } = refusalOf(errorCode);
    if (about === "flow" || about === "session") forget();
    if (about === "flow") setNotice(text);
    if (about === "step") await refresh();
    return about === "flow" || about === "step";
  };

  /** Calls with the flow's token. Resolves with undefined if the refusal was about the flow: that is dealt with then. */
  const ask = async <A extends Answer>(call: (token: string) => Promise<A>): Promise<A | undefined> => {
    const answer = await call(token.get() ?? "");
    if (answer.ok) return answer;
    return (await react(answer.errorCode)) ? undefined : answer;
  };

  const refresh = async () => {
    const answer = await ask(get);
    if (answer?.ok) setValues(answer);
    return answer;
  };

  /** {@link ask} for a step that leads to the next one. */
  const advance = async <A extends Answer>(call: (token: string) => Promise<A>) => {
    const answer = await ask(call);
    return answer?.ok ? refresh() : answer;
  };

  const begin = (newToken: string, newValues: V) => {
    token.set(newToken);
    setValues(newValues);
    setNotice(undefined);
  };

  /** Gives the flow up. Should the server not hear of it, the flow expires. */
  const giveUp = (remove: (token: string) => Promise<Answer>) => {
    const given = token.get();
    if (given !== undefined) remove(given).catch(() => undefined);
    forget();
  };

  const loading = useLoading(async () => (token.get() === undefined ? undefined : refresh()));
  return { values, isLoading: isStarted && !values, loading, begin, ask, advance, forget, giveUp };
}
