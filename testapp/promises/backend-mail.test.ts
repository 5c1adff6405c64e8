import { createServer } from "node:http";
import { signatureHeader, verifySignature } from "@tiauth/user-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { createArrivals } from "../harness/arrivals.ts";
import { startWorld, type World } from "../harness/index.ts";
import { listenOnLoopback } from "../harness/loopback.ts";

type Mail = Readonly<Record<string, unknown>>;

const secret = "secret of the backend";
const mails = createArrivals<Mail>((mail) => JSON.stringify(mail));
const areSigned: boolean[] = [];
let status = 200;
const backend = createServer(async (request, response) => {
  const chunks: Buffer[] = await request.toArray();
  const body = Buffer.concat(chunks).toString();
  const signature = request.headers[signatureHeader.toLowerCase()]?.toString();
  areSigned.push(await verifySignature({ signature, body, secret }));
  if (status === 200) mails.add(JSON.parse(body));
  response.writeHead(status).end();
});
/** By type: notices come when they like. */
const mailsTo = (emailAddress: string) =>
  mails.all
    .filter(({ email }) => email === emailAddress)
    .toSorted((a, b) => String(a.type).localeCompare(String(b.type)));

let world: World;
beforeAll(async () => {
  const url = `http://127.0.0.1:${await listenOnLoopback(backend)}/email`;
  const started = await startWorld({ secret, env: { TIAUTH_EMAIL: "backend", TIAUTH_EMAIL_URL: url } });
  const nextCode = async (to: string) => {
    const matches = ({ email, code }: Mail) => email === to && code !== undefined;
    const { code } = await mails.take({ matches, description: `A code for ${to}`, deadlineSeconds: 10 });
    return String(code);
  };
  world = { ...started, smtp: { ...started.smtp, nextCode } };
});
afterAll(async () => {
  await world.close();
  backend.close();
});

/** Somebody who signs up with what the backend was told, and completes every flow. */
async function goThroughAll() {
  const [emailAddress, newEmailAddress] = [world.freshAddress(), world.freshAddress()];
  let [address, password, sessionToken] = [emailAddress, world.freshPassword(), ""];
  for (const [name, prepare] of completions.filter(([name]) => name !== "a user deletion")) {
    const next = { address: name === "an e-mail address update" ? newEmailAddress : address, password };
    if (/password/.test(name)) next.password = world.freshPassword();
    const wiring = { ...world, freshAddress: () => next.address, freshPassword: () => next.password };
    const { complete } = await prepare(wiring, { userId: "", emailAddress: address, password, sessionToken });
    const completed = await complete();
    expect([name, completed]).toEqual([name, expect.objectContaining({ ok: true })]);
    [address, password] = [next.address, next.password];
    if (completed.ok) sessionToken = completed.sessionToken ?? sessionToken;
  }
  return { emailAddress, newEmailAddress };
}

describe("mail through the backend", () => {
  it("is signed JSON of each type, with what belongs to it and nothing else", async () => {
    const { emailAddress, newEmailAddress } = await goThroughAll();
    await expect.poll(() => mails.all.length, { timeout: 10_000 }).toBe(8);
    const code = expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/);
    const temporaryPassword = expect.stringMatching(/^[A-HJ-NP-Z2-9]{12}$/);
    const timestamp = expect.stringMatching(/^[A-Z][a-z]+ \d{1,2}, \d{4} \d\d:\d\d:\d\d$/);
    expect(mailsTo(emailAddress)).toStrictEqual([
      { type: "email_updated", email: emailAddress, newEmail: newEmailAddress, timestamp },
      { type: "signin_notification", email: emailAddress, timestamp },
      { type: "signup_verification", email: emailAddress, code },
    ]);
    const email = newEmailAddress;
    expect(mailsTo(email)).toStrictEqual([
      { type: "email_update_verification", email, code },
      { type: "password_reset", email, code: temporaryPassword },
      { type: "password_updated", email, timestamp },
      { type: "password_updated", email, timestamp },
      { type: "signin_notification", email, timestamp },
    ]);
    expect(new Set(areSigned)).toEqual(new Set([true]));
    expect(world.smtp.mails).toEqual([]);
  });

  it.each([500, 404, 202, 307])("M3: is not sent if the backend answers %i", async (refusal) => {
    status = refusal;
    const emailAddress = world.freshAddress();
    const signup = await world.client.createSignup({ emailAddress });
    status = 200;
    expect(signup).toMatchObject({ errorCode: "internal_error" });
    expect(await world.client.createSignup({ emailAddress })).toMatchObject({ ok: true });
    expect(mailsTo(emailAddress)).toHaveLength(1);
  });
});
