import type { Variables } from "../settings/env-file.ts";
import type { Remark } from "../settings/read.ts";
import { prefixes } from "../settings/sources.ts";

/** What `tiauth dev` takes for settings that are not given. */
export const devFallbacks: Variables = {
  LIMIT_VERIFY_PASSWORD: "1000/1s",
  LIMIT_VERIFY_CODE: "1000/1s",
  LIMIT_VERIFY_TEMPORARY_PASSWORD: "1000/1s",
  LIMIT_SEND_EMAIL: "1000/1s",
  LIMIT_ADDRESS_SIGNIN: "off",
  LIMIT_ADDRESS_MAIL: "off",
  LIMIT_ADDRESS_FAILURES: "off",
  CLI_SIGNIN: "anyone",
  PUBLIC_URL: "http://127.0.0.1:0",
  // Works without a network, and asks nobody about passwords.
  PWNED_PASSWORDS: "off",
  // Nothing here is worth waiting for the disk.
  SQLITE_SYNCHRONOUS: "normal",
  // The inspector shows what is invoked.
  LOG_LEVEL: "warn",
};

/** What is not asked: these would send mails to people, clear records that are not for development, or need processes. */
const decidedVariables = [
  "DB_PATH",
  "STORAGE_URL",
  "RATE_LIMIT_STORAGE_URL",
  "EMAIL",
  "EMAIL_URL",
  "SMTP_HOST",
  "SMTP_PORT",
  "SMTP_USERNAME",
  "SMTP_PASSWORD",
  "SMTP_INSECURE",
  "COMMAND_HOST",
  "COMMAND_PORT",
  "WORKERS",
];
const decidedNames = new Set(prefixes.flatMap((prefix) => decidedVariables.map((variable) => prefix + variable)));

export const withoutDecided = (variables: Variables): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !decidedNames.has(name)));

/** A remark on each setting that is given in vain. */
export const findDecided = (sources: Readonly<Record<string, Variables>>): readonly Remark[] =>
  [...new Set(Object.values(sources).flatMap(givenNames))]
    .filter((name) => decidedNames.has(name))
    .map((name) => ({
      name,
      message: "does not count for tiauth dev: it is one process, catches mails, and keeps its own files",
    }));

const givenNames = (variables: Variables) => Object.keys(variables).filter((name) => variables[name]?.trim());
