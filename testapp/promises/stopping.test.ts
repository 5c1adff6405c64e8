import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { ask } from "../wire/request.ts";

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe("D4: SIGTERM", () => {
  it("under load: what was begun is answered, what comes then is refused, and the server ends with 0", async () => {
    const { port, stop, log } = world.tiauth;
    const { sessionToken } = await world.signUp();
    const sessions = 20;
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    for (let i = 0; i < sessions; i++)
      world.userServer.intercept("get_user", async ({ answer }) => {
        await gate;
        return answer();
      });
    const before = world.userServer.requests.length;
    const underWay = Array.from({ length: sessions }, () => ask(port, "get_session", { session_token: sessionToken }));
    await vi.waitFor(() => expect(world.userServer.requests.length - before).toBe(sessions), { timeout: 10_000 });

    const stopped = stop();
    await log({ msg: "stopping" });
    const late = await ask(port, "get_session", { session_token: sessionToken }).catch(({ code }) => ({
      outcome: code,
    }));
    goOn();
    expect(["ECONNREFUSED", "ECONNRESET", "HTTP 503"]).toContain(late.outcome);
    const outcomes = (await Promise.all(underWay)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(Array.from({ length: sessions }, () => "ok"));
    expect(await stopped).toBe(0);
  });

  it("after a completed signin: its notice is still handed over, and the log says that all went well", async () => {
    const person = await world.signUp();
    await world.signIn(person);
    expect(await world.tiauth.stop()).toBe(0);
    expect(world.smtp.mailsTo(person.emailAddress).map(({ subject }) => subject)).toEqual([
      "Signup verification code",
      "Sign-in detected",
    ]);
    expect(world.tiauth.logs.map(({ msg }) => msg).slice(-2)).toEqual(["stopping", "stopped"]);
    expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
  });
});
