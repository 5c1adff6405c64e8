import { authorizedFetch } from "./authorized-fetch.ts";
import { CliError } from "./cli-error.ts";
import { currentSession, endSession } from "./current-session.ts";
import { type HeldToken, heldToken } from "./held-token.ts";
import { login } from "./login/login.ts";
import type { CliAuthOptions } from "./options.ts";
import { createParts, type Parts } from "./parts.ts";
import { readTokenInEnvironment } from "./token-in-environment.ts";

/** Who is signed in. Without the token, so that it can be printed. */
export interface CliSession {
  readonly server: string;
  readonly userId: string;
  /** The address they signed in with; undefined if the token came from the environment. */
  readonly email: string | undefined;
  /** Null where sessions have no absolute expiry. */
  readonly expiresAt: Date | null;
  readonly source: HeldToken["source"];
}

export interface LoginOptions {
  /** Asked for if it is not given. */
  readonly email?: string | undefined;
  /** Instead of that of {@link CliAuthOptions}. */
  readonly clientName?: string | undefined;
}

/** `forgotten`: only on this machine, as the server was not reached or did not end it. */
export type SignedOut = "signed_out" | "forgotten" | "not_signed_in";

/** Everything rejects with {@link CliError}, whose message is made for the person at the terminal. */
export interface CliAuth {
  /**
   * Signs somebody in by a mailed link and a code, in a conversation at the terminal. Goes on with one that was left by Ctrl-C.
   * A session that was there before ends.
   */
  login(options?: LoginOptions): Promise<CliSession>;
  /** The session as the server knows it now; undefined if nobody is signed in, or it is over. Renews it where that is allowed. */
  session(): Promise<CliSession | undefined>;
  /** The token as it is kept here, without asking the server. Keep it out of what is printed, and of arguments of programs. */
  token(): Promise<string | undefined>;
  /** Ends the session at the server, and forgets it and what is pending here. */
  logout(): Promise<SignedOut>;
  /**
   * `fetch` with the token, to the auth server's own origin and those of `origins`. A redirect comes back as it is. After a
   * 401 the server is asked: it may be that the session can be renewed, and the request is sent once more.
   */
  authorizedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/**
 * Signing in for a command-line tool. The session is kept in `$XDG_CONFIG_HOME/<tool>/sessions.json`, where only its user can
 * read it; a token in the environment wins.
 *
 * @throws {RangeError} at once if an option would not work, or not be safe.
 */
export function createCliAuth(options: CliAuthOptions): CliAuth {
  const parts = createParts(options);
  const { settings, store } = parts;
  const { server } = settings;
  return {
    async login({ email, clientName = settings.clientName } = {}) {
      checkEnvironment(parts);
      const kept = await login(parts, { email, clientName });
      return { server, userId: kept.userId, email: kept.email, expiresAt: toDate(kept.expiresAt), source: "store" };
    },
    async session() {
      const held = heldToken(parts);
      const session = held && (await currentSession(parts, held));
      if (!session) return undefined;
      const email = held.source === "store" ? held.kept.email : undefined;
      return { server, userId: session.userId, email, expiresAt: session.expiresAt, source: held.source };
    },
    token: async () => heldToken(parts)?.token,
    async logout() {
      checkEnvironment(parts);
      const { session, pending } = store.read();
      const ended = session && (await endSession(parts, session.token));
      if (session || pending) await store.update((now) => (now.session?.token === session?.token ? {} : now));
      if (!session) return "not_signed_in";
      return ended ? "signed_out" : "forgotten";
    },
    authorizedFetch: (input, init) => authorizedFetch(parts, input, init),
  };
}

const toDate = (seconds: number | null) => (seconds === null ? null : new Date(seconds * 1000));

/** What is signed in or out in the store would make no difference. */
function checkEnvironment({ settings: { host, tokenVariable } }: Parts): void {
  if (readTokenInEnvironment(host.env, tokenVariable) === undefined) return;
  throw new CliError("token_in_environment", `${tokenVariable} is set, and is what is used. Unset it first.`);
}
