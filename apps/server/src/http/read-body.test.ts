import { expect, test, vi } from "vitest";
import { echo, exchange, openConnection, post, startListener } from "../../testing/public-listener.ts";

const maxBytes = 16 * 1024;
const chunked = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const statusOf = (answer: string) => Number(answer.slice(9, 12));

async function startCounting() {
  const bodies: string[] = [];
  const listener = await startListener({
    invoke: (body, options) => {
      bodies.push(body);
      return echo(body, options);
    },
  });
  return { ...listener, bodies };
}

test("H1: a body of exactly 16 KiB is taken, whole or in chunks", async () => {
  const { port, bodies } = await startCounting();
  const body = "é".repeat(maxBytes / 2);
  expect(statusOf(await exchange(port, post(body)))).toBe(200);
  expect(statusOf(await exchange(port, `${chunked}${chunk(body.slice(1))}${chunk("é")}0\r\n\r\n`))).toBe(200);
  expect(bodies).toEqual([body, body]);
});

test("H1: one byte more is 413, whole or in chunks, and never reaches the core", async () => {
  const { port, bodies } = await startCounting();
  const body = "x".repeat(maxBytes + 1);
  const answer = await exchange(port, post(body));
  expect(statusOf(answer)).toBe(413);
  expect(answer).toContain('"code":"body_too_large"');
  expect(statusOf(await exchange(port, `${chunked}${chunk(body)}0\r\n\r\n`))).toBe(413);
  expect(bodies).toEqual([]);
});

test("H1: a Content-Length over the limit is 413 before a byte of the body is sent", async () => {
  const { port } = await startCounting();
  const { socket, soFar } = await openConnection(port);
  socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n");
  await vi.waitFor(() => expect(statusOf(soFar())).toBe(413));
});

test("H1: an endless body is answered with 413 and cut off soon after", { timeout: 20_000 }, async () => {
  const { port, bodies } = await startCounting();
  const { socket, received } = await openConnection(port);
  socket.write(chunked.replace("Connection: close\r\n", ""));
  const pump = () => {
    while (!socket.destroyed && socket.write(chunk("x".repeat(8192))));
  };
  socket.on("drain", pump);
  const startedAt = performance.now();
  pump();
  expect(statusOf(await received)).toBe(413);
  expect(performance.now() - startedAt).toBeLessThan(10_000); // and not when any request would time out
  expect(bodies).toEqual([]);
});

test.each([
  ["a stray byte", [0x22, 0xff, 0x22]],
  ["an overlong form", [0x22, 0xc0, 0xaf, 0x22]],
  ["an encoded surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ["a cut-off sequence", [0x22, 0xe2, 0x82]],
])("H1: invalid UTF-8 is 400: %s", async (_, bytes) => {
  const { url, bodies } = await startCounting();
  const response = await fetch(url, { method: "POST", body: new Uint8Array(bytes) });
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty("error.code", "invalid_json");
  expect(bodies).toEqual([]);
});

test("a byte order mark is left for JSON to refuse", async () => {
  const { url, bodies } = await startCounting();
  await fetch(url, { method: "POST", body: new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]) });
  expect(bodies).toEqual(["\uFEFF{}"]);
});

test("characters that are split between packets arrive whole", async () => {
  const { port, bodies } = await startCounting();
  const bytes = Buffer.from('"🔑"');
  const { socket, received } = await openConnection(port);
  socket.setNoDelay(true);
  socket.write(chunked);
  for (const byte of bytes) {
    socket.write("1\r\n");
    socket.write(new Uint8Array([byte]));
    socket.write("\r\n");
  }
  socket.write("0\r\n\r\n");
  expect(statusOf(await received)).toBe(200);
  expect(bodies).toEqual(['"🔑"']);
});

test("H4: an upload that is cut off never reaches the core, and the next one does", async () => {
  const { port, url, bodies } = await startCounting();
  for (const start of [`${chunked}${chunk("{")}`, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"]) {
    const { socket, received } = await openConnection(port);
    socket.write(start);
    socket.resetAndDestroy();
    await received;
  }
  await fetch(url, { method: "POST", body: "{}" });
  expect(bodies).toEqual(["{}"]);
});
