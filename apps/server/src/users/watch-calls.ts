import { toCamel, userServerActions } from "@tiauth/protocol";
import type { UserStore } from "@tiauth/server";

/** What the user server was asked, and how that went. */
export interface WatchedCall {
  /** The action's wire name. */
  readonly action: string;
  /** `ok`, the error code, or `failed` if there was no answer that could be used. */
  readonly outcome: string;
  readonly durationSeconds: number;
}

type AnyMethod = (args: never) => Promise<{ readonly ok: true } | { readonly ok: false; readonly errorCode: string }>;

/** The same users; whoever is told learns of every call once it has ended. */
export function watchCalls(users: UserStore, onCall: (call: WatchedCall) => void): UserStore {
  // Every method of a UserStore takes its action's arguments and resolves with its outcome.
  const methods = users as Readonly<Record<string, AnyMethod>>;
  const watched = Object.keys(userServerActions).flatMap((action) => {
    const method = methods[toCamel(action)];
    return method ? [[toCamel(action), watchCall(action, method, onCall)]] : [];
  });
  // One method for each action, as before.
  return Object.fromEntries(watched) as UserStore;
}

function watchCall(action: string, method: AnyMethod, onCall: (call: WatchedCall) => void): AnyMethod {
  return async (args) => {
    const startedAt = performance.now();
    let outcome = "failed";
    try {
      const answer = await method(args);
      outcome = answer.ok ? "ok" : answer.errorCode;
      return answer;
    } finally {
      onCall({ action, outcome, durationSeconds: (performance.now() - startedAt) / 1000 });
    }
  };
}
