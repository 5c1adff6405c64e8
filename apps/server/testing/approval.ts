import { actions, createCaller } from "@tiauth/protocol";
import { createServer, type Mail, memoryEmail, type Settings } from "@tiauth/server";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { expect } from "vitest";
import type { ApprovalPorts } from "../src/approval/index.ts";
import type { Brand } from "../src/mail/layout.ts";
import { accepted } from "./dev.ts";
import { parseHtml } from "./html.ts";
import { startListener } from "./public-listener.ts";

export const emailAddress = "ada@example.com";

export const acme: Brand = { serviceName: "Acme", color: "#ffd700", logoUrl: undefined };

/** Hashes nothing: nobody signs in with a password here. */
const passwordHasher = { id: "none", saltLengthBytes: 16, hash: async () => new Uint8Array(32) };

interface Staged {
  readonly settings?: Partial<Settings>;
  readonly look?: Partial<Omit<ApprovalPorts, "invoke" | "receive">>;
}

/** A public listener with the page, in front of a core of its own, and the ways to it. */
export async function stageApproval({ settings, look }: Staged = {}) {
  const email = memoryEmail();
  const clock = { at: Date.UTC(2029, 0, 1, 15, 4, 5) };
  const { invoke } = createServer({
    storage: memoryStorage(),
    users: userStoreFrom(memoryUserStore().handlers),
    email,
    passwordHasher,
    now: () => new Date(clock.at),
    settings: { cliSignin: "anyone", publicUrl: "https://auth.example.com", ...settings },
  });
  const { url } = await startListener({ invoke, approval: { brand: acme, locale: "en", ...look } });
  const client = createCaller(actions, async (body) => (await fetch(url, { method: "POST", body })).text());
  return {
    url,
    client,
    clock,
    /** Asks to be signed in. Resolves with both tokens. */
    ask: async (clientName = "acme deploy") => {
      const asked = accepted(await client.createCliSignin({ userEmailAddress: emailAddress, clientName }));
      return { ...asked, approvalToken: tokenIn(email.mails.at(-1)) };
    },
    get: (query = "", init: RequestInit = {}) => request(`${url}/cli${query}`, init),
    /** Posts a form as a browser does. */
    post: (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      request(`${url}/cli`, { method: "POST", body: new URLSearchParams(fields), headers }),
    statusOf: async (cliSigninToken: string) =>
      accepted(await client.getCliSignin({ cliSigninToken })).cliSignin.status,
  };
}

function tokenIn(mail: Mail | undefined): string {
  if (mail?.type !== "cli_signin_approval") return expect.fail("there is no mail with a link");
  return mail.link.split("#")[1] ?? "";
}

async function request(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  const source = await response.text();
  const { errors, elements } = parseHtml(source);
  const named = (name: string) => elements.filter((element) => element.name === name);
  return {
    status: response.status,
    headers: response.headers,
    source,
    errors,
    elements,
    /** The heading, which says what the page is about. */
    title: named("h1")[0]?.text,
    code: named("code")[0]?.text,
    /** What can be chosen. */
    choices: named("button").map(({ attributes }) => attributes.value),
  };
}
