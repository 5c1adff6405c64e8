import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { CaughtMail, Person } from "../harness/index.ts";
import { exchange } from "../wire/connection.ts";
import { ask } from "../wire/request.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { report } from "./report.ts";

type Headers = Readonly<Record<string, string>>;

const once = { TIAUTH_LIMIT_ADDRESS_SIGNIN: "1/1h" };
const nobody = { user_email_address: "nobody@example.com" };

/** What callers and proxies say of where they come from and whom they mean. */
const claims: readonly Headers[] = [
  { Host: "evil.example" },
  { Host: "evil.example:443" },
  { Host: "" },
  { "X-Forwarded-Host": "evil.example" },
  { "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443", "X-Forwarded-Prefix": "/evil" },
  { "X-Forwarded-For": "198.51.100.7" },
  { "X-Forwarded-For": "198.51.100.8, 127.0.0.1" },
  { Forwarded: 'for=198.51.100.9;host=evil.example;proto=https;by="[2001:db8::1]"' },
  { "X-Real-IP": "198.51.100.10" },
  { "X-Client-IP": "198.51.100.11", "True-Client-IP": "198.51.100.11", "CF-Connecting-IP": "198.51.100.11" },
  { "X-Original-URL": "/reset", "X-Rewrite-URL": "/reset", "X-HTTP-Method-Override": "DELETE" },
  { Origin: "https://evil.example", Referer: "https://evil.example/" },
  { Via: "1.1 evil.example", "X-Forwarded-Server": "evil.example" },
];

/** The mail without what is different in every mail. */
function evenedOut({ raw, to }: CaughtMail): string {
  const [address = ""] = to;
  return raw
    .replaceAll(address, "ADDRESS")
    .replace(/^Message-ID: .*$/m, "")
    .replace(/^Date: .*$/m, "")
    .replaceAll(/--_NmP[^\r\n"]*|boundary="[^"]*"/g, "BOUNDARY")
    .replaceAll(/\b[A-HJ-NP-Z2-9]{8}(?:[A-HJ-NP-Z2-9]{4})?\b/g, "CODE");
}

describe("L4: what a caller says of itself", () => {
  let world: HostileWorld;
  let person: Person;
  beforeAll(async () => {
    world = await startHostileWorld({
      env: { TIAUTH_LIMIT_SEND_EMAIL: "1000/1s", TIAUTH_LIMIT_VERIFY_PASSWORD: "1000/1s" },
    });
    person = await world.signUp();
  });
  afterAll(() => world.close());

  /** The mails and answers that one caller gets for the same requests as every other. */
  async function whatComes(headers: Headers) {
    const { port } = world.tiauth;
    const emailAddress = world.freshAddress();
    const signup = await ask(port, "create_signup", { email_address: emailAddress }, headers);
    const reset = await ask(port, "create_user_password_reset", { user_email_address: person.emailAddress }, headers);
    const wrong = await ask(port, "get_session", { session_token: `${person.sessionToken}x` }, headers);
    const session = await ask(port, "get_session", { session_token: person.sessionToken }, headers);
    const mails = [
      await world.smtp.nextMail(emailAddress),
      await world.smtp.nextMail(person.emailAddress, { subject: "Password reset temporary password" }),
    ];
    return { outcomes: [signup, reset, wrong, session].map(({ outcome }) => outcome), mails: mails.map(evenedOut) };
  }

  it("L4: changes no mail and no answer", async () => {
    const usual = await whatComes({});
    expect(usual.outcomes).toEqual(["ok", "ok", "invalid_session_token", "ok"]);
    const different = [];
    for (const headers of claims) {
      const got = await whatComes(headers);
      if (JSON.stringify(got) !== JSON.stringify(usual)) different.push([headers, got]);
    }
    const what = `${claims.length} false Host, Forwarded and X-Forwarded headers: mails or answers changed`;
    report({ promise: "L4", what, measured: `${different.length}`, limit: "0" });
    expect(different).toEqual([]);
    expect(JSON.stringify(usual.mails)).not.toMatch(/evil|127\.0\.0\.1/);
  });

  it("L4: is not asked for either: an absolute address instead of a path is no other place", async () => {
    const body = JSON.stringify({ action: "get_session", arguments: { session_token: person.sessionToken } });
    const head = `POST http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: ${body.length}`;
    const answer = await exchange(world.tiauth.port, `${head}\r\n\r\n${body}`);
    expect(answer).not.toContain("evil.example");
    expect(answer).toMatch(/^HTTP\/1\.1 (200|404|400) /);
  });
});

/** The outcomes of one request from each of these, in order. */
async function outcomesOf({ tiauth }: HostileWorld, callers: readonly Headers[]): Promise<readonly string[]> {
  const outcomes = [];
  for (const headers of callers) outcomes.push((await ask(tiauth.port, "create_signin", nobody, headers)).outcome);
  return outcomes;
}

it.each([
  ["no proxy is trusted", ""],
  ["another proxy is trusted", "10.0.0.0/8, ::1"],
])("L4: nobody gets a bucket of their own by a header if %s", async (name, proxies) => {
  const world = await startHostileWorld({ env: { ...once, TIAUTH_TRUSTED_PROXIES: proxies } });
  onTestFinished(world.close);
  const [first, ...others] = await outcomesOf(world, [{}, ...claims]);
  const letThrough = others.filter((outcome) => outcome !== "HTTP 429").length;
  report({
    promise: "L4",
    what: `callers with a bucket of their own by a header, when ${name}`,
    measured: `${letThrough}`,
    limit: "0",
  });
  expect(first).toBe("user_not_found");
  expect(others).toEqual(others.map(() => "HTTP 429"));
});

describe("L4: behind a trusted proxy", () => {
  let world: HostileWorld;
  beforeAll(async () => {
    world = await startHostileWorld({ env: { ...once, TIAUTH_TRUSTED_PROXIES: "127.0.0.1" } });
  });
  afterAll(() => world.close());

  const forwardedFor = (source: string): Headers => ({ "X-Forwarded-For": source });

  it.each<readonly [string, readonly string[]]>([
    [
      "an IPv4 address",
      [
        "192.0.2.1",
        "::ffff:192.0.2.1",
        "::FFFF:C000:0201",
        "0:0:0:0:0:ffff:c000:201",
        "0000::ffff:192.0.2.1",
        "192.0.2.1:80",
        "[::ffff:192.0.2.1]:443",
        "  192.0.2.1\t",
      ],
    ],
    [
      "an IPv6 network of 64 bits",
      [
        "2001:db8::1",
        "2001:DB8:0:0:0:0:0:1",
        "2001:0db8:0000:0000:0000:0000:0000:0001",
        "[2001:db8::1]:443",
        "[2001:db8::1]",
        "2001:db8::ffff:ffff:ffff:ffff",
        "2001:db8:0:0:1::",
        "2001:db8::192.0.2.1",
      ],
    ],
    ["a link-local address, whatever its zone", ["fe80::1", "fe80::1%eth0", "fe80::1%eth1", "fe80::2%1"]],
    [
      "the proxy itself, for what is no address",
      [
        "192.0.2.01",
        "0xc0.0.2.1",
        "3221225985",
        "192.0.2",
        "192.0.2.1.",
        "::ffff:192.0.2.999",
        "localhost",
        "2001:db8::1::2",
        "unknown",
        "_hidden",
        "",
        "192.0.2.1;x",
        "192.0.2.1\u00a0",
      ],
    ],
  ])("L4: %s has one bucket, however it is spelled", async (name, spellings) => {
    const [first, ...others] = await outcomesOf(world, spellings.map(forwardedFor));
    const own = others.filter((outcome) => outcome !== "HTTP 429").length;
    report({
      promise: "L4",
      what: `${spellings.length} spellings of ${name}: further buckets`,
      measured: `${own}`,
      limit: "0",
    });
    expect(first).toBe("user_not_found");
    expect(others).toEqual(others.map(() => "HTTP 429"));
  });

  it("L4: neighbours have their own", async () => {
    const neighbours = ["192.0.2.101", "192.0.2.102", "2001:db8:1:1::1", "2001:db8:1:2::1", "64:ff9b::192.0.2.101"];
    const outcomes = await outcomesOf(world, neighbours.map(forwardedFor));
    expect(outcomes).toEqual(neighbours.map(() => "user_not_found"));
  });

  it("L4: only the last entry counts that no trusted proxy wrote", async () => {
    const inventions = [
      "203.0.113.1",
      "198.51.100.1, 203.0.113.1",
      "127.0.0.1,203.0.113.1",
      "x, 203.0.113.1",
      "203.0.113.1, 127.0.0.1",
    ];
    const [first, ...others] = await outcomesOf(world, inventions.map(forwardedFor));
    expect([first, ...others]).toEqual(["user_not_found", ...others.map(() => "HTTP 429")]);
  });
});
