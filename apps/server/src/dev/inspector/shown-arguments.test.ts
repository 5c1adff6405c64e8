import { actions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import * as z from "zod";
import { showArguments } from "./shown-arguments.ts";

const id = "3xkqv9rmc7h2tzp8wdy4nbfj";
const secret = "s6gae5ukr2hvx9mqp3tzc8wd";

test("of every argument in the contract only addresses are shown whole, tokens by their id, and ids if they are some", () => {
  for (const [action, { arguments: declared }] of Object.entries(actions)) {
    const names = Object.keys(z.toJSONSchema(declared, { io: "input" }).properties ?? {});
    const given = Object.fromEntries(names.map((name) => [name, `${id}.${secret}`]));
    const shown = showArguments(action, given);
    expect(shown.map(({ name }) => name)).toEqual(names);
    for (const { name, value } of shown) {
      if (/^(new_|user_)?email_address$/.test(name)) expect(value, `${action} ${name}`).toBe(`${id}.${secret}`);
      else if (name.endsWith("_token")) expect(value, `${action} ${name}`).toBe(`${id}.••••••••`);
      else expect(value, `${action} ${name}`).toBe("••••••••");
    }
  }
});

test("what is no token shows nothing of itself, and dots do not tell how long it is", () => {
  for (const token of ["", "secret", `${id}.${secret}x`, `${id}${secret}`, `x.${secret}`])
    expect(showArguments("get_session", { session_token: token })).toEqual([
      { name: "session_token", value: "••••••••" },
    ]);
});

test("an id is shown, and what is none is not", () => {
  const shown = (session_id: string) => showArguments("delete_session_by_id", { session_id });
  expect(shown(id)).toEqual([{ name: "session_id", value: id }]);
  for (const value of ["", "secret", `${id}x`, `${id}\n`, `${id}.${secret}`])
    expect(shown(value)).toEqual([{ name: "session_id", value: "••••••••" }]);
});

test("what is not declared is not shown, nor what is no text", () => {
  expect(showArguments("get_session", { password: "p", session_token: 7, toString: "x" })).toEqual([
    { name: "session_token", value: "not a text but number" },
  ]);
  expect(showArguments("create_signup", { email_address: null })).toEqual([
    { name: "email_address", value: "not a text but null" },
  ]);
  for (const action of ["", "toString", "__proto__", "secret"])
    expect(showArguments(action, { password: "p" })).toEqual([]);
});
