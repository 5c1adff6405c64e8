import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSettings } from "./load.ts";

const directory = mkdtempSync(join(tmpdir(), "tiauth-settings-"));
afterAll(() => rmSync(directory, { recursive: true }));

const file = (text: string) => {
  const path = join(directory, "test.env");
  writeFileSync(path, text);
  return path;
};

test("variables come from the named env file, and not into the environment of the process", () => {
  const envFile = file('# comment\nTIAUTH_PORT=4000\nTIAUTH_SERVICE_NAME="The App"\n');
  expect(loadSettings({ envFile }, {})).toMatchObject({ settings: { port: 4000, serviceName: "The App" } });
  expect(process.env.TIAUTH_PORT).toBeUndefined();
});

test("flags win over the environment and the file", () => {
  const envFile = file("TIAUTH_PORT=4000\n");
  const flags = { envFile, port: "4001", privatePort: "4002", dbPath: ":memory:", insecure: true } as const;
  expect(loadSettings(flags, { TIAUTH_PORT: "4003" })).toMatchObject({
    settings: { port: 4001, privatePort: 4002, dbPath: ":memory:", isSmtpInsecure: true },
  });
});

test("C1: a named file that is missing is a mistake beside all others", () => {
  const flags = { envFile: join(directory, "nowhere.env"), port: "no", enableReset: true } as const;
  expect(loadSettings(flags, { NODE_ENV: "production" })).toEqual({
    mistakes: [
      { name: `--env-file ${flags.envFile}`, message: "is not there" },
      { name: "--enable-reset", message: "is refused with NODE_ENV=production" },
      { name: "--port", message: expect.any(String) },
    ],
  });
});

test("a file that cannot be read is a mistake, not a crash", () => {
  expect(loadSettings({ envFile: directory }, {})).toEqual({
    mistakes: [{ name: `--env-file ${directory}`, message: "cannot be read (EISDIR)" }],
  });
});

test("--enable-reset alone is no mistake", () => {
  expect(loadSettings({ enableReset: true }, {})).toHaveProperty("settings");
});
