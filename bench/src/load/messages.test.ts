import { expect, it } from "vitest";
import { type Message, messageReader } from "./messages.ts";

const one = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
const two = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";

function read(...pieces: readonly string[]): readonly Message[] {
  const messages: Message[] = [];
  const reader = messageReader((message) => messages.push(message));
  for (const piece of pieces) reader(Buffer.from(piece, "latin1"));
  return messages;
}

const both = [
  { head: "HTTP/1.1 200 OK\r\nContent-Length: 5", body: "hello" },
  { head: "HTTP/1.1 404 Not Found\r\ncontent-length: 0", body: "" },
];

it("finds messages wherever they are cut", () => {
  const text = one + two;
  for (let cut = 1; cut < text.length; cut++) expect(read(text.slice(0, cut), text.slice(cut)), `${cut}`).toEqual(both);
  expect(read(...text)).toEqual(both);
  expect(read(text)).toEqual(both);
});

it("waits for the whole body", () => {
  expect(read(one.slice(0, -1))).toEqual([]);
});

it("does not guess at a body in chunks", () => {
  expect(() => read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).toThrow("chunks");
});
