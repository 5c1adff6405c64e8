import { readdirSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

describe.skipIf(process.platform !== "linux")("A download", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const ann = await stage.newUser();
    await ann.ask("POST", "/identities", { name: "acme" });
    await ann.ask.publish({ name: "large", version: "1.0.0", identity: "acme", content: "x".repeat(5_000_000) });
  });
  afterAll(() => stage.close());

  const path = "/api/packages/large/versions/1.0.0/bundle";

  /** How many bundles this process has open. */
  const openBundles = () => {
    const folder = join(stage.dataPath, "bundles");
    return readdirSync("/proc/self/fd").filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
      } catch {
        return false; // closed meanwhile
      }
    }).length;
  };

  it("of which only the headers are asked for leaves no file open", async () => {
    for (let count = 0; count < 20; count++) {
      const response = await fetch(new URL(path, stage.url), { method: "HEAD" });
      expect(response.headers.get("Content-Length")).toBe("5000000");
    }
    await expect.poll(openBundles).toBe(0);
  });

  it("that breaks off leaves no file open", async () => {
    const { hostname, port } = new URL(stage.url);
    for (let count = 0; count < 5; count++) {
      const socket = connect(Number(port), hostname);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: registry\r\n\r\n`);
      await new Promise((arrived) => socket.once("data", arrived));
      socket.destroy();
    }
    await expect.poll(openBundles).toBe(0);
  });
});
