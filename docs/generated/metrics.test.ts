import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compose } from "../../apps/server/src/compose.ts";
import { createLogs } from "../../apps/server/src/logs/logs.ts";
import { readSettings } from "../../apps/server/src/settings/read.ts";
import { format, inRepository } from "./format.ts";
import { type Metric, metricsPage } from "./metrics.ts";

const path = "docs/metrics.md";

/** Every metric of a server that is put together as `tiauth serve` does it. */
async function metricsOfServer(): Promise<readonly Metric[]> {
  const read = readSettings({
    flags: [],
    environment: { TIAUTH_STORAGE_URL: "memory:", TIAUTH_COMMAND_PORT: "0" },
    envFile: {},
  });
  if ("mistakes" in read) throw new Error(JSON.stringify(read.mistakes));
  const logs = createLogs({ level: "silent", destination: { write: () => undefined } });
  const { metrics, storages, userServer, email } = await compose(read.settings, { logs, isSmtpKeptAlive: false });
  const described = metrics.describe();
  await Promise.all([...storages.map(({ close }) => close()), userServer.close(), email.close()]);
  return described;
}

test("docs/metrics.md is up to date", async () => {
  await expect(format(path, metricsPage(await metricsOfServer()))).toMatchFileSnapshot(inRepository(path));
});

test.each(["docs/monitoring.md", "docs/runbook.md"])("%s names no metric that there is not", async (page) => {
  const names = new Set((await metricsOfServer()).map(({ name }) => name));
  const mentioned = readFileSync(inRepository(page), "utf8").matchAll(/\b(tiauth|nodejs|process)_\w+/g);
  const unknown = Array.from(mentioned, ([name]) => name).filter(
    (name) => !names.has(name) && !names.has(name.replace(/_(bucket|sum|count)$/, "")),
  );
  expect(unknown).toEqual([]);
});
