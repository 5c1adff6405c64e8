import { userStoreFrom } from "@tiauth/user-server";
import { expect, onTestFinished, test } from "vitest";
import { createAccounts } from "../src/users/accounts.ts";
import { openDatabase } from "../src/users/database.ts";
import { createUserHandlers } from "../src/users/user-handlers.ts";

const hash = {
  passwordHash: Uint8Array.of(1),
  passwordHashAlgorithmId: "argon2id.3.65536.1.32",
  passwordSalt: Uint8Array.of(2),
};
const otherHash = { ...hash, passwordHash: Uint8Array.of(3), passwordSalt: Uint8Array.of(4) };
const emailAddress = "Ann@example.com";

/** An empty table, and one user in it. */
async function open() {
  const database = openDatabase(":memory:");
  onTestFinished(() => void database.close());
  const users = userStoreFrom(createUserHandlers(database));
  const created = await users.createUser({ emailAddress, ...hash });
  if (!created.ok) throw new Error(created.errorCode);
  const { user } = created;
  const stored = async () => {
    const found = await users.getUser({ userId: user.id });
    return found.ok ? found.user : undefined;
  };
  return { users, user, userId: user.id, stored, accounts: createAccounts(database) };
}

test("a user is stored as given, and found by id and by exactly this address", async () => {
  const { users, user, stored } = await open();
  expect(user).toMatchObject({ emailAddress, ...hash, disabled: false, displayName: "", sessionsCounter: 0 });
  expect(await stored()).toEqual(user);
  expect(await users.getUserByEmailAddress({ emailAddress })).toMatchObject({ ok: true, user });
  expect(await users.getUserByEmailAddress({ emailAddress: "ann@example.com" })).toMatchObject({ ok: false });
});

test("an address is nobody else's, neither at signup nor after a change", async () => {
  const { users } = await open();
  const refused = { ok: false, errorCode: "email_address_already_used" };
  expect(await users.createUser({ emailAddress, ...otherHash })).toMatchObject(refused);
  const bob = await users.createUser({ emailAddress: "bob@example.com", ...hash });
  const userId = bob.ok ? bob.user.id : "";
  expect(await users.updateUserEmailAddress({ userId, emailAddress, userEmailAddressCounter: 0 })).toMatchObject(
    refused,
  );
});

test("a change increments its own counter and no other, and comes too late with an old one", async () => {
  const { users, user, userId, stored } = await open();
  const changes = [
    () => users.updateUserEmailAddress({ userId, emailAddress: "new@example.com", userEmailAddressCounter: 0 }),
    () => users.updateUserPasswordHash({ userId, ...otherHash, userPasswordHashCounter: 0 }),
    () => users.incrementUserSessionsCounter({ userId, userSessionsCounter: 0 }),
  ];
  for (const change of changes) expect(await change()).toMatchObject({ ok: true });
  const changed = {
    emailAddress: "new@example.com",
    emailAddressCounter: 1,
    passwordHashCounter: 1,
    sessionsCounter: 1,
  };
  expect(await stored()).toEqual({ ...user, ...otherHash, ...changed });
  for (const change of changes) expect(await change()).toMatchObject({ ok: false, errorCode: "user_not_found" });
  expect(await stored()).toEqual({ ...user, ...otherHash, ...changed });
});

test("a profile is the application's to change, and the name in it is the one that mails use", async () => {
  const { userId, user, stored, accounts } = await open();
  accounts.saveProfile(userId, { displayName: "Ann", bio: "Likes maps" });
  expect(accounts.find(userId)).toEqual({ id: userId, emailAddress, displayName: "Ann", bio: "Likes maps" });
  expect(await stored()).toEqual({ ...user, displayName: "Ann" });
});

test("who is deleted is gone, and their address is free", async () => {
  const { users, userId, stored, accounts } = await open();
  expect(await users.deleteUser({ userId })).toMatchObject({ ok: true });
  expect([await stored(), accounts.find(userId)]).toEqual([undefined, undefined]);
  expect(await users.createUser({ emailAddress, ...hash })).toMatchObject({ ok: true });
});
