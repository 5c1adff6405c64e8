import { type PageActionName, pageActions } from "@tiauth/protocol";
import type { AuthServer } from "./auth-server.ts";

export interface WebAuthOptions {
  /** Where the auth server takes `POST`; or how to send a body to it, `invoke` of a server in this process for instance. */
  readonly authServer: string | URL | AuthServer;
  /**
   * What cookies are signed with: at least 32 characters each, known to this application's servers only. The first signs, all
   * verify, and what an older one signed is signed anew: to change the secret, put the new one in front.
   */
  readonly cookieSecrets: readonly (string | undefined)[];
  /** Where the handler is mounted; `/auth` by default. */
  readonly path?: string | undefined;
  /** The actions that scripts may ask the handler for, by their names on the wire; all that pages have a use for by default. */
  readonly actions?: readonly PageActionName[] | undefined;
  /**
   * `TIAUTH_USER_SERVER_SECRET` of the auth server. With it the server is told who each person is, so that limits count them
   * and lists of devices show them; without it, it sees this application's server only.
   */
  readonly sharedSecret?: string | undefined;
  /**
   * The person's IP address, if the request says so in a header that only a proxy of yours can set. Where it is undefined, the
   * address is that of the connection, as far as the adapter knows it.
   */
  readonly clientAddress?: ((request: Request) => string | undefined) | undefined;
  /**
   * The origins people use, `https://app.example.com`, where a proxy passes on another host or scheme than theirs. Of a host that
   * is named here no other origin counts.
   */
  readonly origins?: readonly string[] | undefined;
  /** For how long `getSession` may believe an earlier answer; 0 by default: it asks each time. */
  readonly rememberSeconds?: number | undefined;
  /** How many sessions are remembered; 10,000 by default. */
  readonly rememberedSessions?: number | undefined;
  /** How long to wait for the auth server; 10 by default. */
  readonly timeoutSeconds?: number | undefined;
  /** What the cookies' names start with, after `__Host-`; `tiauth_` by default. */
  readonly cookiePrefix?: string | undefined;
  /** Whether http://localhost gets cookies without `Secure`; true by default unless `NODE_ENV` is `production`. */
  readonly isDevelopment?: boolean | undefined;
  /** Is told once that cookies are not `Secure`; writes to standard error by default. */
  readonly warn?: ((message: string) => void) | undefined;
  /** Is told why the auth server could not be reached; writes to standard error by default. Never gets a token. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Now by default. */
  readonly now?: (() => Date) | undefined;
}

export type Settings = ReturnType<typeof readOptions>;

/** Options with their defaults. @throws {RangeError} if one of them would not be safe. */
export function readOptions(options: WebAuthOptions) {
  const { path = "/auth", cookiePrefix = "tiauth_", origins = [], rememberSeconds = 0 } = options;
  if (!/^\/[\w./-]*$/.test(path)) throw new RangeError("`path` must be a path: /auth");
  if (!/^[\w-]{0,64}$/.test(cookiePrefix))
    throw new RangeError("`cookiePrefix` may have letters, digits, _ and - only.");
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined) throw new RangeError(`\`origins\`: ${wrong} is no origin; one is https://app.example.com`);
  if (!(rememberSeconds >= 0)) throw new RangeError("`rememberSeconds` must not be negative.");
  if (options.sharedSecret === "") throw new RangeError("`sharedSecret` is empty.");
  return {
    ...options,
    path,
    cookiePrefix,
    origins,
    rememberSeconds,
    secrets: checkedSecrets(options.cookieSecrets),
    actions: new Set<string>(options.actions ?? Object.keys(pageActions)),
    rememberedSessions: options.rememberedSessions ?? 10_000,
    timeoutSeconds: options.timeoutSeconds ?? 10,
    isDevelopment: options.isDevelopment ?? !isProduction(),
    warn: options.warn ?? writeToStandardError,
    onError: options.onError ?? ((error) => writeToStandardError("Tiauth: the auth server gave no answer:", error)),
    now: options.now ?? (() => new Date()),
  };
}

function checkedSecrets(secrets: WebAuthOptions["cookieSecrets"]): readonly string[] {
  if (secrets.length === 0) throw new RangeError("`cookieSecrets` is empty.");
  return secrets.map((secret, index) => {
    if (secret !== undefined && secret.length >= 32) return secret;
    const what = secret === undefined ? "is undefined" : "has fewer than 32 characters";
    throw new RangeError(`\`cookieSecrets[${index}]\` ${what}. Make one with: openssl rand -base64 32`);
  });
}

const isProduction = () => typeof process === "object" && process.env?.NODE_ENV === "production";

function writeToStandardError(...what: readonly unknown[]): void {
  // biome-ignore lint/suspicious/noConsole: on every runtime that is standard error
  console.warn(...what);
}
