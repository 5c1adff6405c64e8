import { expect, it } from "vitest";
import { isPhantom, phantomId, phantomUser } from "./phantom.ts";
import type { UserStore } from "./user-store.ts";
import { createUsers } from "./users.ts";

const hasher = { id: "cheap.1", saltLengthBytes: 16 };
const phantom = phantomUser({ id: phantomId("Ann@example.com"), emailAddress: "Ann@example.com" }, hasher);

/** Knows somebody by any address, and writes down what it is asked. */
function anybody() {
  const calls: (readonly [method: string, args: unknown])[] = [];
  const user = { ...phantom, id: "1" };
  const answer = (method: string) => async (args: unknown) => {
    calls.push([method, args]);
    return { ok: true, actionInvocationId: "x", user };
  };
  const store = new Proxy({}, { get: (_, method) => answer(String(method)) }) as UserStore; // has every method
  const storage = { get: () => undefined, add: () => true, update: () => true, delete: () => true };
  const now = () => new Date();
  const users = createUsers({
    store,
    storage,
    now,
    notesKeptSeconds: 60,
    userCacheSeconds: 0,
  });
  return { calls, users };
}

it("the same address has the same phantom, another spelling another one", () => {
  const [ann, again, other] = ["ann@example.com", "ann@example.com", "Ann@example.com"].map(phantomId);
  expect(ann).toBe(again);
  expect(ann).not.toBe(other);
  expect(["", "1", "ann@example.com", "gtuk2yidyxuxzf6spa6gwzu8"].filter(isPhantom)).toEqual([]);
});

it("is disabled, and has a hash that no password has and a salt that passwords are hashed with", () => {
  expect(phantom).toMatchObject({
    disabled: true,
    emailAddress: "Ann@example.com",
    passwordHashAlgorithmId: "cheap.1",
  });
  expect(phantom.passwordHash).toHaveLength(0);
  expect(phantom.passwordSalt).toHaveLength(16);
});

it("is never found, not even if there is somebody with the address by now; but the user server is asked for it", async () => {
  const { users, calls } = anybody();
  expect(await users.get(phantom.id)).toBeUndefined();
  expect(calls).toEqual([["getUserByEmailAddress", { emailAddress: "Ann@example.com" }]]);
});

it("is never written", async () => {
  const { users, calls } = anybody();
  const state = { ...phantom, identity: "" };
  const writes = [
    () => users.updateEmailAddress(state, "new@example.com"),
    () => users.updatePassword(state, phantom),
    () => users.incrementSessionsCounter(phantom),
    () => users.delete(phantom),
  ];
  for (const write of writes) await expect(write()).rejects.toThrow("a phantom cannot be changed");
  expect(calls).toEqual([]);
});
