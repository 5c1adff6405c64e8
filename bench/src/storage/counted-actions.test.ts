import { expect, it } from "vitest";
import { countActions } from "./counted-actions.ts";

const { actions, kinds } = await countActions();
const costOf = (name: string) => actions.find((action) => action.name === name)?.cost;

it("a look is one read, and one write more when its use is recorded", () => {
  expect(costOf("look")?.entries).toEqual({ get: 1 });
  expect(costOf("look whose use is recorded")?.entries).toEqual({ get: 1, update: 1 });
});

it("a sign-in is three requests, one hash and one notice, which passes through the outbox", () => {
  expect(costOf("sign-in")).toMatchObject({ requests: 3, hashes: 1, temporaryHashes: 0, mails: 1 });
  expect(costOf("sign-in")?.outbox).toMatchObject({ add: 1, done: 1 });
});

it("a sign-up hashes and mails once; a wrong password costs a hash as well, and no mail", () => {
  expect(costOf("sign-up")).toMatchObject({ requests: 4, hashes: 1, mails: 1 });
  expect(costOf("wrong password")).toMatchObject({ requests: 2, hashes: 1, mails: 0 });
});

it("what is stored is known by its kind, with its size and how long it stays", () => {
  const session = kinds.find(({ kind }) => kind === "session");
  expect(session?.key).toMatch(/^session\.[a-z2-9]{24}$/);
  expect(session?.value.length).toBeGreaterThan(100);
  expect(session?.livesSeconds).toBe(30 * 86_400);
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["signup", "signin", "user_password_reset"]));
});
