import { describe, expect, it } from "vitest";
import { createArrivals } from "./arrivals.ts";

const startingWith = (start: string, deadlineSeconds = 10) => ({
  matches: (item: string) => item.startsWith(start),
  description: `Something with ${start}`,
  deadlineSeconds,
});

describe("arrivals", () => {
  it("find what is there already, again and again", async () => {
    const arrivals = createArrivals<string>(String);
    arrivals.add("a1");
    arrivals.add("b1");
    expect(await arrivals.find(startingWith("b"))).toBe("b1");
    expect(await arrivals.find(startingWith("b"))).toBe("b1");
    expect(arrivals.all).toEqual(["a1", "b1"]);
  });

  it("hand out each item once to those who take, whether they wait or come later", async () => {
    const arrivals = createArrivals<string>(String);
    const waiting = [arrivals.take(startingWith("a")), arrivals.take(startingWith("a"))];
    for (const item of ["b1", "a1", "a2", "a3"]) arrivals.add(item);
    expect(await Promise.all(waiting)).toEqual(["a1", "a2"]);
    expect(await arrivals.take(startingWith("a"))).toBe("a3");
    expect(await arrivals.find(startingWith("a"))).toBe("a1");
  });

  it("list what did arrive when the deadline is over", async () => {
    const arrivals = createArrivals<string>(String);
    arrivals.add("b1");
    await expect(arrivals.take(startingWith("a", 0))).rejects.toThrow(
      "Something with a did not arrive within 0 s. What did:\n  b1",
    );
  });
});
