import { beforeAll, describe, it } from "vitest";
import { describeOnPostgres, query } from "../../testing/postgres.ts";
import { conformance } from "../conformance.ts";
import { openPostgresStorage } from "./index.ts";

describeOnPostgres("openPostgresStorage", (engine) => {
  describe("keeps to the conformance suite", () => {
    let url = "";
    beforeAll(async () => {
      url = await engine().freshUrl();
    });
    const reopen = () => openPostgresStorage({ url });
    async function open() {
      const storage = await reopen();
      await storage.clear();
      return storage;
    }
    async function setCounter(key: string, counter: number) {
      await query(url, "UPDATE tiauth.entries SET counter = $1 WHERE key = $2", [counter, Buffer.from(key)]);
    }
    for (const { title, run } of conformance({ open, reopen, setCounter })) it(title, run, 30_000);
  });
});
