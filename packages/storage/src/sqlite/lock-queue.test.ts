import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { StorageError } from "../storage-error.ts";
import { createLockQueue } from "./lock-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A lock that others hold until `release`, and one write that waits for it. */
function waitForLock() {
  let isHeld = true;
  let isReadable = true;
  let version = 1;
  const take = () => {
    if (isHeld) throw new StorageError("locked", "locked");
  };
  const othersVersion = () => {
    if (!isReadable) throw new StorageError("locked", "not even to be read");
    return version;
  };
  const { wait } = createLockQueue({ take, othersVersion });
  const outcome = vi.fn();
  void wait(async () => "written").then(outcome, ({ code }) => outcome(code));
  return {
    outcome,
    othersWrite: () => {
      version += 1;
    },
    keepFromReading: () => {
      isReadable = false;
    },
    release: () => {
      isHeld = false;
    },
  };
}

it("a write waits a second for a lock that nobody gives away", async () => {
  const { outcome } = waitForLock();
  await vi.advanceTimersByTimeAsync(990);
  expect(outcome).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(30);
  expect(outcome).toHaveBeenCalledWith("locked");
});

it("as long as others write one after the other it goes on waiting for its turn", async () => {
  const { outcome, othersWrite, release } = waitForLock();
  for (let waited = 0; waited < 4800; waited += 200) {
    othersWrite();
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(outcome).not.toHaveBeenCalled();
  release();
  await vi.advanceTimersByTimeAsync(10);
  expect(outcome).toHaveBeenCalledWith("written");
});

it("but not for more than five seconds in all", async () => {
  const { outcome, othersWrite } = waitForLock();
  for (let waited = 0; waited < 5200; waited += 200) {
    othersWrite();
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(outcome).toHaveBeenCalledWith("locked");
});

it("a lock that keeps others from reading too is waited for like any other", async () => {
  const [refused, freed] = [waitForLock(), waitForLock()];
  for (const { keepFromReading } of [refused, freed]) keepFromReading();
  await vi.advanceTimersByTimeAsync(900);
  freed.release();
  await vi.advanceTimersByTimeAsync(200);
  expect(freed.outcome).toHaveBeenCalledWith("written");
  expect(refused.outcome).toHaveBeenCalledWith("locked");
});
