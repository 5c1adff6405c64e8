import { createServer, memoryEmail } from "@tiauth/server";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { createWebAuth, type WebAuthOptions } from "../index.ts";
import { cheapHasher } from "./cheap-hasher.ts";

export const cookieSecret = "a secret of the application, for tests";

/** An application's own server and an auth server, both in this process: what the one asks the other can be counted. */
export function testApplication(options: Partial<WebAuthOptions> = {}) {
  let timeMs = Date.parse("2030-01-01T00:00:00Z");
  const now = () => new Date(timeMs);
  const { mails, ...email } = memoryEmail();
  const users = memoryUserStore();
  const server = createServer({
    storage: memoryStorage(),
    users: userStoreFrom(users.handlers),
    email,
    passwordHasher: cheapHasher,
    now,
  });
  /** The bodies that reached the auth server. */
  const calls: string[] = [];
  const auth = createWebAuth({
    authServer: async (body) => {
      calls.push(body);
      const answer = await server.invoke(body);
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.body}`);
      return answer.body;
    },
    cookieSecrets: [cookieSecret],
    isDevelopment: false,
    now,
    ...options,
  });
  return {
    auth,
    calls,
    mails,
    users,
    /** Lets time pass, for both. */
    wait: (seconds: number) => {
      timeMs += seconds * 1000;
    },
  };
}
export type TestApplication = ReturnType<typeof testApplication>;
