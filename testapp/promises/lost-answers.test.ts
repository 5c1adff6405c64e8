import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { startWorld, type World } from "../harness/index.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const writing = completions.filter(([name]) => name !== "a signin");

describe.each(writing)("O3: %s whose write to the user server", (_, prepare) => {
  it("was done, but not answered, is read back and succeeds", async () => {
    const { complete, writes } = await prepare(world, await world.signUp());
    const lost = writes.at(-1) ?? "get_user";
    world.userServer.intercept(lost, async ({ answer }) => {
      await answer();
      return "hang up" as const;
    });
    const requests = await world.userServer.requestsDuring(async () => {
      expect(await complete()).toMatchObject({ ok: true });
    });
    expect(requests.filter((action) => !action.startsWith("get_"))).toEqual(writes);
  });

  it("was neither done nor answered is an internal error, and succeeds when it is tried again", async () => {
    const { complete, writes } = await prepare(world, await world.signUp());
    const lost = writes.at(-1) ?? "get_user";
    world.userServer.intercept(lost, () => "hang up");
    expect(await complete()).toMatchObject({ errorCode: "internal_error" });
    expect(await complete()).toMatchObject({ ok: true });
    expect(await complete()).toMatchObject({ errorCode: expect.stringMatching(/^invalid_\w+_token$/) });
  });

  it("was done and could not be read back is not done twice when it is tried again", async () => {
    const { complete, writes } = await prepare(world, await world.signUp());
    const lost = writes.at(-1) ?? "get_user";
    world.userServer.intercept(lost, async ({ answer }) => {
      await answer();
      const readBack = lost === "create_user" ? "get_user_by_email_address" : "get_user";
      world.userServer.intercept(readBack, () => ({ status: 500, body: "" }));
      return "hang up" as const;
    });
    expect(await complete()).toMatchObject({ errorCode: "internal_error" });
    expect(await complete()).toMatchObject({ ok: true });
  });
});
