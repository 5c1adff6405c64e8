import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { StartError } from "../start-error.ts";
import { type Callable, type Channel, connectCalls } from "./calls.ts";

/** Two ends; what is sent arrives as it would over a pipe: as JSON, and later. */
function pipe() {
  const [one, other] = [new EventEmitter(), new EventEmitter()];
  const channel = (here: EventEmitter, there: EventEmitter): Channel => ({
    send: (message) => void Promise.resolve().then(() => there.emit("message", JSON.parse(JSON.stringify(message)))),
    onMessage: (listener) => void here.on("message", listener),
    onClose: (listener) => void here.on("close", listener),
  });
  const close = () => [one, other].map((end) => end.emit("close"));
  return { one: channel(one, other), other: channel(other, one), close };
}

function connect<Theirs extends Callable>(theirs: Theirs) {
  const { one, other, close } = pipe();
  connectCalls(other, theirs);
  return { ...connectCalls<Theirs>(one, {}), close };
}

test("a call resolves with what the other side answers, whichever is answered first", async () => {
  const answers = new Map<string, (value: string) => void>();
  const ask = (name: string) => new Promise<string>((resolve) => answers.set(name, resolve));
  const { call } = connect({ ask });
  const [first, second] = [call("ask", "first"), call("ask", "second")];
  await expect.poll(() => answers.size).toBe(2);
  answers.get("second")?.("2");
  answers.get("first")?.("1");
  expect(await Promise.all([first, second])).toEqual(["1", "2"]);
});

test("what is thrown there is thrown here; why a start failed stays a reason not to start", async () => {
  const fail = (error: Error) => {
    throw error;
  };
  const { call } = connect({
    start: () => fail(new StartError("the port is taken")),
    work: () => fail(new TypeError("no such thing")),
  });
  await expect(call("start")).rejects.toThrow(new StartError("the port is taken"));
  await expect(call("start")).rejects.toBeInstanceOf(StartError);
  await expect(call("work")).rejects.toThrow("no such thing");
  await expect(call("work")).rejects.not.toBeInstanceOf(StartError);
});

test("a call to a process that ends is rejected, before and after", async () => {
  const { call, tell, close } = connect({ never: () => new Promise(() => undefined) });
  const calling = call("never");
  close();
  await expect(calling).rejects.toThrow("gone");
  await expect(call("never")).rejects.toThrow("gone");
  expect(() => tell("never")).not.toThrow();
});
