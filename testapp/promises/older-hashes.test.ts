import { pbkdf2Sync, randomBytes, scryptSync } from "node:crypto";
import type { User } from "@tiauth/user-server";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";

type Stored = Pick<User, "passwordHash" | "passwordHashAlgorithmId" | "passwordSalt">;

const password = "pässwörd€ 10";
const bytes = (buffer: Buffer) => new Uint8Array(buffer); // as the user server hands them out
const salt = bytes(randomBytes(16));
const bcrypt = "$2b$05$abcdefghijklmnopqrstuuI4SnkrUJ4yNGHAwmunuwKSqUpjb8cb."; // by libxcrypt

/** The same password, as systems that were there before keep it. */
const olderHashes: readonly Stored[] = [
  {
    passwordHashAlgorithmId: "bcrypt",
    passwordHash: bytes(Buffer.from(bcrypt)),
    passwordSalt: bytes(Buffer.from(bcrypt.slice(0, 29))),
  },
  {
    passwordHashAlgorithmId: "pbkdf2-sha256.100000.32",
    passwordHash: bytes(pbkdf2Sync(password, salt, 100_000, 32, "sha256")),
    passwordSalt: salt,
  },
  {
    passwordHashAlgorithmId: "scrypt.16384.8.1.64",
    passwordHash: bytes(scryptSync(password, salt, 64)),
    passwordSalt: salt,
  },
];

const today = "argon2id.3.65536.1.32";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

function putUser(stored: Stored): User {
  const neverUsed = { emailAddressCounter: 0, passwordHashCounter: 0, disabledCounter: 0, sessionsCounter: 0 };
  const emailAddress = world.freshAddress();
  const user = { id: emailAddress, emailAddress, displayName: "", disabled: false, ...neverUsed, ...stored };
  world.userServer.put(user);
  return user;
}
const storedUser = async (userId: string) => (await succeeded(world.userServer.users.getUser({ userId }))).user;

it.each(olderHashes)("S5: a user of $passwordHashAlgorithmId signs in, and is rehashed after that", async (stored) => {
  const { client } = world;
  const { id, emailAddress } = putUser(stored);
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  expect(await client.verifySigninUserPassword({ signinToken, password: "pässwörd€ 11" })).toMatchObject({
    errorCode: "incorrect_password",
  });
  await succeeded(client.verifySigninUserPassword({ signinToken, password }));
  expect(await storedUser(id)).toMatchObject(stored);
  const { sessionToken } = await succeeded(client.completeSignin({ signinToken }));

  const rehashed = await vi.waitFor(
    async () => {
      const user = await storedUser(id);
      expect(user).toMatchObject({ passwordHashAlgorithmId: today, passwordHashCounter: 1 });
      return user;
    },
    { timeout: 10_000 },
  );
  expect([rehashed.passwordHash.length, rehashed.passwordSalt.length]).toEqual([32, 16]);
  await succeeded(client.getSession({ sessionToken }));
  await world.signIn({ emailAddress, password });
  expect(await storedUser(id)).toEqual(rehashed);
});

it("S5: an id that puts the memory before the passes is understood as the same", async () => {
  const { userId, emailAddress, password } = await world.signUp();
  const user = await storedUser(userId);
  expect(user.passwordHashAlgorithmId).toBe(today);
  world.userServer.put({ ...user, passwordHashAlgorithmId: "argon2id.65536.3.1.32" });
  await world.signIn({ emailAddress, password });
});

it("S5: a user whose hash nobody understands cannot sign in, and the log says why", async () => {
  const { client, tiauth } = world;
  const { emailAddress } = putUser({ passwordHash: salt, passwordSalt: salt, passwordHashAlgorithmId: "md5" });
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  const result = await client.verifySigninUserPassword({ signinToken, password });
  expect(result).toMatchObject({ errorCode: "internal_error" });
  const { error } = await tiauth.log({ level: "error", action_invocation_id: result.actionInvocationId });
  expect(error).toMatchObject({ message: expect.stringContaining('"md5"') });
});
