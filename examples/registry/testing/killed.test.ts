import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { versions } from "../src/server/database/schema.ts";
import { removeLooseBundles } from "../src/server/domain/loose-bundles.ts";
import { sha256Of } from "./asking.ts";
import { anyName, found, type Publisher } from "./founding.ts";
import { openStage, type Stage, sharedSecret } from "./stage.ts";

const script = fileURLToPath(new URL("dying-registry.mjs", import.meta.url));
const hour = 60 * 60 * 1000;

describe("A registry that is killed with kill -9", () => {
  let stage: Stage;
  let ann: Publisher;
  beforeAll(async () => {
    stage = await openStage();
    ann = await found((await stage.people()).ann);
  });
  afterAll(() => stage.close());

  /** In place of the stage's own registry, a process that ends itself at some point. */
  async function startDying(point: string): Promise<ChildProcess> {
    const env = {
      PATH: process.env.PATH,
      PORT: new URL(stage.url).port,
      DATA_PATH: stage.dataPath,
      AUTH_SERVER_URL: stage.tiauth.url,
      SHARED_SECRET: sharedSecret,
    };
    const child = spawn(process.execPath, [script, point], { env, stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    await once(createInterface({ input: child.stdout }), "line");
    return child;
  }

  const untilItIsKilled = async (child: ChildProcess) => {
    if (child.signalCode === null) await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");
  };

  /** Nothing lies around: every bundle belongs to a version that was not revoked, and every one of those has its bundle. */
  async function expectTidy() {
    const { database } = stage.registry();
    const rows = await database.queries.select().from(versions);
    const kept = rows.flatMap(({ bundle, revokedAt }) => (revokedAt ? [] : [bundle]));
    expect(stage.files().toSorted()).toEqual(kept.toSorted());
  }

  /** Either all of it is there, or nothing; what is not there can be published. */
  async function expectAllOrNothing(name: string) {
    const before = await ann.ask.download(name, "1.0.0");
    const answer = await ann.ask.publish({ name, version: "1.0.0", identity: ann.identity, content: "again" });
    const after = await ann.ask.download(name, "1.0.0");
    if (before.status === 200) {
      expect(before.content).toBe("the bundle");
      expect(answer.code).toBe("version_taken");
      expect(after.content).toBe("the bundle");
    } else {
      expect(before.code).toBe("package_not_found");
      expect(answer.status).toBe(204);
      expect(after.content).toBe("again");
    }
    stage.wait(hour + 1);
    await removeLooseBundles(stage.registry());
    await expectTidy();
    return before.status === 200 ? "all" : "nothing";
  }

  it("in the middle of an upload has nothing of it when it starts again", async () => {
    const name = anyName();
    const before = stage.files().length;
    await stage.without(async () => {
      const child = await startDying("");
      const upload = request(`${stage.url}/api/packages/${name}/versions/1.0.0?identity=${ann.identity}`, {
        method: "PUT",
        headers: { Authorization: `Bearer ${ann.sessionToken}`, "Bundle-Sha256": sha256Of("x"), "Content-Length": 9 },
      });
      upload.on("error", () => {});
      upload.write("half");
      await expect.poll(() => stage.files()).toHaveLength(before + 1);
      child.kill("SIGKILL");
      await untilItIsKilled(child);
      upload.destroy();
    });
    await expectTidy();
    expect(await expectAllOrNothing(name)).toBe("nothing");
  });

  it.each([
    ["before change 1", "nothing"],
    ["within change 1", "nothing"],
    ["after change 1", "nothing"],
    ["before put", "nothing"],
    ["after put", "nothing"],
    ["before change 2", "nothing"],
    ["within change 2", "nothing"],
    ["after change 2", "all"],
  ])("while it publishes, %s, has %s of the version when it starts again", async (point, rest) => {
    const name = anyName();
    await stage.without(async () => {
      const child = await startDying(point);
      const bundle = { name, version: "1.0.0", identity: ann.identity, content: "the bundle" };
      await expect(ann.ask.publish(bundle)).rejects.toThrow("fetch failed");
      await untilItIsKilled(child);
    });
    expect(await expectAllOrNothing(name)).toBe(rest);
  });

  it.each([
    ["within change 1", 200],
    ["after change 1", 410],
    ["before remove", 410],
    ["after remove", 410],
    ["within change 3", 410],
  ])("while it revokes, %s, goes on when it starts again", async (point, status) => {
    const name = anyName();
    await ann.ask.publish({ name, version: "1.0.0", identity: ann.identity });
    await stage.without(async () => {
      const child = await startDying(point);
      await expect(ann.ask("DELETE", `/packages/${name}/versions/1.0.0`)).rejects.toThrow("fetch failed");
      await untilItIsKilled(child);
    });
    expect((await ann.ask.download(name, "1.0.0")).status).toBe(status);
    await expectTidy();
    const [row] = await stage.registry().database.queries.select().from(versions).where(eq(versions.package, name));
    expect(row?.revokedAt === null).toBe(status === 200);
  });
});
