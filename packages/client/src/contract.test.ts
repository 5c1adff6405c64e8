import { type Actions, actions, type Caller, toCamel } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { type Client, createClient } from "./index.ts";
import { toSnake } from "./names.ts";

type Contract = Caller<Actions>;

/** A type written out, so that two types of the same meaning become the same type. */
type Flat<T> = T extends Date ? T : T extends object ? { -readonly [K in keyof T]: Flat<T[K]> } : T;
/** `true` for one and the same type only: assignable in both directions is not enough, `any` is not either. */
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

type SameArguments = { [K in keyof Contract]: Same<Parameters<Contract[K]>[0], Parameters<Client[K]>[0]> };
type SameResult = {
  [K in keyof Contract]: Same<Awaited<ReturnType<Contract[K]>>, Awaited<ReturnType<Client[K]>>>;
};
type AllTrue = Record<keyof Contract, true>;

test("the client's types are those of the contract, in both directions", () => {
  // Checked by the compiler: each line is an error as soon as one type differs.
  const sameMethods: Same<keyof Contract, keyof Client> = true;
  const sameArguments: Same<SameArguments, AllTrue> = true;
  const sameResult: Same<SameResult, AllTrue> = true;
  // @ts-expect-error -- and the comparison itself sees a difference
  const different: Same<{ at: Date | null }, { at: Date }> = true;
  expect([sameMethods, sameArguments, sameResult, different]).not.toContain(false);
});

test("the client has a method of its own for every action of the contract, and nothing else", () => {
  const client = createClient("http://127.0.0.1/");
  expect(Object.keys(client)).toEqual(Object.keys(actions).map(toCamel));
});

test("names change from the wire's form to TypeScript's and back", () => {
  for (const action of Object.keys(actions)) expect(toSnake(toCamel(action))).toBe(action);
});
