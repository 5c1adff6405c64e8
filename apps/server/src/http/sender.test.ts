import { createHmac } from "node:crypto";
import { type ClientContext, clientContextHeader, signClientContext } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { echo, exchange, post, startListener } from "../../testing/public-listener.ts";

const sharedSecret = "shared by two programs";
const body = '{"action":"create_signin"}';
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
const person: ClientContext = { clientAddress: "2001:db8::7", userAgent: firefox, acceptLanguage: "nl" };

/** A listener, what of its requests has reached the core, and a way to ask it as a backend does. */
async function rehearse(secret: { readonly sharedSecret: string | undefined } = { sharedSecret }) {
  const reached: unknown[] = [];
  const { url, port } = await startListener({
    ...secret,
    invoke: async (received, options) => {
      reached.push({ ...options, body: received });
      return echo(received, options);
    },
  });
  const ask = async (header: string, sent = body) => {
    const headers = { [clientContextHeader]: header, "user-agent": "backend", "accept-language": "fr" };
    const response = await fetch(url, { method: "POST", body: sent, headers });
    return { status: response.status, answer: (await response.json()) as unknown };
  };
  return { port, reached, ask };
}

const refused = {
  status: 400,
  answer: { error: { code: "invalid_client_context", message: expect.stringContaining("TIAUTH_USER_SERVER_SECRET") } },
};
const sign = (context: ClientContext, more: { body?: string; secret?: string; now?: Date } = {}) =>
  signClientContext(context, { body, secret: sharedSecret, ...more });

test("L4: who sent a request is who its signed context says, with the browser and the languages of that person", async () => {
  const { ask } = await rehearse();
  expect(await ask(await sign(person))).toEqual({
    status: 200,
    answer: { body, clientAddress: "2001:db8::7", clientLabel: "Firefox on Linux", acceptLanguage: "nl" },
  });
});

test("what a context does not know is unknown, and not the backend's; but the address is", async () => {
  const { ask } = await rehearse();
  const answer = { body, clientAddress: "127.0.0.1", clientLabel: "" };
  expect(await ask(await sign({}))).toEqual({ status: 200, answer });
});

test("an address in a context is taken as every other: IPv4 without its mapping", async () => {
  const { ask } = await rehearse();
  expect(await ask(await sign({ clientAddress: "::ffff:192.0.2.1" }))).toMatchObject({
    answer: { clientAddress: "192.0.2.1" },
  });
});

test("L4: a context that is forged, late, early or for another body is 400, and nothing is done", async () => {
  const { reached, ask, port } = await rehearse();
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
  const good = await sign(person);
  const bad = [
    "",
    "x",
    `${good},`,
    good.replace("v1=", "v1=0"),
    good.replace(/c=.*/, `c=${Buffer.from('{"client_address":"192.0.2.1"}').toString("base64url")}`),
    await sign(person, { secret: `${sharedSecret}!` }),
    await sign(person, { body: `${body} ` }),
    await sign(person, { now: inSeconds(-400) }),
    await sign(person, { now: inSeconds(400) }),
    await sign({ clientAddress: "localhost" }),
    await sign({ clientAddress: "" }),
    await sign({ clientAddress: "192.0.2.0/24" }),
  ];
  for (const header of bad) expect(await ask(header), header).toEqual(refused);
  expect(await ask(good, `${body}\n`)).toEqual(refused);
  // twice the same header: whoever is in between may have added one
  const twice = [`${clientContextHeader}: ${good}`, `${clientContextHeader.toLowerCase()}: ${good}`];
  expect(await exchange(port, post(body, twice))).toMatch(/^HTTP\/1.1 400 /);
  expect(reached).toEqual([]);
});

test("without a shared secret no context is valid, not even one that is signed with an empty one", async () => {
  for (const none of [undefined, ""]) {
    const { reached, ask } = await rehearse({ sharedSecret: none });
    const encoded = Buffer.from('{"client_address":"192.0.2.1"}').toString("base64url");
    const seconds = Math.floor(Date.now() / 1000);
    const mac = createHmac("sha256", "").update(`client-context.${seconds}.${encoded}.${body}`).digest("hex");
    expect(await ask(`t=${seconds},v1=${mac},c=${encoded}`)).toEqual(refused);
    expect(await ask(await sign(person))).toEqual(refused);
    expect(reached).toEqual([]);
  }
});
