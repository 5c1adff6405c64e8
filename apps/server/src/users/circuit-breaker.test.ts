import { expect, it } from "vitest";
import { CircuitOpen, createCircuitBreaker } from "./circuit-breaker.ts";

const refusal = new Error("only this call");

function breakerWithClock() {
  let milliseconds = 1_000_000;
  let calls = 0;
  const call = createCircuitBreaker({
    maxFailures: 10,
    pauseSeconds: 2,
    now: () => new Date(milliseconds),
    isOutage: (error) => error !== refusal,
  });
  const count = <T>(outcome: Promise<T>) =>
    call(() => {
      calls += 1;
      return outcome;
    });
  return {
    succeed: () => count(Promise.resolve("fine")),
    fail: (error = new Error("out of order")) => count(Promise.reject(error)).catch((rejection: unknown) => rejection),
    until: (outcome: Promise<string>) => count(outcome),
    advance: (seconds: number) => {
      milliseconds += seconds * 1000;
    },
    calls: () => calls,
    isOpen: call.isOpen,
  };
}

/** A promise to settle later; Node 20 has no Promise.withResolvers. */
function withResolvers() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((...functions) => {
    [resolve, reject] = functions;
  });
  return { promise, resolve, reject };
}

async function openBreaker() {
  const breaker = breakerWithClock();
  for (let i = 0; i < 10; i++) await breaker.fail();
  return breaker;
}

it("makes every call until ten in a row have failed, then none", async () => {
  const breaker = await openBreaker();
  expect(breaker.calls()).toBe(10);
  await expect(breaker.succeed()).rejects.toThrow(CircuitOpen);
  expect(breaker.calls()).toBe(10);
});

it("counts only failures in a row", async () => {
  const breaker = breakerWithClock();
  for (let i = 0; i < 30; i++) await (i % 10 === 9 ? breaker.succeed() : breaker.fail());
  expect(breaker.calls()).toBe(30);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("does not count what says nothing about the other side", async () => {
  const breaker = breakerWithClock();
  for (let i = 0; i < 30; i++) await breaker.fail(refusal);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("lets one call through after the pause, and everything once that succeeded", async () => {
  const breaker = await openBreaker();
  breaker.advance(1.999);
  await expect(breaker.succeed()).rejects.toThrow(CircuitOpen);
  breaker.advance(0.001);
  const probe = withResolvers();
  const probing = breaker.until(probe.promise);
  await expect(breaker.succeed()).rejects.toThrow(CircuitOpen);
  probe.resolve("back");
  await expect(probing).resolves.toBe("back");
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("pauses again after a probe that failed", async () => {
  const breaker = await openBreaker();
  breaker.advance(2);
  await breaker.fail();
  expect(breaker.calls()).toBe(11);
  await expect(breaker.succeed()).rejects.toThrow(CircuitOpen);
  breaker.advance(2);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("sends the next probe although the last one still hangs", async () => {
  const breaker = await openBreaker();
  breaker.advance(2);
  breaker.until(new Promise(() => undefined));
  breaker.advance(2);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("does not open again because of calls that began before the recovery", async () => {
  const breaker = breakerWithClock();
  const hanging = withResolvers();
  const calls = Array.from({ length: 20 }, () => breaker.until(hanging.promise));
  await breaker.succeed();
  hanging.reject(new Error("timed out at last"));
  await Promise.allSettled(calls);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("D6: does not stay open for a year because the clock was set back by one", async () => {
  const breaker = await openBreaker();
  breaker.advance(-365 * 24 * 3600);
  await expect(breaker.succeed()).resolves.toBe("fine");
});

it("U1: says that it is open from the failure that opens it until the next success", async () => {
  const breaker = breakerWithClock();
  for (let failures = 0; failures < 10; failures++) {
    expect(breaker.isOpen()).toBe(false);
    await breaker.fail();
  }
  expect(breaker.isOpen()).toBe(true);
  breaker.advance(2);
  expect(breaker.isOpen()).toBe(true);
  await breaker.succeed();
  expect(breaker.isOpen()).toBe(false);
});
