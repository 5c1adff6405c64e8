import type { Session } from "@tiauth/client";
import type { Success } from "./settle.ts";

/** Sessions that were looked at lately, in this process. */
export interface RememberedSessions {
  get(token: string): Session | undefined;
  /** Runs a look and remembers what it finds, unless somebody was signed out meanwhile. */
  watch(token: string, look: () => Promise<Session | undefined>): Promise<Session | undefined>;
  /** Forgets whatever a successful action may have ended. */
  forget(success: Pick<Success, "action" | "tokens">): void;
}

export interface RememberOptions {
  /** 0: nothing is remembered. */
  readonly rememberSeconds: number;
  /** The one that was not used for longest makes room. */
  readonly maxSessions: number;
  readonly now: () => Date;
}

interface Remembered {
  readonly session: Session;
  readonly from: number;
}

const endsOthers = /^(delete_.*session|complete_user_)/;

export function rememberSessions({ rememberSeconds, maxSessions, now }: RememberOptions): RememberedSessions {
  const remembered = new Map<string, Remembered>();
  let forgotten = 0;

  const get = (token: string) => {
    const known = remembered.get(token);
    remembered.delete(token);
    if (!known || !isFresh(known)) return undefined;
    remembered.set(token, known); // as the one used last
    return known.session;
  };
  /** Nor if a clock was set back, or the session itself has run out. */
  const isFresh = ({ session, from }: Remembered) => {
    const time = now().getTime();
    return from <= time && time < from + rememberSeconds * 1000 && time < (session.expiresAt?.getTime() ?? Infinity);
  };
  const remember = (token: string, session: Session) => {
    remembered.set(token, { session, from: now().getTime() });
    const [eldest] = remembered.keys();
    if (remembered.size > maxSessions && eldest !== undefined) remembered.delete(eldest);
  };

  return {
    get,
    async watch(token, look) {
      const before = forgotten;
      const session = await look();
      if (session && rememberSeconds > 0 && before === forgotten) remember(token, session);
      return session;
    },
    forget({ action, tokens }) {
      if (!endsOthers.test(action)) return;
      forgotten++;
      // Whose the others are is known to the server only: rare enough to forget everybody's.
      if (action === "delete_session") remembered.delete(tokens.session_token ?? "");
      else remembered.clear();
    },
  };
}
