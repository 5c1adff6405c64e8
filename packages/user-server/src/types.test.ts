import { describe, expectTypeOf, it } from "vitest";
import {
  createHandler,
  err,
  handleEffectsSync,
  handleRequest,
  handleRequestSync,
  ok,
  type SyncUserHandlers,
  type User,
  type UserEffect,
  type UserHandlers,
  type UserReply,
} from "./index.ts";
import { memoryUserStore } from "./memory.ts";

const { handlers } = memoryUserStore();
const { delete_user: _, ...withoutDeleteUser } = handlers;
const asyncHandlers: UserHandlers = { ...handlers, delete_user: async () => err("user_not_found") };

/** Never called: what is below is compiled, which is the test. */
function mustNotCompile() {
  // @ts-expect-error an action without a handler
  handleRequest("", withoutDeleteUser);
  // @ts-expect-error the same in the sync variant
  handleRequestSync("", withoutDeleteUser);
  // @ts-expect-error the same in the convenience
  createHandler({ handlers: withoutDeleteUser });

  // @ts-expect-error handlers with promises in the sync variant
  handleRequestSync("", asyncHandlers);
  // @ts-expect-error one async handler in the sync variant
  const sync: SyncUserHandlers = { ...handlers, delete_user: async () => ok() };

  // @ts-expect-error a code that `delete_user` does not declare
  const undeclared: UserHandlers = { ...handlers, delete_user: () => err("email_address_already_used") };
  // @ts-expect-error common errors are thrown, never returned
  const common: UserHandlers = { ...handlers, delete_user: async () => err("internal_conflict") };
  // @ts-expect-error `get_user` answers with a user
  const nobody: UserHandlers = { ...handlers, get_user: () => ok() };
  // @ts-expect-error no such action
  const surplus: UserHandlers = { ...handlers, get_users: () => ok() };

  handleEffectsSync("", (effect): UserReply => {
    switch (effect.action) {
      case "delete_user":
        // @ts-expect-error no such argument
        return effect.arguments.emailAddress ? ok() : err("user_not_found");
      default:
        // @ts-expect-error no user server action answers this
        return err("user_disabled");
    }
  });
  // @ts-expect-error an action without a case
  handleEffectsSync("", (effect) => {
    switch (effect.action) {
      case "delete_user":
        return ok();
    }
  });
  return { sync, undeclared, common, nobody, surplus };
}

describe("the types", () => {
  it("refuse a missing handler, an undeclared code, and a promise in the sync variant", () => {
    expectTypeOf(mustNotCompile).toBeFunction();
  });

  it("take sync handlers wherever async ones are taken, and a mixture", () => {
    expectTypeOf<SyncUserHandlers>().toExtend<UserHandlers>();
    expectTypeOf(asyncHandlers).toExtend<Parameters<typeof handleRequest>[1]>();
  });

  it("narrow an effect's arguments by its action", () => {
    type CreateUser = Extract<UserEffect, { action: "create_user" }>["arguments"];
    expectTypeOf<CreateUser>().toEqualTypeOf<
      Pick<User, "emailAddress" | "passwordHash" | "passwordHashAlgorithmId" | "passwordSalt">
    >();
  });
});
