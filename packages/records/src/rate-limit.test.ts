import { describe, expect, it } from "vitest";
import { secondMs, stoppedClock, yearMs } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { distant, type Entries, mapStorage } from "../testing/map-storage.ts";
import { Conflict } from "./conflict.ts";
import { type RateLimit, rateLimit, spend } from "./rate-limit.ts";

const clock = stoppedClock();
const setUp = ({ storage = mapStorage(), name = "guess", burst = 5 } = {}) =>
  rateLimit({ storage, now: clock.now, name, limit: { burst, intervalSeconds: 60 } });

/** How many of 1,000 callers at once get through, and what the others are told beside no. */
async function crowd(limited: RateLimit) {
  const { values, errors } = await concurrently(1000, () => limited.take("ada"));
  return { through: values.filter(Boolean).length, refused: values.filter((value) => !value).length, errors };
}

describe("a rate limit", () => {
  it("L1: lets exactly the burst through of 1,000 that come at once", async () => {
    expect(await crowd(setUp())).toEqual({ through: 5, refused: 995, errors: [] });
  });

  it.each([5, 500])("L1: lets at most a burst of %i through of 1,000 at once over a slow line", async (burst) => {
    const storage = mapStorage();
    const { through, errors } = await crowd(setUp({ storage: distant(storage), burst }));
    expect(errors.filter((error) => !(error instanceof Conflict))).toEqual([]);
    expect((await crowd(setUp({ storage, burst }))).through).toBe(burst - through);
  });

  it("holds one bucket per key and per name, whatever else shares the storage", async () => {
    const storage = mapStorage();
    await crowd(setUp({ storage }));
    expect(setUp({ storage }).take("ada")).toBe(false);
    expect(setUp({ storage }).take("bob")).toBe(true);
    expect(setUp({ storage, name: "mail" }).take("ada")).toBe(true);
  });

  it("keeps its keys short and unreadable, and its entry only until the bucket is full again", () => {
    const entries: Entries = new Map();
    setUp({ storage: mapStorage(entries) }).take("ada@example.com".repeat(1000));
    const [[key, { expiresAt }] = ["", { expiresAt: undefined }]] = entries;
    expect(key).toMatch(/^limit\.guess\.[\w-]{43}$/);
    expect(expiresAt).toEqual(new Date(clock.now().getTime() + 60 * secondMs));
  });

  it("writes nothing when it refuses or only looks", () => {
    const entries: Entries = new Map();
    const limited = setUp({ storage: mapStorage(entries), burst: 1 });
    limited.has("ada");
    expect(entries.size).toBe(0);
    limited.take("ada");
    clock.move(59 * secondMs);
    expect([limited.take("ada"), limited.has("ada"), limited.waitSeconds("ada")]).toEqual([false, false, 1]);
    expect([...entries.values()].map(({ counter }) => counter)).toEqual([0]);
  });

  it.each([-1, -yearMs])("L1: leaves a token that somebody saw where it is when the clock steps by %i ms", (stepMs) => {
    const limited = setUp({ burst: 1 });
    limited.take("ada");
    clock.move(60 * secondMs);
    expect(limited.has("ada")).toBe(true);
    clock.move(stepMs);
    expect([limited.take("ada"), limited.take("ada")]).toEqual([true, false]);
  });
});

describe("spending a token", () => {
  it("L2: takes it before the effect begins, and keeps it whatever the effect finds out", async () => {
    const limited = setUp({ burst: 1 });
    expect(await spend(limited, "ada", async () => limited.has("ada"))).toBe(false);
    expect(limited.has("ada")).toBe(false);
  });

  it("is undefined without a token, and nothing happens", async () => {
    const limited = setUp({ burst: 1 });
    limited.take("ada");
    let happened = false;
    const spent = await spend(limited, "ada", async () => {
      happened = true;
    });
    expect([spent, happened]).toEqual([undefined, false]);
  });

  it("gives it back when the effect throws", async () => {
    const limited = setUp({ burst: 1 });
    const failed = spend(limited, "ada", () => Promise.reject(new Error("mail server down")));
    await expect(failed).rejects.toThrow("mail server down");
    expect([limited.take("ada"), limited.take("ada")]).toEqual([true, false]);
  });

  it("throws what the effect threw even if the token cannot be given back", async () => {
    const broken = { ...setUp(), giveBack: () => expect.fail("disk full") };
    const failed = spend(broken, "ada", () => Promise.reject(new Error("mail server down")));
    await expect(failed).rejects.toThrow("mail server down");
  });
});
