import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { exchange, openConnection } from "./connection.ts";
import { bodyOf, send } from "./request.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const limitBytes = 16 * 1024;
/** A request of exactly so many bytes, most of them in characters of three. */
function requestOf(bytes: number): string {
  const request = bodyOf("get_session", { session_token: "x", padding: "" });
  const missing = bytes - Buffer.byteLength(request);
  return request.replace('""', `"${"€".repeat(Math.floor(missing / 3))}${"x".repeat(missing % 3)}"`);
}
const chunked = { "Transfer-Encoding": "chunked" };
const tooLarge = { error: { code: "body_too_large", message: expect.any(String) } };

it.each([
  ["with its length", {}],
  ["chunked", chunked],
])("H1: exactly 16 KiB are read, %s", async (_, headers) => {
  const { status, text } = await send(world.tiauth.port, { headers, body: requestOf(limitBytes) });
  expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, error_code: "invalid_session_token" });
});

it.each([
  ["with its length", {}],
  ["chunked", chunked],
])("H1: one byte more is 413, %s", async (_, headers) => {
  const { status, text } = await send(world.tiauth.port, { headers, body: requestOf(limitBytes + 1) });
  expect(status).toBe(413);
  expect(JSON.parse(text)).toEqual(tooLarge);
});

it("H1: a length over the limit is refused before any of the body was sent", async () => {
  const head = `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${limitBytes + 1}\r\n\r\n`;
  expect(await exchange(world.tiauth.port, head)).toMatch(/^HTTP\/1\.1 413 .*"body_too_large"/s);
});

it("H1: chunks are counted as they come: the answer does not wait for the end of an endless body", async () => {
  const { socket, received } = await openConnection(world.tiauth.port);
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  socket.write(`${(limitBytes + 1).toString(16)}\r\n${"x".repeat(limitBytes + 1)}\r\n`);
  expect(await received).toMatch(/^HTTP\/1\.1 413 .*"body_too_large"/s);
});

it("C2: none of it is an error in the log", async () => {
  await world.tiauth.stop();
  expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
});
