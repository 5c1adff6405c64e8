import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, startWorld, type World } from "../harness/index.ts";
import { openConnection } from "../wire/connection.ts";
import { postOf, requestOf } from "./keep-alive.ts";
import { malformed, odd } from "./malformed.ts";
import { inSeconds, report } from "./report.ts";
import { sendAndLeave } from "./sockets.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld();
  person = await world.signUp();
});
afterAll(() => world.close());

/** Resolves with everything that comes back until the server closes the connection. */
async function tell(bytes: string | Uint8Array, leave: "and leave" | "and stay"): Promise<string> {
  const { socket, received } = await openConnection(world.tiauth.port);
  if (leave === "and leave") socket.end(bytes);
  else socket.write(bytes);
  return received;
}

/** Fails if anything of it was an error to the server. */
async function expectNoTrouble(): Promise<void> {
  expect(await world.client.getSession(person)).toMatchObject({ ok: true });
  const { logs, output } = world.tiauth;
  expect(logs.filter(({ level, msg }) => level !== "info" && !String(msg).includes("INSECURE"))).toEqual([]);
  expect(output.length).toBe(logs.length); // no stack, nothing that is no line of the log
}

it("H3: whatever is sent is answered in the form of all other answers, or the connection is closed", async () => {
  const answers = await Promise.all([
    ...malformed.map(([, bytes]) => tell(bytes, "and leave")),
    ...odd.map(([, bytes]) => tell(bytes, "and stay")),
  ]);
  const all = [...malformed, ...odd];
  const statuses = answers.map((answer) => [...answer.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code]) => Number(code)));
  expect(all.map(([title], index) => [title, statuses[index]])).toEqual(
    all.map(([title, , expected]) => [title, expected]),
  );
  for (const answer of answers.filter((text) => text !== "")) {
    expect(answer).toMatch(/\r\nCache-Control: no-store\r\n/i);
    expect(answer).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
  }
  await expectNoTrouble();
  report({ promise: "H3", what: "kinds of malformed HTTP, errors they cause", measured: `0 of ${all.length}` });
});

it("H4: clients that leave after any byte of a request cause no error", async () => {
  const requests = [
    requestOf("get_session", { session_token: person.sessionToken }),
    requestOf("create_signin", { user_email_address: person.emailAddress }),
    postOf("x".repeat(50))
      .replace(/Content-Length: 50/, "Transfer-Encoding: chunked")
      .replace(/x+/, "32\r\n$&\r\n0\r\n\r\n"),
  ];
  let left = 0;
  for (const request of requests)
    for (let start = 0; start <= request.length; start += 50) {
      const ends = Array.from({ length: Math.min(50, request.length - start + 1) }, (_, index) => start + index);
      await Promise.all(
        ends.flatMap((end) => [
          sendAndLeave(world.tiauth.port, request.slice(0, end), "end"),
          sendAndLeave(world.tiauth.port, request.slice(0, end), "resetAndDestroy"),
        ]),
      );
      left += 2 * ends.length;
    }
  await expectNoTrouble();
  report({ promise: "H4", what: "clients that leave after any byte, errors they cause", measured: `0 of ${left}` });
});

it("D4: clients that leave behind pipelined requests do not hold up a stop", async () => {
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const count = 20;
  for (let i = 0; i < count; i++)
    world.userServer.intercept("get_user", async ({ answer }) => {
      await gate;
      return answer();
    });
  const before = world.userServer.requests.length;
  const { socket } = await openConnection(world.tiauth.port);
  socket.write(requestOf("get_session", { session_token: person.sessionToken }).repeat(count));
  await expect.poll(() => world.userServer.requests.length - before, { timeout: 10_000 }).toBe(count);
  socket.resetAndDestroy();
  const startedAt = performance.now();
  await world.tiauth.stop();
  const stoppedMilliseconds = performance.now() - startedAt;
  goOn();
  const what = "stop after somebody left behind 20 pipelined requests";
  report({ promise: "D4", what, measured: inSeconds(stoppedMilliseconds), limit: "5 s" });
  expect(stoppedMilliseconds).toBeLessThan(5000);
});
