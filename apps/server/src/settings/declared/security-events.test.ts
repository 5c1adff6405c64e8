import { expect, it } from "vitest";
import { readSettings } from "../read.ts";

const url = "https://events.example.com/hook?key=1";
const read = (environment: Record<string, string>) => readSettings({ flags: [], environment, envFile: {} });

function settingsFrom(environment: Record<string, string>) {
  const result = read(environment);
  if ("mistakes" in result) return expect.fail(JSON.stringify(result.mistakes));
  return { ...result.settings, warnings: result.warnings };
}

it("there is no webhook unless it is set", () => {
  expect(settingsFrom({}).auditWebhookUrl).toBeUndefined();
});

it("events are signed with their own secret, or else with the user server's", () => {
  const both = { TIAUTH_AUDIT_WEBHOOK_SECRET: "secret of the hook", TIAUTH_USER_SERVER_SECRET: "secret of the users" };
  const { TIAUTH_USER_SERVER_SECRET } = both;
  expect(settingsFrom({ TIAUTH_AUDIT_WEBHOOK_URL: url, ...both })).toMatchObject({
    auditWebhookUrl: url,
    auditWebhookSecret: "secret of the hook",
    userServerSecret: "secret of the users",
    warnings: [],
  });
  expect(settingsFrom({ TIAUTH_AUDIT_WEBHOOK_URL: url, TIAUTH_USER_SERVER_SECRET })).toMatchObject({
    auditWebhookSecret: "secret of the users",
    warnings: [],
  });
});

it("a webhook without any secret is warned of, and one that is reached in the clear", () => {
  const { warnings } = settingsFrom({ TIAUTH_AUDIT_WEBHOOK_URL: "http://events.example.com/" });
  expect(warnings.map(({ name }) => name)).toEqual(["TIAUTH_AUDIT_WEBHOOK_SECRET", "TIAUTH_AUDIT_WEBHOOK_URL"]);
  expect(settingsFrom({ TIAUTH_AUDIT_WEBHOOK_URL: "http://127.0.0.1:9/" }).warnings).toHaveLength(1);
});

it.each([
  ["TIAUTH_AUDIT_WEBHOOK_URL", "events.example.com"],
  ["TIAUTH_AUDIT_WEBHOOK_URL", "https://user:hush@events.example.com/"],
  ["TIAUTH_AUDIT_WEBHOOK_SECRET", "too short"],
])("C1: a mistake in %s is named, its value is not", (name, value) => {
  const result = read({ [name]: value });
  expect(result).toMatchObject({ mistakes: [{ name }] });
  expect(JSON.stringify(result)).not.toContain(value);
});
