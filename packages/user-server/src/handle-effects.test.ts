import { describe, expect, it } from "vitest";
import { err, handleEffects, handleEffectsSync, ok, type User, type UserEffect, type UserReply } from "./index.ts";

const ann: User = {
  id: "ann",
  emailAddress: "ann@example.com",
  passwordHash: Uint8Array.of(1),
  passwordHashAlgorithmId: "argon2id.3.65536.1.32",
  passwordSalt: Uint8Array.of(2),
  disabled: false,
  displayName: "Ann",
  emailAddressCounter: 0,
  passwordHashCounter: 0,
  disabledCounter: 0,
  sessionsCounter: 0,
};

/** A whole user server, for one user who never changes. */
function onlyAnn(effect: UserEffect): UserReply {
  switch (effect.action) {
    case "get_user":
      return effect.arguments.userId === ann.id ? ok({ user: ann }) : err("user_not_found");
    case "get_user_by_email_address":
      return effect.arguments.emailAddress === ann.emailAddress ? ok({ user: ann }) : err("user_not_found");
    case "create_user":
    case "update_user_email_address":
      return err("email_address_already_used");
    case "update_user_password_hash":
    case "increment_user_sessions_counter":
    case "delete_user":
      return err("user_not_found");
  }
}

describe("one switch over the effects", () => {
  const byEmailAddress = (email_address: string) =>
    JSON.stringify({ action: "get_user_by_email_address", arguments: { email_address } });

  it("is a user server, synchronous or not", async () => {
    const answer = handleEffectsSync(byEmailAddress("ann@example.com"), onlyAnn);

    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, values: { user: { id: "ann", display_name: "Ann" } } });
    const answered = await handleEffects(byEmailAddress("bob@example.com"), async (effect) => onlyAnn(effect));
    expect(JSON.parse(answered.body)).toMatchObject({ ok: false, error_code: "user_not_found" });
  });

  it("is not asked about a malformed request", async () => {
    const perform = () => expect.unreachable();

    expect(handleEffectsSync("[]", perform).status).toBe(400);
    expect((await handleEffects("[]", perform)).status).toBe(400);
  });

  it("may throw, like a handler", () => {
    const accidents: unknown[] = [];
    const perform = () => {
      throw new Error("disk full");
    };
    const { body } = handleEffectsSync(byEmailAddress("x"), perform, { onError: ({ error }) => accidents.push(error) });

    expect(JSON.parse(body)).toMatchObject({ ok: false, error_code: "internal_error" });
    expect(accidents).toEqual([new Error("disk full")]);
  });
});
