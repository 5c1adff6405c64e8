import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Caller, User, UserServerActions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { userStoreFrom } from "../index.ts";
import { memoryUserStore } from "../memory.ts";
import { openSqliteUserStore } from "../sqlite/index.ts";

export const hash = {
  passwordHash: Uint8Array.of(0, 255, 128),
  passwordHashAlgorithmId: "argon2id.3.65536.1.32",
  passwordSalt: Uint8Array.of(7),
};
export const otherHash = {
  passwordHash: Uint8Array.of(1),
  passwordHashAlgorithmId: "argon2id.1.1024.1.32",
  passwordSalt: Uint8Array.of(2),
};

export const done = { ok: true, actionInvocationId: expect.any(String) };
export const refused = (errorCode: string) => ({ ok: false, errorCode, actionInvocationId: expect.any(String) });

const stores = [
  { name: "memory", open: () => ({ ...memoryUserStore(), close: () => {} }) },
  { name: "sqlite", open: (directory: string) => openSqliteUserStore({ path: join(directory, "users.sqlite") }) },
];
type Store = ReturnType<(typeof stores)[number]["open"]>;

/** What every test gets: a new store of its own, and ways to ask it. */
export interface Fixtures {
  readonly store: Store;
  /** The store's handlers, asked as an auth server asks them. */
  readonly users: Caller<UserServerActions>;
  /** Creates a user with this address. */
  readonly create: (emailAddress: string) => Promise<User>;
  /** The user as stored now, or the error code. */
  readonly stored: (userId: string) => Promise<User | string>;
}

/** One `it` for each kind of store. */
export const userStores = stores.map(({ name, open }) => ({
  name,
  it: test.extend<Fixtures>({
    store: async ({ onTestFinished }, use) => {
      const directory = mkdtempSync(join(tmpdir(), "user-store-"));
      const store = open(directory);
      onTestFinished(() => {
        store.close();
        rmSync(directory, { recursive: true });
      });
      await use(store);
    },
    users: ({ store }, use) => use(userStoreFrom(store.handlers)),
    create: ({ users }, use) =>
      use(async (emailAddress) => {
        const created = await users.createUser({ emailAddress, ...hash });
        if (!created.ok) throw new Error(created.errorCode);
        return created.user;
      }),
    stored: ({ users }, use) =>
      use(async (userId) => {
        const got = await users.getUser({ userId });
        return got.ok ? got.user : got.errorCode;
      }),
  }),
}));
