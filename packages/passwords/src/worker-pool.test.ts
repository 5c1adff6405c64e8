import { describe, expect, it } from "vitest";
import { workerPool } from "./worker-pool.ts";

/** Answers with who it is and what it was sent; dies of "exit" and "throw". */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", (job) => {
      if (job === "exit") process.exit(3);
      if (job === "throw") throw new Error("thrown in the worker");
      if (job === "refuse") return parentPort.postMessage({ error: new Error("refused") });
      if (job === "environment") return parentPort.postMessage({ result: process.env });
      parentPort.postMessage({ result: { threadId, job } });
    });`)}`,
);

const echoPool = (size: number) => workerPool<unknown, { threadId: number; job: unknown }>({ script, size });

describe("a pool of workers", () => {
  it("gives every job its own answer, with no more workers than its size", async () => {
    const run = echoPool(2);
    const jobs = Array.from({ length: 50 }, (_, i) => i);
    const answers = await Promise.all(jobs.map(run));
    expect(answers.map(({ job }) => job)).toEqual(jobs);
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2);
  });

  it("keeps a worker for the next job", async () => {
    const run = echoPool(2);
    expect((await run("first")).threadId).toBe((await run("second")).threadId);
  });

  it("rejects with the error that the worker answers, and goes on with the same worker", async () => {
    const run = echoPool(1);
    const { threadId } = await run("before");
    await expect(run("refuse")).rejects.toThrow("refused");
    expect(await run("after")).toEqual({ threadId, job: "after" });
  });

  it.each([
    ["exit", "the worker exited with code 3"],
    ["throw", "thrown in the worker"],
  ])("a worker that dies of %j rejects that job only, and is replaced", async (fatal, message) => {
    const run = echoPool(1);
    const { threadId } = await run("before");
    const dying = run(fatal);
    const waiting = run("waiting");
    await expect(dying).rejects.toThrow(message);
    expect((await waiting).job).toBe("waiting");
    expect((await run("after")).threadId).not.toBe(threadId);
  });

  it("a script that cannot be run rejects every job instead of keeping it", async () => {
    const run = workerPool<string, string>({ script: new URL("./no-such-worker.js", import.meta.url), size: 1 });
    const jobs = await Promise.allSettled([run("one"), run("two")]);
    expect(jobs.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("rejects a job that cannot be copied, and goes on", async () => {
    const run = echoPool(1);
    await expect(run(() => undefined)).rejects.toThrow("could not be cloned");
    expect((await run("after")).job).toBe("after");
  });

  it("a worker does not see the environment of the process", async () => {
    const run = workerPool<string, unknown>({ script, size: 1 });
    expect(await run("environment")).toEqual({});
  });
});
