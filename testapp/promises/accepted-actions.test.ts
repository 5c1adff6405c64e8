import { createClient } from "@tiauth/client";
import { type ActionName, actions } from "@tiauth/protocol";
import { expect, it } from "vitest";
import { succeeded } from "../harness/index.ts";
import { startTiauth } from "../harness/tiauth.ts";
import { ask } from "../wire/request.ts";

// The catalogue's own keys are its names.
const names = Object.keys(actions) as readonly ActionName[];

/** Which actions a server with these settings refuses to take, and which it says that it takes. */
async function tried(env: Readonly<Record<string, string>>) {
  // Every action there is; no mail and no user is ever asked for.
  const quiet = { TIAUTH_CLI_SIGNIN: "anyone", TIAUTH_EMAIL: "console", TIAUTH_SMTP_HOST: "" };
  const tiauth = await startTiauth({ userServerUrl: "http://127.0.0.1:9/", smtpPort: 9, env: { ...quiet, ...env } });
  try {
    const codes = await Promise.all(names.map((name) => codeOf(tiauth.port, name)));
    const { actions: said } = await succeeded(createClient(tiauth.url).getCapabilities());
    return { refused: names.filter((_, index) => codes[index] === "action_not_allowed"), said };
  } finally {
    await tiauth.stop();
  }
}

/** With arguments that would be refused, if they were looked at. */
async function codeOf(port: number, name: ActionName) {
  const { body } = await ask(port, name, { session_token: 0 });
  const { error } = body as { readonly error?: { readonly code: string } }; // `ask` does not know what it asks for
  return error?.code;
}

it("actions that are blocked are refused before they are looked at, and get_capabilities leaves them out", async () => {
  const blocked = ["create_signup", "delete_all_sessions"];
  const { refused, said } = await tried({ TIAUTH_BLOCKED_ACTIONS: blocked.join(" , ") });
  expect(refused.toSorted()).toEqual(blocked);
  expect(said.toSorted()).toEqual(names.filter((name) => !blocked.includes(name)).toSorted());
});

it("where some actions are allowed all others are refused, and get_capabilities lists those alone", async () => {
  const allowed = ["get_capabilities", "get_session", "list_sessions"];
  const { refused, said } = await tried({ TIAUTH_ALLOWED_ACTIONS: allowed.join() });
  expect(refused).toEqual(names.filter((name) => !allowed.includes(name)));
  expect(said.toSorted()).toEqual(allowed);
});
