import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const built = new URL("../dist/end-with-this-process.js", import.meta.url).href;

/** Starts more children than there may be listeners to one event, which hold its output open for a minute; then `end`s. */
const scriptThat = (end: string) => `
import { spawn } from "node:child_process";
import { endWithThisProcess } from ${JSON.stringify(built)};
for (let i = 0; i < 12; i++)
  endWithThisProcess(spawn("sleep", ["60"], { stdio: ["ignore", "inherit", "inherit"] }));
console.log("started");
${end}`;
const waiting = "setInterval(() => {}, 1000);";

/** Resolves with how the process ended, once nobody holds its output any more. */
async function endOf(script: string, signal?: NodeJS.Signals) {
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(parent, "close");
  const errors: unknown[] = [];
  parent.stderr.on("data", (data) => errors.push(String(data)));
  await once(parent.stdout, "data");
  if (signal) parent.kill(signal);
  const [code, endedBy] = await ended;
  return { end: endedBy ?? code, errors: errors.join("") };
}

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "children end with a process that is ended by %s",
  async (signal) => {
    expect(await endOf(scriptThat(waiting), signal)).toEqual({ end: signal, errors: "" });
  },
  20_000,
);

test("children end with a process that exits", async () => {
  expect(await endOf(scriptThat("process.exit(3);"))).toEqual({ end: 3, errors: "" });
});

test("children end with a process that fails", async () => {
  const { end, errors } = await endOf(scriptThat('throw new Error("a mistake");'));
  expect(end).toBe(1);
  expect(errors).toContain("a mistake");
});

test("a process that listens to the signal itself decides what it does, and its children have ended", async () => {
  const script = scriptThat(`process.on("SIGTERM", () => process.exit(7)); ${waiting}`);
  expect(await endOf(script, "SIGTERM")).toEqual({ end: 7, errors: "" });
});

test("a process whose children have ended listens to no signal any more", async () => {
  const end = 'setInterval(() => process.listenerCount("SIGTERM") > 0 || process.exit(0), 10);';
  const script = scriptThat(end).replace('"60"', '"0"');
  expect(await endOf(script)).toEqual({ end: 0, errors: "" });
});
