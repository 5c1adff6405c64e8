import { onTestFinished } from "vitest";
import { createHttpUserStore, type HttpUserStoreOptions } from "../src/users/http-user-store.ts";
import { type Answer, startHttpServer } from "./http-server.ts";

export const wireUser = {
  id: "u1",
  email_address: "ada@example.com",
  password_hash: "AAEC",
  password_hash_algorithm_id: "argon2id.3.65536.1.32",
  password_salt: "AwQF",
  disabled: false,
  display_name: "Ada",
  email_address_counter: 0,
  password_hash_counter: 1,
  disabled_counter: 2,
  sessions_counter: 2 ** 31 - 1,
};
export const success = (values: object) => JSON.stringify({ ok: true, action_invocation_id: "i", values });
export const found = success({ user: wireUser });
export const notFound = JSON.stringify({ ok: false, action_invocation_id: "i", error_code: "user_not_found" });

/** A store that ends with the test. */
export function openStore(options: HttpUserStoreOptions) {
  const store = createHttpUserStore(options);
  onTestFinished(() => store.close());
  return store;
}

/** A user server that answers as told, and a store that talks to it. */
export async function storeFor(answer: Answer, options: Partial<HttpUserStoreOptions> = {}) {
  const server = await startHttpServer(answer);
  const store = openStore({ url: `${server.origin}/invoke`, ...options });
  return { ...server, ...store, getUser: () => store.users.getUser({ userId: "u1" }) };
}
