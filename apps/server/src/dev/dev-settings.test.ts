import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../testing/dev.ts";
import { readDevSettings } from "./dev-settings.ts";

function read(environment: Record<string, string>, flags = {}) {
  const settings = readDevSettings(flags, environment, ".tiauth");
  if ("mistakes" in settings) throw new Error(JSON.stringify(settings.mistakes));
  return settings;
}

const ownFile = { engine: "sqlite", path: join(".tiauth", "db.sqlite") };

test("without a setting: everything in here, limits relaxed, nobody asked about passwords", () => {
  const { settings, warnings } = read({});
  expect(warnings).toEqual([]);
  expect(settings).toMatchObject({ isPortGiven: false, isUserStoreEmbedded: true, directory: ".tiauth" });
  expect(settings.server).toMatchObject({
    host: "127.0.0.1",
    port: 3777,
    storageUrl: ownFile,
    email: "smtp",
    smtpHost: "127.0.0.1",
    pwnedPasswords: "off",
    addressSigninLimit: "off",
    sendEmailLimit: { burst: 1000, intervalSeconds: 1 },
  });
});

test("settings count, also under their other prefix; flags win", () => {
  const environment = { FAROE_LIMIT_SEND_EMAIL: "5/30m", TIAUTH_PWNED_PASSWORDS: "prefer", TIAUTH_PORT: "1" };
  const { settings } = read(environment, { port: "2", userServer: "http://127.0.0.1:1/invoke" });
  expect(settings).toMatchObject({ isPortGiven: true, isUserStoreEmbedded: false });
  expect(settings.server).toMatchObject({
    port: 2,
    userServerUrl: "http://127.0.0.1:1/invoke",
    sendEmailLimit: { burst: 5, intervalSeconds: 1800 },
    pwnedPasswords: "prefer",
  });
});

test("where mails and records go is not asked: what is set about it, right or wrong, is named and does not count", () => {
  const { settings, warnings } = read({
    TIAUTH_SMTP_HOST: "mail.example.com",
    FAROE_SMTP_PORT: "many",
    TIAUTH_DB_PATH: "/var/lib/tiauth/db.sqlite",
    TIAUTH_STORAGE_URL: "postgres://db/auth",
    TIAUTH_RATE_LIMIT_STORAGE_URL: "redis://cache",
    TIAUTH_EMAIL: "backend",
    TIAUTH_SMTP_FROM: "Me <me@example.com>",
    TIAUTH_SMTP_PASSWORD: "",
  });
  expect(settings.server).toMatchObject({ email: "smtp", smtpHost: "127.0.0.1", storageUrl: ownFile });
  expect(settings.server.rateLimitStorageUrl).toBeUndefined();
  expect(settings.server.smtpFrom).toEqual({ name: "Me", address: "me@example.com" });
  expect(warnings.map(({ name }) => name).sort()).toEqual([
    "FAROE_SMTP_PORT",
    "TIAUTH_DB_PATH",
    "TIAUTH_EMAIL",
    "TIAUTH_RATE_LIMIT_STORAGE_URL",
    "TIAUTH_SMTP_HOST",
    "TIAUTH_STORAGE_URL",
  ]);
});

test("C1: all mistakes at once, by the names they were given under", () => {
  const environment = { NODE_ENV: "production", FAROE_HOST: "0.0.0.0" };
  expect(readDevSettings({ envFile: "missing.env" }, environment, ".tiauth")).toEqual({
    mistakes: [
      { name: "--env-file missing.env", message: "is not there" },
      { name: "NODE_ENV", message: expect.stringContaining("must not be production") },
      { name: "FAROE_HOST", message: expect.stringContaining("must be a loopback address") },
    ],
  });
  expect(readDevSettings({ port: "x", userServer: "y" }, {}, ".tiauth")).toEqual({
    mistakes: [
      { name: "--port", message: expect.any(String) },
      { name: "--user-server", message: expect.any(String) },
    ],
  });
});

test("an env file counts if it is named, NODE_ENV in it too", () => {
  const directory = temporaryDirectory();
  mkdirSync(directory);
  const envFile = join(directory, "dev.env");
  writeFileSync(envFile, "TIAUTH_PORT=4000\nTIAUTH_SERVICE_NAME=Bakery\n");
  expect(read({}, { envFile }).settings.server).toMatchObject({ port: 4000, serviceName: "Bakery" });
  writeFileSync(envFile, "NODE_ENV=production\n");
  expect(readDevSettings({ envFile }, {}, ".tiauth")).toHaveProperty("mistakes");
});
