import { signatureHeader, signRequest } from "@tiauth/protocol";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { expect, it } from "vitest";
import { createHandlerForEither } from "./two-secrets.ts";

const next = "the secret from now on";
const former = "the secret until now";
const body = JSON.stringify({ action: "get_user", arguments: { user_id: "1" } });

async function signedWith(secret: string): Promise<Request> {
  const headers = { [signatureHeader]: await signRequest(body, secret, new Date()) };
  return new Request("http://127.0.0.1/invoke", { method: "POST", headers, body });
}

it("while a secret is changed, what is signed with either is answered, and nothing else", async () => {
  const handle = createHandlerForEither(memoryUserStore().handlers, { next, former });
  for (const secret of [next, former]) {
    const response = await handle(await signedWith(secret));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ error_code: "user_not_found" });
  }
  expect((await handle(await signedWith("a secret of somebody else"))).status).toBe(401);
});
