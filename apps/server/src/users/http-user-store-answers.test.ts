import { InvalidAnswer } from "@tiauth/protocol";
import { expect, it } from "vitest";
import { rejection } from "../../testing/rejection.ts";
import { found, storeFor, success, wireUser } from "../../testing/user-store.ts";

it("U2: an answer that is not UTF-8 is refused", async () => {
  const { getUser } = await storeFor((response) => response.end(Buffer.from([0x22, 0xff, 0x22])));
  expect((await rejection(getUser())).message).toBe("get_user: the user server answered with bytes that are not UTF-8");
});

const answers = {
  "no JSON": "<html>secret</html>",
  nothing: "",
  "JSON cut short": found.slice(0, -1),
  "an array": "[]",
  null: "null",
  "a success without values": JSON.stringify({ ok: true, action_invocation_id: "i" }),
  "an undeclared code": JSON.stringify({ ok: false, action_invocation_id: "i", error_code: "out_of_milk" }),
  "an id of the wrong type": success({ user: { ...wireUser, id: 7 } }),
  "an empty id": success({ user: { ...wireUser, id: "" } }),
  "a counter over int32": success({ user: { ...wireUser, sessions_counter: 2 ** 31 } }),
  "a negative counter": success({ user: { ...wireUser, disabled_counter: -1 } }),
  "a counter with a fraction": success({ user: { ...wireUser, disabled_counter: 0.5 } }),
  "a string of 256 characters": success({ user: { ...wireUser, display_name: "x".repeat(256) } }),
  "a lone surrogate": found.replace('"Ada"', '"\\ud800"'),
  "bytes that are not base64": success({ user: { ...wireUser, password_hash: "%%%" } }),
  "disabled as a number": success({ user: { ...wireUser, disabled: 0 } }),
};
it.each(Object.entries(answers))("U2: %s is not taken for an answer", async (_, answer) => {
  const { getUser } = await storeFor((response) => response.end(answer));
  const error = await rejection(getUser());
  expect(error).toBeInstanceOf(InvalidAnswer);
  expect(error.message).toMatch(/^get_user: /);
  expect(error.message).not.toContain("secret");
});

it("U2: unknown fields are ignored", async () => {
  const { getUser } = await storeFor((response) => response.end(success({ user: { ...wireUser, shoe_size: 42 } })));
  const answer = await getUser();
  expect(answer.ok && answer.user).not.toHaveProperty("shoe_size");
});
