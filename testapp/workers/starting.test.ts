import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../apps/server/testing/http-server.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import { startTiauth } from "../harness/tiauth.ts";
import { childrenOf } from "./processes.ts";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-starting-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is said by a server of 4 workers that cannot start. It resolves when none of its processes holds its output open. */
async function refusal(env: Readonly<Record<string, string>>, smtpPort: number): Promise<string> {
  const starting = startTiauth({ userServerUrl: "http://127.0.0.1:1/invoke", smtpPort, env: { ...several, ...env } });
  const error = await starting.then(
    async ({ stop }) => expect.fail(`it started; stopped with ${await stop()}`),
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : expect.fail("no Error");
}
const several = { TIAUTH_WORKERS: "4", TIAUTH_EMAIL: "backend" };

describe("4 workers that cannot start say why once, end with 2 and leave no process behind", () => {
  it.each(["TIAUTH_PORT", "TIAUTH_COMMAND_PORT"])("when %s is taken", async (name) => {
    const taken = createServer();
    const port = String(await listenOnLoopback(taken));
    const message = await refusal({ [name]: port }, 1);
    taken.close();
    expect(message).toMatch(/exit code 2/);
    expect(message.match(/another process listens there already/g)).toHaveLength(1);
  });

  it("when the database is none", async () => {
    const path = join(directory, "no-database");
    writeFileSync(path, "no database\n".repeat(1000));
    const message = await refusal({ TIAUTH_DB_PATH: path }, 1);
    expect(message).toMatch(/exit code 2/);
    expect(message.match(/^tiauth: /gm)).toHaveLength(1);
    expect(message).toContain(path);
  });

  it("when the mail server does not answer, which is asked once", async () => {
    const silent = createServer((socket) => socket.destroy());
    let asked = 0;
    silent.on("connection", () => {
      asked += 1;
    });
    const port = await listenOnLoopback(silent);
    const message = await refusal({ TIAUTH_EMAIL: "smtp" }, port);
    silent.close();
    await once(silent, "close");
    expect(message).toMatch(/exit code 2/);
    expect(message.match(/--no-smtp-init starts without asking/g)).toHaveLength(1);
    expect(asked).toBe(1);
  });

  it("when a setting is mistaken, and with records in memory", async () => {
    expect(await refusal({ TIAUTH_WORKERS: "0" }, 1)).toMatch(/exit code 2:.*TIAUTH_WORKERS must be/s);
    const inMemory = { TIAUTH_STORAGE_URL: "memory:" };
    expect(await refusal(inMemory, 1)).toMatch(/exit code 2:.*TIAUTH_WORKERS must be 1 .*in memory/s);
  });
});

it("one worker, the default, is one process", async () => {
  const port = String(await freePort());
  const env = { TIAUTH_EMAIL: "backend", TIAUTH_PORT: port };
  const tiauth = await startTiauth({ userServerUrl: "http://127.0.0.1:1/invoke", smtpPort: 1, env });
  expect(childrenOf(tiauth.pid)).toEqual([]);
  expect(await tiauth.stop()).toBe(0);
});
