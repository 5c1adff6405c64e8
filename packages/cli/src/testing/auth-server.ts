import { text } from "node:stream/consumers";
import { type Client, createClient } from "@tiauth/client";
import { createServer, memoryEmail, type Settings } from "@tiauth/server";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { vi } from "vitest";
import { cheapHasher } from "./cheap-hasher.ts";
import { listen } from "./listen.ts";

/** How long people have to open the link and type the code. */
export const lifetimeSeconds = 10 * 24 * 60 * 60;

/** A real auth server on a free port, where anyone can sign in; its mails, its users and its clock. */
export async function authServer(settings: Partial<Settings> = {}) {
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
    // Time flies while a tool waits.
    settings: { cliSignin: "anyone", cliSigninLifetimeSeconds: lifetimeSeconds, ...settings },
  });
  const url = await listen(async (request, response) => {
    const { status, body } = await server.invoke(await text(request));
    response.writeHead(status).end(body);
  });
  const client = createClient(url);
  let read = 0;

  return {
    url,
    client,
    mails,
    users,
    now,
    /** Lets time pass. */
    pass: (seconds: number) => {
      timeMs += seconds * 1000;
    },
    /** Waits for the next mail, opens its link, and gives the token that is in it. */
    async nextLink(): Promise<string> {
      const mail = await vi.waitFor(
        () =>
          mails.slice(read).find(({ type }) => type === "cli_signin_approval") ?? Promise.reject(new Error("no mail")),
        { timeout: 20_000, interval: 5 },
      );
      read = mails.indexOf(mail) + 1;
      return JSON.stringify(mail).match(/\/cli#([\w.]+)/)?.[1] ?? "";
    },
  };
}
export type AuthServer = Awaited<ReturnType<typeof authServer>>;

/** What the person sees who opens the link and approves. */
export async function approve(client: Client, approvalToken: string): Promise<string> {
  const approved = await client.approveCliSignin({ approvalToken });
  if (!approved.ok) throw new Error(approved.errorCode);
  return approved.code;
}
