import { createServer, type RequestListener } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { listenOnLoopback } from "./loopback.ts";
import { startRoundRobin } from "./round-robin.ts";

/** A node that says its name, unless `listener` does something else; `/ready` is answered as it is. */
async function startNode(name: string, listener?: RequestListener) {
  const state = { isReady: true, asked: 0 };
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === "/ready") return outgoing.writeHead(state.isReady ? 200 : 503).end();
    state.asked += 1;
    return listener ? listener(incoming, outgoing) : outgoing.end(name);
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}/`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  onTestFinished(close);
  return { url, state, close };
}

async function startProxy(...nodes: readonly { readonly url: string }[]) {
  const proxy = await startRoundRobin();
  onTestFinished(() => proxy.close());
  for (const { url } of nodes) await proxy.putIn(url);
  const ask = async () => {
    const answer = await fetch(proxy.url, { method: "POST", body: "{}" });
    return `${answer.status} ${await answer.text()}`;
  };
  return { ...proxy, ask };
}

/** The answers to so many requests, one after the other, each kind once. */
async function askOften(ask: () => Promise<string>): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let i = 0; i < 6; i++) answers.push(await ask());
  return [...new Set(answers)].toSorted();
}

it("the nodes take turns, and what is asked and answered passes as it is", async () => {
  const { state, ...one } = await startNode("one", (incoming, outgoing) => {
    outgoing.writeHead(418, { "X-Answer": `${incoming.method} ${incoming.url} ${incoming.headers["x-question"]}` });
    incoming.pipe(outgoing);
  });
  const other = await startNode("other");
  const { url, ask } = await startProxy(one, other);
  expect([await ask(), await ask(), await ask(), await ask()].toSorted()).toEqual([
    "200 other",
    "200 other",
    "418 {}",
    "418 {}",
  ]);
  expect([state.asked, other.state.asked]).toEqual([2, 2]);
  const options = { method: "PUT", headers: { "X-Question": "why" }, body: "because" };
  const answers = [await fetch(`${url}path?query`, options), await fetch(`${url}path?query`, options)];
  const answer = answers.find(({ status }) => status === 418);
  expect([answer?.headers.get("x-answer"), await answer?.text()]).toEqual(["PUT /path?query why", "because"]);
});

it("a node that is not ready is left out until it is; if none is, all are asked", async () => {
  const [one, other] = [await startNode("one"), await startNode("other")];
  const { ask } = await startProxy(one, other);
  one.state.isReady = false;
  await expect.poll(() => askOften(ask)).toEqual(["200 other"]);
  other.state.isReady = false;
  await expect.poll(() => askOften(ask)).toEqual(["200 one", "200 other"]);
  one.state.isReady = true;
  await expect.poll(() => askOften(ask)).toEqual(["200 one"]);
});

it("what surely did not reach a node is tried on the next one", async () => {
  const [one, other] = [await startNode("one"), await startNode("other")];
  const { ask } = await startProxy(one, other);
  await one.close();
  expect(await askOften(ask)).toEqual(["200 other"]);
  await other.close();
  await expect.poll(ask).toBe("503 ");
});

it("what may have reached a node is tried on no other", async () => {
  const broken = await startNode("broken", ({ socket }) => void socket.destroy());
  const other = await startNode("other");
  const { ask } = await startProxy(broken, other);
  expect(await askOften(ask)).toEqual(["200 other", "502 "]);
  expect([broken.state.asked, other.state.asked]).toEqual([3, 3]);
});

it("a node that is taken out finishes what it has begun and gets nothing more", async () => {
  let finish = () => {};
  const slow = await startNode("slow", (_, outgoing) => {
    finish = () => void outgoing.end("slow");
  });
  const { ask, takeOut, putIn } = await startProxy(slow);
  const asked = ask();
  await expect.poll(() => slow.state.asked).toBe(1);
  let isOut = false;
  const leaving = takeOut(slow.url).then(() => {
    isOut = true;
  });
  await putIn((await startNode("other")).url);
  expect(await askOften(ask)).toEqual(["200 other"]);
  expect(isOut).toBe(false);
  finish();
  expect(await asked).toBe("200 slow");
  await leaving;
});
