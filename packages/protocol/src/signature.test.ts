import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { signRequest, verifySignature } from "./signature.ts";

const secret = "a secret of the operator";
const body = '{"action":"get_user","arguments":{"user_id":"42é"}}';
const now = new Date("2026-01-02T03:04:05.678Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test("U3: a request is signed with HMAC-SHA-256 over its time and its body", async () => {
  const mac = createHmac("sha256", secret).update(`1767323045.${body}`).digest("hex");
  expect(await signRequest(body, secret, now)).toBe(`t=1767323045,v1=${mac}`);
});

test("U3: a signature is good for this body, this secret and this time only", async () => {
  const signature = await signRequest(body, secret, now);
  const request = { signature, body, secret, now };
  expect(await verifySignature(request)).toBe(true);
  expect(await verifySignature({ ...request, body: `${body} ` })).toBe(false);
  expect(await verifySignature({ ...request, body: "" })).toBe(false);
  expect(await verifySignature({ ...request, secret: `${secret}.` })).toBe(false);
  const redated = signature.replace("t=1767323045", "t=1767323046");
  expect(await verifySignature({ ...request, signature: redated })).toBe(false);
});

test("U3: a signature is good for five minutes before and after its time, or for as long as is said", async () => {
  const request = { signature: await signRequest(body, secret, now), body, secret };
  expect(await verifySignature({ ...request, now: inSeconds(299) })).toBe(true);
  expect(await verifySignature({ ...request, now: inSeconds(-299) })).toBe(true);
  expect(await verifySignature({ ...request, now: inSeconds(301) })).toBe(false);
  expect(await verifySignature({ ...request, now: inSeconds(-302) })).toBe(false);
  expect(await verifySignature({ ...request, now: inSeconds(20), toleranceSeconds: 10 })).toBe(false);
  expect(await verifySignature({ ...request, now: inSeconds(400), toleranceSeconds: 500 })).toBe(true);
});

test("the time of receipt is now unless it is said", async () => {
  expect(await verifySignature({ signature: await signRequest(body, secret, new Date()), body, secret })).toBe(true);
  expect(await verifySignature({ signature: await signRequest(body, secret, new Date(0)), body, secret })).toBe(false);
});

test("a header that is not a signature is refused, never an exception", async () => {
  const good = await signRequest(body, secret, now);
  const [time = "", mac = ""] = good.split(",");
  const wrong = [
    undefined,
    null,
    "",
    "t=,v1=",
    time,
    mac,
    `${mac},${time}`,
    `${good},`,
    ` ${good}`,
    `${good}\n`,
    `${time},${mac.toUpperCase()}`,
    `${time},${mac.slice(0, -1)}`,
    `${time},${mac}0`,
    `${time},v1=${"z".repeat(64)}`,
    `t=-1,${mac}`,
    `t=1e9,${mac}`,
    `t=${"9".repeat(400)},${mac}`,
    "x".repeat(100_000),
  ];
  for (const signature of wrong) expect(await verifySignature({ signature, body, secret, now })).toBe(false);
});

test("U3: an empty secret signs nothing, and nothing is signed with it", async () => {
  await expect(signRequest(body, "", now)).rejects.toThrow("the shared secret is empty");
  const mac = createHmac("sha256", "").update(`1767323045.${body}`).digest("hex");
  const signature = `t=1767323045,v1=${mac}`;
  await expect(verifySignature({ signature, body, secret: "", now })).rejects.toThrow("the shared secret is empty");
});

test("U3: every digit of a signature counts", async () => {
  const signature = await signRequest(body, secret, now);
  for (let index = signature.length - 64; index < signature.length; index++) {
    const other = signature[index] === "0" ? "1" : "0";
    const forged = signature.slice(0, index) + other + signature.slice(index + 1);
    expect(await verifySignature({ signature: forged, body, secret, now })).toBe(false);
  }
});
