import { describe, expect, it } from "vitest";
import { person } from "../../testing/person.ts";
import { inAnotherSession, signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

describe("sessions", () => {
  it("end one by one, or all at once", async () => {
    const first = person(testServer());
    await first.does(...signedUp);
    const sessions = [first.args.sessionToken ?? ""];
    for (let i = 0; i < 3; i++) {
      await first.does(inAnotherSession);
      sessions.push(first.args.sessionToken ?? "");
    }
    const states = () => Promise.all(sessions.map((sessionToken) => first.tries("get_session", { sessionToken })));
    expect(await states()).toEqual(["ok", "ok", "ok", "ok"]);

    const [, second = "", third = ""] = sessions;
    expect(await first.tries("delete_session", { sessionToken: second })).toBe("ok");
    expect(await states()).toEqual(["ok", "invalid_session_token", "ok", "ok"]);

    expect(await first.tries("delete_all_sessions", { sessionToken: third })).toBe("ok");
    expect(await states()).toEqual(Array(4).fill("invalid_session_token"));
    expect(userOf(first).sessionsCounter).toBe(1);
    expect(await first.tries("create_signin")).toBe("ok");
  });
});
