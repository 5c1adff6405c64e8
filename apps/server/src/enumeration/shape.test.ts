import { expect, it } from "vitest";
import { codeOf, type HttpAnswer, shapeOf } from "./shape.ts";

const address = "ada@example.com";
const answer = (values: object, headers: HttpAnswer["headers"] = {}): HttpAnswer => ({
  status: 200,
  headers: { date: new Date().toUTCString(), "content-type": "application/json", ...headers },
  body: JSON.stringify({ ok: true, action_invocation_id: "x".repeat(24), values }),
});
const flow = { id: "abc", user_id: "", email_address: address, created_at: 1, is_set: false, session: null };
const shape = (values: object, headers?: HttpAnswer["headers"]) => shapeOf(answer(values, headers), address);

it.each([
  ["another id", { ...flow, id: "xyz" }],
  ["another time", { ...flow, created_at: 2 }],
])("is the same with %s", (_, other) => {
  expect(shape(other)).toBe(shape(flow));
});

it("is the same about another address, of another length", () => {
  const bob = { ...flow, email_address: "bob@long.example.com" };
  expect(shapeOf(answer(bob), bob.email_address)).toBe(shape(flow));
});

it("is the same with another id that a proxy gave the request, and another one without any", () => {
  const ids = [{ "x-request-id": "a1" }, { "x-request-id": "b22" }];
  expect(new Set(ids.map((id) => shape(flow, id))).size).toBe(1);
  expect(shape(flow, ids[0])).not.toBe(shape(flow));
});

it.each<[string, object, HttpAnswer["headers"]?]>([
  ["a user id", { ...flow, user_id: "abc" }],
  ["an id of another length", { ...flow, id: "abcd" }],
  ["a field more", { ...flow, more: 1 }],
  ["another type", { ...flow, created_at: "1" }],
  ["another flag", { ...flow, is_set: true }],
  ["another address", { ...flow, email_address: "Ada@example.com".padEnd(20) }],
  ["a header more", flow, { "x-cache": "hit" }],
  ["another header", flow, { "content-type": "text/plain" }],
])("is another one with %s", (_, other, headers) => {
  expect(shape(other, headers)).not.toBe(shape(flow));
});

it("is another one with another code or status, or without JSON", () => {
  const refusal = (code: string) => ({ ...answer({}), body: JSON.stringify({ ok: false, error_code: code }) });
  const others = [answer({}), refusal("user_disabled"), refusal("user_not_found"), { ...answer({}), status: 500 }];
  const shapes = [...others, { ...answer({}), body: "<p>" }, { ...answer({}), body: "" }].map((one) =>
    shapeOf(one, address),
  );
  expect(new Set(shapes).size).toBe(shapes.length);
});

it.each([
  ["ok", answer({})],
  ["user_not_found", { ...answer({}), body: '{"ok":false,"error_code":"user_not_found"}' }],
  ["HTTP 200", { ...answer({}), body: "<p>" }],
  ["HTTP 200", { ...answer({}), body: "null" }],
  ["HTTP 502", { ...answer({}), status: 502 }],
])("the code is %s", (code, one) => {
  expect(codeOf(one)).toBe(code);
});
