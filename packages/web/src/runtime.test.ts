import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    globalName: "tiauth",
    platform: "neutral",
    conditions: ["@tiauth/source"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Somebody signs in at a page, and the page after that looks at their session. */
const application = `
const auth = tiauth.createWebAuth({
  authServer: async (body) => answers[JSON.parse(body).action],
  cookieSecrets: ["0123456789abcdef0123456789abcdef"],
});
const headers = { "sec-fetch-site": "same-origin" };
const form = auth.visit(new Request("https://app.example.com/", { headers }));
form.client.createSignin({ userEmailAddress: "alice@example.com" })
  .then(() => form.client.completeSignin())
  .then(() => {
    const cookie = form.dueCookies().map(({ name, value }) => name + "=" + value).join("; ");
    return auth.getSession(new Request("https://app.example.com/", { headers: { cookie } }));
  })
  .then((session) => session.userId);
`;
const session = { id: "s", user_id: "alice", created_at: 1, expires_at: null };
const answerOf = (values: object) => JSON.stringify({ ok: true, action_invocation_id: "i", values });

test("it runs where there is nothing but what the web has", async () => {
  const answers = {
    create_signin: answerOf({ signin: { created_at: 1, expires_at: 601 }, signin_token: "a.b" }),
    complete_signin: answerOf({ session, session_token: "c.d" }),
    get_session: answerOf({ session }),
  };
  const web = {
    Request,
    Response,
    Headers,
    URL,
    TextEncoder,
    TextDecoder,
    AbortController,
    crypto,
    setTimeout,
    clearTimeout,
  };
  expect(await runInNewContext(`${await bundle()}; ${application}`, { ...web, answers })).toBe("alice");
});
