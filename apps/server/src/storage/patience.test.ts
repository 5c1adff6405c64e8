import { StorageError } from "@tiauth/storage";
import { expect, test } from "vitest";
import { exitCodes } from "../commands/exit-codes.ts";
import { StartError } from "../start-error.ts";
import { patiently } from "./patience.ts";

const away = new StorageError("unavailable", "nobody answers.");

test("what is not there yet is tried again, and that is said once", async () => {
  const told: unknown[] = [];
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries < 4) throw away;
    return "open";
  };
  const onWaiting = (error: unknown) => void told.push(error);
  expect(await patiently(open, { onWaiting, pauseSeconds: 0 })).toBe("open");
  expect(tries).toBe(4);
  expect(told).toEqual([away]);
});

test("what does not come is given up, and may be started again", async () => {
  const open = () => Promise.reject(away);
  const giving = patiently(open, { onWaiting: () => undefined, seconds: 0.05, pauseSeconds: 0.01 });
  const message = "nobody answers. That was tried for 0.05 s: once it is mended, start this again.";
  await expect(giving).rejects.toEqual(new StartError(message, exitCodes.comeBack));
});

test.each([new StorageError("newer_schema", "later"), new StorageError("refused", "password"), new Error("bug")])(
  "%s is not waited for",
  async (error) => {
    const told: unknown[] = [];
    const opening = patiently(() => Promise.reject(error), { onWaiting: (reason) => void told.push(reason) });
    await expect(opening).rejects.toBe(error);
    expect(told).toEqual([]);
  },
);
