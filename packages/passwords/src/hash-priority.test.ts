import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { expect, it } from "vitest";
import { defaultTemporaryPasswordHasher } from "./defaults.ts";

/** How nice each thread of this process is: the 19th field of its line (proc(5)), the 17th behind its name. */
const niceness = () =>
  readdirSync("/proc/self/task").map((thread) => {
    const line = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[16]);
  });

it.runIf(process.platform === "linux")("a hash lets the event loop go first, where both want one core", async () => {
  const own = getPriority();
  expect(niceness()).not.toContain(own + 5);
  await defaultTemporaryPasswordHasher.hash("correct horse", Buffer.alloc(16));
  expect(niceness().filter((nice) => nice === own + 5)).toHaveLength(1);
  expect(getPriority()).toBe(own);
});
