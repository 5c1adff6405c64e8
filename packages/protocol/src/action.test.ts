import { expect, test } from "vitest";
import { type Arguments, action, type Handlers, type PerOutcome, type Reply } from "./action.ts";
import { type Caller, createCaller } from "./caller.ts";
import { err, ok } from "./result.ts";
import { text } from "./wire.ts";

/** Two actions, as a contract in small. */
const catalog = {
  rename_pet: action({
    summary: "Rename a pet.",
    arguments: { pet_id: text("Which."), new_name: text("The name.") },
    values: { old_name: text("The name until now.") },
    errors: ["pet_not_found", "rate_limited"],
  }),
  delete_pet: action({ summary: "Delete a pet.", arguments: { pet_id: text("Which.") } }),
};
type Pets = typeof catalog;

const renamed = async () => ok({ oldName: "Rex" });
const deleted = async () => ok();

// The rest is checked by the compiler: an `@ts-expect-error` over a line that compiles is itself an error.

test("handlers of a catalog: one per action, returning declared values and codes only", () => {
  const handlers: Handlers<Pets> = {
    rename_pet: async ({ petId, newName }) => (petId === newName ? err("pet_not_found") : ok({ oldName: petId })),
    delete_pet: deleted,
  };
  // @ts-expect-error -- an action has no handler
  const missing: Handlers<Pets> = { rename_pet: renamed };
  // @ts-expect-error -- a handler has no action
  const surplus: Handlers<Pets> = { ...handlers, feed_pet: deleted };
  // @ts-expect-error -- the code is not declared for this action
  const undeclared: Handlers<Pets> = { ...handlers, rename_pet: async () => err("weak_password") };
  // @ts-expect-error -- codes that every action has are thrown, never returned
  const common: Handlers<Pets> = { ...handlers, rename_pet: async () => err("internal_error") };
  // @ts-expect-error -- an action without codes never refuses
  const refusing: Handlers<Pets> = { ...handlers, delete_pet: async () => err("pet_not_found") };
  // @ts-expect-error -- a declared value is missing
  const valueless: Handlers<Pets> = { ...handlers, rename_pet: deleted };
  // @ts-expect-error -- a value has another type
  const mistyped: Handlers<Pets> = { ...handlers, rename_pet: async () => ok({ oldName: 7 }) };
  expect(Object.keys(handlers)).toEqual(Object.keys(catalog));
  expect([missing, surplus, undeclared, common, refusing, valueless, mistyped]).toHaveLength(7);
});

test("arguments are those that are declared, in camelCase", () => {
  const args: Arguments<Pets["rename_pet"]> = { petId: "1", newName: "Max" };
  // @ts-expect-error -- an argument is missing
  const missing: Arguments<Pets["rename_pet"]> = { petId: "1" };
  // @ts-expect-error -- the wire's name is not TypeScript's
  const snake: Arguments<Pets["delete_pet"]> = { pet_id: "1" };
  expect([args, missing, snake]).toHaveLength(3);
});

test("a reply without values has none", () => {
  const reply: Reply<Pets["delete_pet"]> = { ok: true };
  // @ts-expect-error -- there is no such value
  const value = reply.oldName;
  expect(value).toBeUndefined();
});

test("scenarios: one per action and outcome, no more and no less", () => {
  const scenarios: PerOutcome<Pets, string> = {
    rename_pet: { ok: "…", pet_not_found: "…", rate_limited: "…" },
    delete_pet: { ok: "…" },
  };
  // @ts-expect-error -- an outcome has no scenario
  const missing: PerOutcome<Pets, string> = { ...scenarios, rename_pet: { ok: "…", pet_not_found: "…" } };
  // @ts-expect-error -- a scenario has no outcome
  const surplus: PerOutcome<Pets, string> = { ...scenarios, delete_pet: { ok: "…", pet_not_found: "…" } };
  expect([missing, surplus]).toHaveLength(2);
});

test("a caller has one method per action, which knows the action's codes", async () => {
  const caller: Caller<Pets> = createCaller(
    catalog,
    async () => '{"ok":false,"action_invocation_id":"i","error_code":"pet_not_found"}',
  );
  const result = await caller.renamePet({ petId: "1", newName: "Max" });
  if (result.ok) throw new Error(`renamed from ${result.oldName}`);
  // @ts-expect-error -- the action never answers this code
  expect(result.errorCode === "weak_password").toBe(false);
  expect(result.errorCode === "internal_conflict" || result.errorCode === "pet_not_found").toBe(true);
  // @ts-expect-error -- there is no such action
  expect(caller.feedPet).toBeUndefined();
});
