import { describe, expect, it } from "vitest";
import { startWorld } from "../harness/index.ts";

/** What the server prints instead of starting. */
async function refusalWith(env: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<string> {
  const error = await startWorld({ env, flags }).then(
    (world) => world.close(),
    (error: unknown) => error,
  );
  return error instanceof Error ? error.message : "it started";
}

describe("C1: a server that cannot run as it is set", () => {
  it("lists every mistake by its name, ends with exit code 2 and repeats no value", async () => {
    const secrets = { TIAUTH_USER_SERVER_SECRET: "tooshort42", TIAUTH_SMTP_PASSWORD: "hunter2hunter2" };
    const message = await refusalWith({
      ...secrets, // the password has no user name
      TIAUTH_PORT: "seventy",
      FAROE_SESSION_EXPIRATION: "ninety days",
      TIAUTH_LIMIT_SEND_EMAIL: "0/0s",
      TIAUTH_CORS_ALLOW_ORIGIN: "*",
      TIAUTH_TRUSTED_PROXIES: "10.0.0.0/99",
      TIAUTH_STORAGE_URL: "mysql://operator:hunter2@db/tiauth",
      TIAUTH_WORKERS: "none",
      TIAUTH_USER_SERVER_URL: "http://operator:hunter2@127.0.0.1/invoke",
    });
    const [first = "", second = "", ...lines] = message.split("\n").filter((line) => !line.startsWith("{"));
    expect(first).toBe("Tiauth ended with exit code 2:");
    expect(second).toMatch(/^tiauth: 10 .*settings/);
    expect(lines.map((line) => line.trim().split(" ")[0]).toSorted()).toEqual([
      "FAROE_SESSION_EXPIRATION",
      "TIAUTH_CORS_ALLOW_ORIGIN",
      "TIAUTH_LIMIT_SEND_EMAIL",
      "TIAUTH_PORT",
      "TIAUTH_SMTP_USERNAME",
      "TIAUTH_STORAGE_URL",
      "TIAUTH_TRUSTED_PROXIES",
      "TIAUTH_USER_SERVER_SECRET",
      "TIAUTH_USER_SERVER_URL",
      "TIAUTH_WORKERS",
    ]);
    expect(lines).toContainEqual(expect.stringMatching("TIAUTH_STORAGE_URL must be memory:, sqlite:PATH, postgres://"));
    expect(message).not.toMatch(/tooshort42|hunter2|seventy|ninety/);
  });

  it.each([
    ["whose value is wrong", ["--port", "99999"], "--port must be"],
    ["that there is not", ["--verbose"], "unknown option '--verbose'"],
  ])("names a flag %s", async (_, flags, named) => {
    const message = await refusalWith({}, flags);
    expect(message).toContain("exit code 2");
    expect(message).toContain(named);
  });

  it("names an env file that is missing", async () => {
    // Node 20 looks for this flag itself, wherever it stands, and then ends with 9.
    expect(await refusalWith({}, ["--env-file", "/nowhere/.env"])).toMatch(/exit code [29]:.*\/nowhere\/\.env/s);
  });

  it("says that nobody answers at the mail server's address", async () => {
    const message = await refusalWith({ TIAUTH_SMTP_PORT: "9" });
    expect(message).toMatch(/exit code 2:.*TIAUTH_SMTP_/s);
    const world = await startWorld({ env: { TIAUTH_SMTP_PORT: "9" }, flags: ["--no-smtp-init"] });
    await world.close();
  });
});

it("C1: a name that is no setting is warned of, with the one that was meant", async () => {
  const world = await startWorld({ env: { TIAUTH_SESION_EXPIRATION: "1h" } });
  expect(world.tiauth.logs).toContainEqual(
    expect.objectContaining({
      level: "warn",
      msg: expect.stringMatching(/TIAUTH_SESION_EXPIRATION .*TIAUTH_SESSION_EXPIRATION/),
    }),
  );
  await world.close();
});
