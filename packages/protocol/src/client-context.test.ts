import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { type ClientContext, readClientContext, signClientContext } from "./client-context.ts";
import { signRequest, verifySignature } from "./signature.ts";

const secret = "a secret of the operator";
const body = '{"action":"create_signin","arguments":{}}';
const now = new Date("2026-01-02T03:04:05.678Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const context: ClientContext = {
  clientAddress: "2001:db8::7",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) ÿ🦊?>~",
  acceptLanguage: "nl, en;q=0.5",
};

const macOf = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
/** A header as somebody who knows the secret may make it, over whatever they like. */
const headerOf = (encoded: string) =>
  `t=1767323045,v1=${macOf(`client-context.1767323045.${encoded}.${body}`)},c=${encoded}`;
const encode = (json: string | Uint8Array) => Buffer.from(json).toString("base64url");
const read = (header: string, more: { body?: string; secret?: string; now?: Date } = {}) =>
  readClientContext({ header, body, secret, now, ...more });

test("a context comes back as it was signed, whichever of its fields are known", async () => {
  const { clientAddress, userAgent, acceptLanguage } = context;
  for (const given of [context, {}, { clientAddress }, { userAgent }, { acceptLanguage }, { userAgent: "" }])
    expect(await read(await signClientContext(given, { body, secret, now }))).toEqual(given);
});

test("what is signed has its purpose, its time, the context and the body in it", async () => {
  const encoded = encode('{"client_address":"192.0.2.1"}');
  const header = await signClientContext({ clientAddress: "192.0.2.1" }, { body, secret, now });
  expect(header).toBe(`t=1767323045,v1=${macOf(`client-context.1767323045.${encoded}.${body}`)},c=${encoded}`);
});

test("the header that the documentation shows is made by what it says", async () => {
  const options = {
    body: '{"action":"create_signin","arguments":{"user_email_address":"ann@example.com"}}',
    secret: "at-least-16-characters",
    now: new Date(1_770_000_000_000),
  };
  expect(await signClientContext({ clientAddress: "203.0.113.7", acceptLanguage: "nl" }, options)).toBe(
    "t=1770000000,v1=6fae8e55a13bdaefba3a7ed64a18caec483f42e77a3705dc5be54c151a2ccce5,c=eyJjbGllbnRfYWRkcmVzcyI6IjIwMy4wLjExMy43IiwiYWNjZXB0X2xhbmd1YWdlIjoibmwifQ",
  );
});

test("a context is good for this body, this secret, this time and these fields only", async () => {
  const header = await signClientContext(context, { body, secret, now });
  expect(await read(header, { body: `${body} ` })).toBeUndefined();
  expect(await read(header, { body: "" })).toBeUndefined();
  expect(await read(header, { secret: `${secret}.` })).toBeUndefined();
  expect(await read(header.replace("t=1767323045", "t=1767323046"))).toBeUndefined();
  expect(await read(header.replace(/c=.*/, `c=${encode('{"client_address":"192.0.2.9"}')}`))).toBeUndefined();
});

test("a context is good for five minutes before and after its time", async () => {
  const header = await signClientContext(context, { body, secret, now });
  for (const seconds of [299, -299]) expect(await read(header, { now: inSeconds(seconds) })).toEqual(context);
  for (const seconds of [301, -302]) expect(await read(header, { now: inSeconds(seconds) })).toBeUndefined();
  expect(await readClientContext({ header, body, secret })).toBeUndefined();
  const current = await signClientContext(context, { body, secret });
  expect(await readClientContext({ header: current, body, secret })).toEqual(context);
});

test("no signature of a request is one of a context, nor the other way round", async () => {
  const encoded = encode("{}");
  const signature = await signRequest(`client-context.${encoded}.${body}`, secret, now);
  expect(await read(`${signature},c=${encoded}`)).toBeUndefined();
  const [time, mac] = (await signClientContext({}, { body, secret, now })).split(",");
  expect(await verifySignature({ signature: `${time},${mac}`, body, secret, now })).toBe(false);
});

test("of each field a thousand characters travel, whole ones: the header has to fit into a request", async () => {
  const long = "🦊".repeat(8000);
  const header = await signClientContext({ userAgent: `x${long}`, acceptLanguage: long }, { body, secret, now });
  expect(header.length).toBeLessThan(6000);
  const { userAgent, acceptLanguage } = (await read(header)) ?? {};
  expect(userAgent).toBe(`x${"🦊".repeat(499)}\ufffd`);
  expect(acceptLanguage).toBe("🦊".repeat(500));
});

test("a header that is no context is refused, never an exception, even if it is signed", async () => {
  const good = await signClientContext(context, { body, secret, now });
  const [time, mac, encoded] = good.split(",");
  const unsigned = [
    "",
    `${time},${mac}`,
    `${time},${mac},`,
    `${time},${mac},c=`,
    `${time},${encoded}`,
    `${encoded},${time},${mac}`,
    `${good},`,
    `${good}=`,
    `${good}\n`,
    ` ${good}`,
    `${good}, ${good}`,
    `${time},${mac?.toUpperCase()},${encoded}`,
    `t=${"9".repeat(400)},${mac},${encoded}`,
    "x".repeat(100_000),
  ];
  const signed = ["", "!", "x", encode("null"), encode("[]"), encode("{"), encode('{"client_address":1}')];
  const unreadable = [encode(Uint8Array.of(0x22, 0xff, 0x22)), encode('{"user_agent":"\\ud800"}')];
  for (const header of [...unsigned, ...[...signed, ...unreadable].map(headerOf)])
    expect(await read(header), header.slice(0, 200)).toBeUndefined();
});

test("fields that nobody knows are left out", async () => {
  expect(await read(headerOf(encode('{"client_address":"192.0.2.1","__proto__":{"a":1},"b":2}')))).toEqual({
    clientAddress: "192.0.2.1",
  });
});

test("an empty secret signs nothing, and nothing is signed with it", async () => {
  await expect(signClientContext(context, { body, secret: "", now })).rejects.toThrow("the shared secret is empty");
  const header = await signClientContext(context, { body, secret, now });
  await expect(read(header, { secret: "" })).rejects.toThrow("the shared secret is empty");
});
