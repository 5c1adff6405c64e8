import { expect, it, onTestFinished, vi } from "vitest";
import { type Answer, startHttpServer } from "../../testing/http-server.ts";
import { rejection } from "../../testing/rejection.ts";
import { type ChannelOptions, openChannel } from "./channel.ts";

async function channelTo(answer: Answer, options: Partial<ChannelOptions> = {}) {
  const server = await startHttpServer(answer);
  const channel = openChannel({
    origin: server.origin,
    connectTimeoutSeconds: 2,
    deadlineSeconds: 5,
    maxInFlight: 1,
    maxAnswerBytes: 64 * 1024,
    ...options,
  });
  onTestFinished(() => channel.close());
  return { ...server, ...channel, get: (path = "/") => channel.send({ method: "GET", path }, 1) };
}

it("U1: a refusal keeps its connection if its body is short, and gives it up if that is long or does not end", async () => {
  let body = "no";
  let ends = true;
  const { get, connections } = await channelTo((response) => {
    response.statusCode = 403;
    if (ends) response.end(body);
    else response.write(body);
  });
  const refusal = { message: "answered 403", status: 403 };
  for (let i = 0; i < 5; i++) expect(await rejection(get())).toMatchObject(refusal);
  expect(connections()).toBe(1);
  body = "no".padEnd(16 * 1024 + 1);
  for (let i = 0; i < 3; i++) expect(await rejection(get())).toMatchObject(refusal);
  expect(connections()).toBe(3); // that of the short ones, and one for each long one but the first
  ends = false;
  body = "no";
  expect(await rejection(get())).toMatchObject(refusal);
});

it("U1: an answer is not cut into characters where it was cut into packets", async () => {
  const { get } = await channelTo((response) => {
    const bytes = Buffer.from("größer");
    response.write(bytes.subarray(0, 3), () => setImmediate(() => response.end(bytes.subarray(3))));
  });
  expect(await get()).toBe("größer");
});

it("U1: a hint before the answer is none", async () => {
  const { get } = await channelTo((response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload" });
    response.end("answer");
  });
  expect(await get()).toBe("answer");
});

it.each([
  ["gzip", false],
  ["identity", true],
  [["identity", "gzip"], false],
])("U1: an answer whose content encoding is %j is taken: %s", async (encoding, isTaken) => {
  const { get } = await channelTo((response) =>
    response.writeHead(200, { "CONTENT-Encoding": encoding }).end("answer"),
  );
  const refusal = "answered in a content encoding that was not asked for";
  expect(await get().catch(({ message }) => message)).toBe(isTaken ? "answer" : refusal);
});

it("U1: an answer may be empty", async () => {
  const { get } = await channelTo((response) => response.end());
  expect(await get()).toBe("");
});

it("U4: a read that hangs while another waits is made again, a write is not", async () => {
  const asked: (string | undefined)[] = [];
  const { send } = await channelTo(
    (response, { method }) => {
      asked.push(method);
      if (asked.length > 2) response.end("answer");
    },
    { maxInFlight: 2, deadlineSeconds: 3 },
  );
  const write = rejection(send({ method: "POST", path: "/", body: "{}" }, 1));
  const reads = [1, 2].map(() => send({ method: "GET", path: "/" }, 2));
  expect(await Promise.all(reads)).toEqual(["answer", "answer"]);
  expect((await write).message).toBe("gave no answer within 3 s");
  expect(asked.toSorted()).toEqual(["GET", "GET", "GET", "POST"]);
});

it("is closed once what is under way has ended; however many wait, they are refused", async () => {
  let release = () => {};
  const { get, requests, close } = await channelTo((response) => {
    release = () => response.end("answer");
  });
  const first = get();
  const others = Array.from({ length: 5000 }, () => rejection(get()));
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  const closed = close();
  release();
  expect(await first).toBe("answer");
  await closed;
  const messages = new Set((await Promise.all(others)).map(({ message }) => message));
  expect([...messages]).toEqual([expect.stringMatching(/^could not be reached \(UND_ERR_(CLOSED|DESTROYED)\)$/)]);
  expect(requests).toHaveLength(1);
});
