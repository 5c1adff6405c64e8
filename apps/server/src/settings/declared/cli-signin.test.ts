import { expect, test } from "vitest";
import { readSettings } from "../read.ts";

const read = (environment: Record<string, string>) => readSettings({ flags: [], environment, envFile: {} });
const publicUrlOf = (environment: Record<string, string>) => {
  const found = read(environment);
  return "settings" in found ? found.settings.publicUrl : found.mistakes;
};
const mustBeSet = [{ name: "TIAUTH_PUBLIC_URL", message: expect.stringMatching(/^must be set to sign in/) }];

test("browsers reach a server on this machine where it listens, any other where its operator says", () => {
  expect(publicUrlOf({ TIAUTH_CLI_SIGNIN: "users", TIAUTH_PORT: "4000" })).toBe("http://127.0.0.1:4000");
  expect(publicUrlOf({ TIAUTH_CLI_SIGNIN: "users", TIAUTH_HOST: "::1" })).toBe("http://[::1]:3777");
  const everywhere = { TIAUTH_HOST: "0.0.0.0" };
  expect(publicUrlOf({ ...everywhere, TIAUTH_CLI_SIGNIN: "anyone" })).toEqual(mustBeSet);
  expect(publicUrlOf(everywhere)).toBe("");
  const publicUrl = { TIAUTH_PUBLIC_URL: "https://example.com/auth/" };
  expect(publicUrlOf({ ...everywhere, ...publicUrl, TIAUTH_CLI_SIGNIN: "anyone" })).toBe("https://example.com/auth");
});

test.each(["auth.example.com", "ftp://a", "https://a:b@example.com", "https://a/?b", "https://a/#", "javascript:1"])(
  "%s is no public URL",
  (url) => {
    expect(publicUrlOf({ TIAUTH_PUBLIC_URL: url })).toMatchObject([{ name: "TIAUTH_PUBLIC_URL" }]);
  },
);

test("an operator is warned of links that anybody on the way can use", () => {
  const warningsOf = (url: string) => {
    const found = read({ TIAUTH_CLI_SIGNIN: "users", TIAUTH_PUBLIC_URL: url });
    return "warnings" in found ? found.warnings : found.mistakes;
  };
  expect(warningsOf("http://auth.example.com")).toMatchObject([
    { message: expect.stringMatching(/^should be https:/) },
  ]);
  expect(warningsOf("https://auth.example.com")).toEqual([]);
  expect(warningsOf("http://localhost:8080")).toEqual([]);
});
