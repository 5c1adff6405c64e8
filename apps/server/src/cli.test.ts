import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCli } from "./cli.ts";
import { declared } from "./settings/declared.ts";

const commands = {
  serve: vi.fn(async () => 0),
  check: vi.fn(async () => 2),
  checkHashing: vi.fn(async () => 0),
  migrate: vi.fn(async () => 2),
  storageCopy: vi.fn(async () => 2),
  dev: vi.fn(async () => 0),
  login: vi.fn(async () => 130),
  auditEnumeration: vi.fn(async () => 1),
};
let written = "";
const write = (text: string | Uint8Array) => {
  written += String(text);
  return true;
};

beforeEach(() => {
  written = "";
  commands.serve.mockClear();
  commands.check.mockClear();
  commands.dev.mockClear();
  commands.auditEnumeration.mockClear();
  vi.spyOn(process.stdout, "write").mockImplementation(write);
  vi.spyOn(process.stderr, "write").mockImplementation(write);
});
afterEach(() => void vi.restoreAllMocks());

const asIfUnset = { smtpInit: true, keepAlive: true };

test("without a command the server is run", async () => {
  expect(await runCli([], commands)).toBe(0);
  expect(await runCli(["--port", "0"], commands)).toBe(0);
  expect(await runCli(["serve"], commands)).toBe(0);
  expect(commands.serve.mock.calls.map(([flags]: unknown[]) => flags)).toEqual([
    asIfUnset,
    { ...asIfUnset, port: "0" },
    asIfUnset,
  ]);
});

test("serve takes every flag", async () => {
  const flags =
    "--env-file a.env --interactive --enable-reset --private-port 1 --insecure --no-smtp-init --no-keep-alive";
  await runCli(["serve", ...flags.split(" "), "--port", "2", "--db-path", ":memory:"], commands);
  expect(commands.serve).toHaveBeenCalledWith({
    envFile: "a.env",
    interactive: true,
    enableReset: true,
    privatePort: "1",
    insecure: true,
    smtpInit: false,
    keepAlive: false,
    port: "2",
    dbPath: ":memory:",
  });
});

test("migrate reads settings, storage copy takes two storages, and neither is run by a word less", async () => {
  expect(await runCli(["migrate", "--env-file", "a.env"], commands)).toBe(2);
  expect(commands.migrate).toHaveBeenCalledWith({ envFile: "a.env" });
  const flags = ["--stopped", "--replace", "--env-file", "a.env"];
  expect(await runCli(["storage", "copy", "sqlite:a", "TO_URL", ...flags], commands)).toBe(2);
  expect(commands.storageCopy.mock.calls).toEqual([
    [
      { from: "sqlite:a", to: "TO_URL" },
      { stopped: true, replace: true, envFile: "a.env" },
    ],
  ]);
  for (const args of [["storage"], ["storage", "copy"], ["storage", "copy", "sqlite:a"], ["storage", "move", "a", "b"]])
    expect(await runCli(args, commands), args.join(" ")).toBe(2);
  expect(commands.storageCopy).toHaveBeenCalledTimes(1);
});

test("the exit code is the command's", async () => {
  expect(await runCli(["check", "--env-file", "a.env"], commands)).toBe(2);
  expect(commands.check).toHaveBeenCalledWith({ envFile: "a.env" });
});

test("check --hashing measures the hashing, and checks nothing else", async () => {
  expect(await runCli(["check", "--hashing", "--env-file", "a.env"], commands)).toBe(0);
  expect(commands.checkHashing).toHaveBeenCalledWith({ envFile: "a.env" });
  expect(commands.check).not.toHaveBeenCalled();
});

test("--help shows every setting with its default and exits with 0", async () => {
  expect(await runCli(["--help"], commands)).toBe(0);
  for (const { variable, description } of Object.values(declared)) {
    expect(written).toContain(`TIAUTH_${variable} (`);
    expect(written).toContain(description);
  }
});

test("--version prints the version of the package", async () => {
  expect(await runCli(["--version"], commands)).toBe(0);
  expect(written).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("dev takes a port, a user server and an env file", async () => {
  expect(await runCli(["dev"], commands)).toBe(0);
  expect(commands.dev).toHaveBeenCalledWith({});
  await runCli(["dev", "--port", "0", "--user-server", "http://127.0.0.1:1/invoke", "--env-file", "a.env"], commands);
  expect(commands.dev).toHaveBeenCalledWith({
    port: "0",
    userServer: "http://127.0.0.1:1/invoke",
    envFile: "a.env",
  });
});

test("login takes a server, and an address if one is given", async () => {
  expect(await runCli(["login", "--server", "https://auth.example.com", "--email", "a@example.com"], commands)).toBe(
    130,
  );
  expect(commands.login).toHaveBeenCalledWith({ server: "https://auth.example.com", email: "a@example.com" });
  expect(await runCli(["login"], commands)).toBe(2);
  expect(commands.login).toHaveBeenCalledTimes(1);
});

test("audit-enumeration takes a URL and several addresses of each kind", async () => {
  const addresses = ["--known", "a@example.com", "b@example.com", "--unknown", "c@example.com", "d@example.com"];
  const subjects = { known: ["a@example.com", "b@example.com"], unknown: ["c@example.com", "d@example.com"] };
  const url = "http://127.0.0.1:3777/";
  expect(await runCli(["audit-enumeration", url, ...addresses], commands)).toBe(1);
  expect(commands.auditEnumeration).toHaveBeenCalledWith(url, { ...subjects, samples: "300", tolerance: "1" });
  await runCli(["audit-enumeration", url, ...addresses, "--samples", "50", "--tolerance", "0.5"], commands);
  expect(commands.auditEnumeration).toHaveBeenLastCalledWith(url, { ...subjects, samples: "50", tolerance: "0.5" });
});

test.each([
  ["audit-enumeration"],
  ["audit-enumeration", "http://127.0.0.1:3777/"],
  ["audit-enumeration", "http://127.0.0.1:3777/", "--known", "a@example.com"],
  ["--unknown"],
  ["serve", "--smtp-password", "secret"],
  ["srve"],
  ["serve", "extra"],
  ["--port"],
  ["dev", "extra"],
])("what is not understood exits with 2 and runs nothing: %s %s %s", async (...args) => {
  expect(
    await runCli(
      args.filter((arg) => arg !== undefined),
      commands,
    ),
  ).toBe(2);
  expect(commands.serve).not.toHaveBeenCalled();
  expect(commands.dev).not.toHaveBeenCalled();
  expect(commands.auditEnumeration).not.toHaveBeenCalled();
  expect(written).not.toBe("");
});

test("a mistyped command is called so, and the one that was meant is named", async () => {
  expect(await runCli(["srve", "--port", "0"], commands)).toBe(2);
  expect(written).toContain("unknown command 'srve' (did you mean serve?)");
});
