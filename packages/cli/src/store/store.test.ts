import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hostOf } from "../host.ts";
import { temporaryFolder } from "../testing/folder.ts";
import { refusalOf } from "../testing/rejection.ts";
import type { KeptSession } from "./session-file.ts";
import { openStore, storePath } from "./store.ts";

const server = "https://auth.example.com/";
const other = "https://auth.example.org/";
const session: KeptSession = { token: "id.secret", email: "me@example.com", userId: "u1", expiresAt: 1_900_000_000 };
const newStore = (path = join(temporaryFolder(), "reg", "sessions.json")) => ({ path, store: openStore(path, server) });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("what is kept", () => {
  test("is there again for another process, in a file and a folder for its user only", async () => {
    const { path, store } = newStore();
    await store.update(() => ({ session }));
    expect(openStore(path, server).read()).toEqual({ session });
    expect(openStore(path, other).read()).toEqual({});
    expect([modeOf(path), modeOf(join(path, ".."))]).toEqual(["600", "700"]);
    expect(readdirSync(join(path, ".."))).toEqual(["sessions.json"]);
  });

  test("of one server stays when that of another is forgotten", async () => {
    const { path, store } = newStore();
    await store.update(() => ({ session }));
    await openStore(path, other).update(() => ({ session: { ...session, token: "other" } }));
    await store.update(() => ({}));
    expect([store.read(), openStore(path, other).read().session?.token]).toEqual([{}, "other"]);
    expect(readFileSync(path, "utf8")).not.toContain(session.token);
  });

  test("of many processes at once is all there in the end", async () => {
    const { path } = newStore();
    const servers = Array.from({ length: 40 }, (_, index) => `https://${index}.example.com/`);
    await Promise.all(servers.map((each) => openStore(path, each).update(() => ({ session }))));
    expect(servers.filter((each) => !openStore(path, each).read().session)).toEqual([]);
    expect(readdirSync(join(path, ".."))).toEqual(["sessions.json"]);
  });

  test("stays as it was when the change fails, and nobody is locked out by that", async () => {
    const { path, store } = newStore();
    await store.update(() => ({ session }));
    const failing = store.update(() => {
      throw new Error("half way");
    });
    await expect(failing).rejects.toMatchObject({ code: "store_failed" });
    expect(store.read()).toEqual({ session });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });
});

describe("a lock", () => {
  test("that a killed process left is broken, with what that had begun to write", async () => {
    const { path, store } = newStore();
    await store.update(() => ({ session }));
    writeFileSync(`${path}.lock`, '{"version":1,"serv');
    utimesSync(`${path}.lock`, new Date(), new Date(Date.now() - 11_000));
    await store.update((before) => ({ ...before, pending: undefined }));
    expect(store.read()).toEqual({ session });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test("of a process that still writes is waited for", async () => {
    const { path, store } = newStore();
    await store.update(() => ({}));
    writeFileSync(`${path}.lock`, "");
    const updated = store.update(() => ({ session }));
    expect(store.read()).toEqual({});
    // The other one is done.
    renameSync(`${path}.lock`, `${path}.elsewhere`);
    await updated;
    expect(store.read()).toEqual({ session });
  });

  test("that is taken away while something is written: what is written then is written anew", async () => {
    const { path, store } = newStore();
    await store.update(() => ({}));
    let calls = 0;
    await store.update(() => {
      if (calls++ === 0) {
        renameSync(`${path}.lock`, `${path}.broken`);
        writeFileSync(`${path}.lock`, "of somebody else");
        utimesSync(`${path}.lock`, new Date(), new Date(0));
      }
      return { session };
    });
    expect(calls).toBe(2);
    expect(store.read()).toEqual({ session });
  });
});

describe.skipIf(process.platform === "win32")("a file or folder that is not the user's alone is refused", () => {
  const signedIn = async () => {
    const { path, store } = newStore();
    await store.update(() => ({ session }));
    return { path, store, folder: join(path, "..") };
  };

  test.each([0o644, 0o640, 0o620, 0o602])("a file of mode %o, for reading and for writing", async (mode) => {
    const { path, store } = await signedIn();
    chmodSync(path, mode);
    for (const use of [() => store.read(), () => store.update((before) => before)]) {
      const { code, message } = await refusalOf(use);
      expect([code, message]).toEqual(["store_not_private", expect.stringContaining(`chmod 600 ${path}`)]);
      expect(message).not.toContain(session.token);
    }
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test.skipIf(process.geteuid?.() !== 0)("a file and a folder that belong to somebody else", async () => {
    for (const each of ["file", "folder"] as const) {
      const { path, store, folder } = await signedIn();
      chownSync(each === "file" ? path : folder, 65_534, 65_534);
      for (const use of [() => store.read(), () => store.update((before) => before)])
        expect(await refusalOf(use), each).toMatchObject({
          message: expect.stringContaining("belongs to another user"),
        });
    }
  });

  test("a symbolic link, also to a file that would do", async () => {
    const { path, store, folder } = await signedIn();
    renameSync(path, join(folder, "real.json"));
    symlinkSync(join(folder, "real.json"), path);
    expect(await refusalOf(() => store.read())).toMatchObject({
      code: "store_not_private",
      message: expect.stringContaining("symbolic link"),
    });
    expect(await refusalOf(() => store.update(() => ({})))).toMatchObject({ code: "store_not_private" });
    expect(readFileSync(join(folder, "real.json"), "utf8")).toContain(session.token);
  });

  test("a folder that others can write to", async () => {
    const { store, folder } = await signedIn();
    chmodSync(folder, 0o770);
    for (const use of [() => store.read(), () => store.update((before) => before)])
      expect(await refusalOf(use)).toMatchObject({
        code: "store_not_private",
        message: expect.stringContaining(`chmod 700 ${folder}`),
      });
  });

  test("a folder that is a symbolic link", async () => {
    const { store, folder } = await signedIn();
    renameSync(folder, `${folder}-elsewhere`);
    symlinkSync(`${folder}-elsewhere`, folder);
    expect(await refusalOf(() => store.read())).toMatchObject({ code: "store_not_private" });
    expect(await refusalOf(() => store.update(() => ({})))).toMatchObject({ code: "store_not_private" });
  });

  test("a folder in the file's place, and a file in the folder's", async () => {
    const { path, store } = newStore();
    mkdirSync(path, { recursive: true, mode: 0o700 });
    expect(await refusalOf(() => store.read())).toMatchObject({ code: "store_not_private" });
    const below = newStore(join(temporaryFolder(), "reg", "sessions.json"));
    writeFileSync(join(below.path, ".."), "");
    expect(await refusalOf(() => below.store.read())).toMatchObject({ code: "store_not_private" });
    expect(await refusalOf(() => below.store.update(() => ({})))).toMatchObject({ code: "store_not_private" });
  });
});

test.each([
  "",
  "{}",
  "null",
  '{"version":2,"servers":{}}',
  '{"version":1,"servers":{"a":{"session":{"token":"SECRET"}}}}',
])("a file that is damaged or of another version is refused, not overwritten and not shown: %s", async (text) => {
  const { path, store } = newStore();
  await store.update(() => ({}));
  writeFileSync(path, text);
  for (const use of [() => store.read(), () => store.update(() => ({ session }))]) {
    const error = await refusalOf(use);
    expect(error).toMatchObject({ code: "store_failed", message: expect.stringContaining(`Delete it`) });
    expect(String(error.stack) + String(error.cause)).not.toContain("SECRET");
  }
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("the file is where the XDG specification says, whatever is relative ignored; on Windows in the profile", () => {
  const at = (env: Record<string, string>, platform: NodeJS.Platform = "linux") =>
    storePath("reg", hostOf({ env, platform, homeFolder: "/home/me" }));
  expect(at({})).toBe("/home/me/.config/reg/sessions.json");
  expect(at({ XDG_CONFIG_HOME: "/tmp/config" })).toBe("/tmp/config/reg/sessions.json");
  expect(at({ XDG_CONFIG_HOME: "config" })).toBe("/home/me/.config/reg/sessions.json");
  expect(at({ XDG_CONFIG_HOME: "" })).toBe("/home/me/.config/reg/sessions.json");
  expect(at({ APPDATA: "/appdata" })).toBe("/home/me/.config/reg/sessions.json");
  expect(at({ APPDATA: "/appdata" }, "win32")).toBe("/appdata/reg/sessions.json");
});
