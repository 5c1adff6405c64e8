import { err, ok } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { secondMs, yearMs } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { invitations, refused } from "../testing/invitations.ts";
import { distant, mapStorage } from "../testing/map-storage.ts";
import { Conflict } from "./conflict.ts";
import { singleUse } from "./single-use.ts";
import type { Storage } from "./storage.ts";

/** An invitation, and how to use its token up. */
async function setUp(storage: Storage = mapStorage()) {
  const { clock, rows, ports, invite } = invitations({ storage });
  const { token } = await invite();
  const complete = async <T>(effect: () => Promise<T>) => {
    const opened = await rows.open(token);
    return opened.ok ? singleUse(ports, rows, opened.row, effect) : opened;
  };
  const die = () => new Promise<never>(() => {});
  return { clock, rows, token, complete, die };
}

/** Turns of the event loop, for others to come in between. */
const awhile = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};

describe("O2: what can be used once", () => {
  it.each([
    ["at once", mapStorage],
    ["over a slow line", () => distant(mapStorage())],
  ])("has its effect for exactly one of 50 at the same time, with a storage that answers %s", async (_, open) => {
    const { rows, token, complete } = await setUp(open());
    let effects = 0;
    const { values, errors } = await concurrently(50, async (index) => {
      if (index % 2) await awhile();
      return complete(async () => {
        effects += 1;
        await awhile();
        return ok();
      });
    });
    expect(effects).toBe(1);
    expect(values.filter((value) => value.ok)).toHaveLength(1);
    expect(values.filter((value) => !value.ok && value.errorCode !== refused.errorCode)).toEqual([]);
    expect(errors.filter((error) => !(error instanceof Conflict))).toEqual([]);
    expect(await rows.open(token)).toEqual(refused);
  });

  it("can be tried again at once if the effect threw, which the caller is told", async () => {
    const { complete } = await setUp();
    await expect(complete(() => Promise.reject(new Error("user server down")))).rejects.toThrow("user server down");
    expect(await complete(async () => ok())).toEqual({ ok: true });
    expect(await complete(async () => ok())).toEqual(refused);
  });

  it("is used up by an effect that was refused", async () => {
    const { complete } = await setUp();
    expect(await complete(async () => err("email_address_already_used"))).toEqual(err("email_address_already_used"));
    expect(await complete(async () => ok())).toEqual(refused);
  });

  it("is free again 30 seconds after the process that was using it died, and not before", async () => {
    const { clock, complete, die } = await setUp();
    complete(die);
    await awhile();
    clock.move(30 * secondMs - 1);
    await expect(complete(async () => ok())).rejects.toThrow(Conflict);
    clock.move(1);
    expect(await complete(async () => ok())).toEqual({ ok: true });
  });

  it("lets nobody else in because the clock stepped back a little", async () => {
    const { clock, complete, die } = await setUp();
    complete(die);
    await awhile();
    clock.move(-1);
    await expect(complete(async () => ok())).rejects.toThrow(Conflict);
  });

  it.each([30 * secondMs, -yearMs])(
    "succeeds for one, even if the clock moves by %i ms meanwhile",
    async (milliseconds) => {
      const { clock, complete } = await setUp();
      let isEnough = false;
      const slow = complete(async () => {
        while (!isEnough) await awhile();
        return ok();
      });
      await awhile();
      clock.move(milliseconds);
      expect(await complete(async () => ok())).toEqual({ ok: true });
      isEnough = true;
      await expect(slow).rejects.toThrow(Conflict);
    },
  );

  it("D6: is not held for a year by a process that died before the clock went back a year", async () => {
    const { clock, complete, die } = await setUp();
    complete(die);
    await awhile();
    clock.move(-yearMs);
    expect(await complete(async () => ok())).toEqual({ ok: true });
  });

  it("passes on what the effect threw even if the row could not be released", async () => {
    const { rows, token, complete } = await setUp();
    const failing = complete(async () => {
      const opened = await rows.open(token);
      if (opened.ok) await rows.update(opened.row, { answers: 1 });
      throw new Error("user server down");
    });
    await expect(failing).rejects.toThrow("user server down");
    await expect(complete(async () => ok())).rejects.toThrow(Conflict);
  });
});
