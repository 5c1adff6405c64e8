import type { ServerResponse } from "node:http";
import { expect, it, vi } from "vitest";
import { freePort, startHttpServer } from "../../testing/http-server.ts";
import { type AuditEnumerationFlags, auditEnumeration } from "./audit-enumeration.ts";

/** Hundreds of questions each, on a machine that may have other things to do. */
vi.setConfig({ testTimeout: 60_000 });

const subjects = { known: ["ada@example.com", "bob@example.com"], unknown: ["eve@example.com", "fay@example.com"] };

async function audit(url: string, flags: Partial<AuditEnumerationFlags> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await auditEnumeration(
    url,
    { ...subjects, samples: "60", tolerance: "1", ...flags },
    { environment: {}, out: (line) => void out.push(line), err: (line) => void err.push(line) },
  );
  return { exitCode, out, err, verdict: out.at(-1) };
}

const done = { ok: true, action_invocation_id: "x", values: { signin: { id: "abc", user_id: "" } } };
const refused = (error_code: string) => ({ ok: false, action_invocation_id: "x", error_code });

interface Question {
  readonly action: string;
  readonly isKnown: boolean;
  readonly response: ServerResponse;
}

/** A server that answers in this way. */
async function answering(answer: (question: Question) => object | undefined) {
  const { origin, requests } = await startHttpServer((response, request) => {
    const { action, arguments: args } = JSON.parse(request.body);
    const isKnown = /^(ada|bob)/.test(args.email_address ?? args.user_email_address);
    const body = answer({ action, isKnown, response });
    if (body) response.end(JSON.stringify(body));
  });
  return { url: `${origin}/auth?x=1`, requests };
}

it("answers that are alike are indistinguishable: exit code 0, and every question was asked as often", async () => {
  const { url, requests } = await answering(() => done);
  const { exitCode, out, err, verdict } = await audit(url, { tolerance: "20" });
  expect(verdict).toMatch(
    /^INDISTINGUISHABLE: not by codes, headers or fields; times that differ by \d+\.\d ms would have been noticed\.$/,
  );
  expect(exitCode).toBe(0);
  expect(err).toEqual([expect.stringMatching(/ 360 times, .* 240 mails .* test instance/)]);
  expect(out.slice(0, 4)).toEqual([
    expect.stringMatching(/^action +known +unknown/),
    expect.stringMatching(/^create_signup +60 ok +60 ok .*ms .*ms .*ms .* indistinguishable$/),
    expect.stringMatching(/^create_signin +60 ok +60 ok .* indistinguishable$/),
    expect.stringMatching(/^create_user_password_reset +60 ok +60 ok .* indistinguishable$/),
  ]);
  const asked = requests.map(({ body }) => body);
  expect(new Set(requests.map(({ method, url }) => `${method} ${url}`))).toEqual(new Set(["POST /auth?x=1"]));
  expect(new Set(asked).size).toBe(12);
  for (const question of new Set(asked)) expect(asked.filter((one) => one === question)).toHaveLength(30);
  expect(asked[0]).toMatch(/^\{"action":"create_\w+","arguments":\{"(user_)?email_address":"\w{3}@example.com"\}\}$/);
});

it.each<[string, string, (question: Question) => object]>([
  ["another code", "by code", ({ isKnown }) => (isKnown ? done : refused("user_not_found"))],
  ["another code now and then", "by code", ({ isKnown }) => (isKnown && Math.random() < 0.5 ? refused("x") : done)],
  ["another field", "by headers or fields", ({ isKnown }) => ({ ...done, values: { user_id: isKnown ? "7" : "" } })],
  [
    "another header",
    "by headers or fields",
    ({ isKnown, response }) => {
      if (isKnown) response.setHeader("x-cache", "hit");
      return done;
    },
  ],
])("%s is told: exit code 1", async (_, reason, answer) => {
  const { url } = await answering(answer);
  const { exitCode, out, verdict } = await audit(url, { samples: "20" });
  expect(verdict).toBe("DISTINGUISHABLE: the answers tell who has an account.");
  expect(out[1]).toMatch(new RegExp(`distinguishable ${reason}$`));
  expect(exitCode).toBe(1);
});

it.each([true, false])("a few milliseconds more in one action are told, if known is %s", async (slow) => {
  const { url } = await answering(({ action, isKnown, response }) => {
    if (action !== "create_signin" || isKnown !== slow) return done;
    setTimeout(() => response.end(JSON.stringify(done)), 4);
    return undefined;
  });
  const { exitCode, out } = await audit(url, { samples: "100" });
  expect(out[2]).toMatch(/^create_signin +100 ok +100 ok .* distinguishable by time$/);
  expect(exitCode).toBe(1);
});

it("actions that are refused alike prove nothing: exit code 2, and what to do", async () => {
  const { url } = await answering(({ action }) => (action === "create_signup" ? refused("rate_limited") : done));
  const { exitCode, out, verdict } = await audit(url, { samples: "20", tolerance: "1000" });
  expect(out[1]).toMatch(/20 rate_limited +20 rate_limited .* inconclusive because of rate_limited$/);
  expect(verdict).toMatch(/^INCONCLUSIVE.*TIAUTH_LIMIT_SEND_EMAIL/);
  expect(exitCode).toBe(2);
});

it.each([
  [429, /^tiauth: HTTP 429 to create_\w+: .*TIAUTH_LIMIT_ADDRESS_SIGNIN=off and TIAUTH_LIMIT_ADDRESS_MAIL=off\.$/],
  [503, /^tiauth: HTTP 503 to create_\w+: the server has too much to do/],
])("HTTP %i ends it at once: exit code 2", async (status, message) => {
  const { url, requests } = await answering(({ response }) => {
    response.statusCode = status;
    return {};
  });
  const { exitCode, err, out } = await audit(url);
  expect([exitCode, out, requests.length]).toEqual([2, [], 1]);
  expect(err[1]).toMatch(message);
});

it("a server that is not there is said so: exit code 2", async () => {
  const { exitCode, err } = await audit(`http://127.0.0.1:${await freePort()}/`);
  expect(exitCode).toBe(2);
  expect(err[1]).toMatch(/^tiauth: http:\/\/127\.0\.0\.1:\d+ gave no answer to create_\w+\.$/);
});

it("all that is wrong with the command line is said at once, and nothing is asked", async () => {
  const { url, requests } = await answering(() => done);
  const twice = { known: ["ada@example.com"], unknown: ["ada@example.com", "bob@example.com"] };
  const wrong = await audit("localhost:3777", { ...twice, samples: "19", tolerance: "-1" });
  expect(wrong.exitCode).toBe(2);
  expect(wrong.err).toEqual([
    "tiauth: the URL must begin with http:// or https://",
    "tiauth: --samples must be a whole number from 20 on",
    "tiauth: --tolerance must be a number of milliseconds",
    "tiauth: --known and --unknown must be equally many, lest limits meet them differently",
    "tiauth: --known and --unknown must all be different addresses",
  ]);
  await audit(url, { samples: "1e3" });
  expect(requests).toEqual([]);
});
