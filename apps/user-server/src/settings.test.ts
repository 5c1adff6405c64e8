import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

describe("readSettings", () => {
  it("has a default for everything but the secret", () => {
    expect(readSettings({ HOME: "/nowhere" })).toEqual({
      host: "127.0.0.1",
      port: 8079,
      dbPath: "./users.sqlite",
      secret: undefined,
    });
  });

  it("takes what the environment says", () => {
    const variables = { HOST: "::1", PORT: "0", DB_PATH: "/data/users.sqlite", USER_SERVER_SECRET: "s3cret" };

    expect(readSettings(variables)).toEqual({ host: "::1", port: 0, dbPath: "/data/users.sqlite", secret: "s3cret" });
  });

  it("C1: lists all mistakes at once by name, without the values", () => {
    const mistakes = readSettings({ HOST: "", PORT: "http", DB_PATH: "", USER_SERVER_SECRET: "" });

    expect(mistakes).toEqual([
      expect.stringMatching(/^HOST /),
      expect.stringMatching(/^PORT (?!.*http)/),
      expect.stringMatching(/^DB_PATH /),
      expect.stringMatching(/^USER_SERVER_SECRET /),
    ]);
  });

  it.each(["", "-1", "65536", "80.5", "1e3", " 80", "0x50"])("does not take %j for a port", (PORT) => {
    expect(readSettings({ PORT })).toEqual([expect.stringMatching(/^PORT must be a port/)]);
  });
});
