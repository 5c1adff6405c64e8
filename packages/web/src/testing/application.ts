import { createServer, memoryEmail, type Settings } from "@tiauth/server";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { type AuthServer, createWebAuth, type WebAuthOptions } from "../index.ts";
import { cheapHasher } from "./cheap-hasher.ts";

export const cookieSecret = "a secret of the application, for tests";

export interface TestOptions extends Partial<WebAuthOptions> {
  /** Of the auth server. */
  readonly settings?: Partial<Settings>;
}

/** An application's own server and an auth server, both in this process: what the one asks the other can be counted. */
export function testApplication({ settings = {}, ...options }: TestOptions = {}) {
  let timeMs = Date.parse("2030-01-01T00:00:00Z");
  const now = () => new Date(timeMs);
  const { mails, ...email } = memoryEmail();
  const users = memoryUserStore();
  const server = createServer({
    storage: memoryStorage(),
    users: userStoreFrom(users.handlers),
    email,
    passwordHasher: cheapHasher,
    settings,
    now,
  });
  const invoke: AuthServer = (body, _signal, { clientAddress, userAgent, acceptLanguage }) =>
    server.invoke(body, { clientAddress, clientLabel: userAgent, acceptLanguage });
  /** The bodies that reached the auth server. */
  const calls: string[] = [];
  const errors: unknown[] = [];
  const application = {
    /** What answers instead of the auth server, as long as it is set. */
    instead: undefined as AuthServer | undefined,
    calls,
    errors,
    mails,
    users,
    /** Another of the application's servers, or the same after a restart. */
    start: (different: Partial<WebAuthOptions> = {}) =>
      createWebAuth({
        authServer: (body, signal, context) => {
          calls.push(body);
          return (application.instead ?? invoke)(body, signal, context);
        },
        cookieSecrets: [cookieSecret],
        isDevelopment: false,
        onError: (error) => errors.push(error),
        now,
        ...options,
        ...different,
      }),
    /** Lets time pass, for both. */
    wait(seconds: number) {
      timeMs += seconds * 1000;
    },
    /** The names of the actions that reached the auth server since the last look. */
    takeCalls: (): readonly string[] => calls.splice(0).map((body) => JSON.parse(body).action),
  };
  return Object.assign(application, { auth: application.start() });
}
export type TestApplication = ReturnType<typeof testApplication>;
