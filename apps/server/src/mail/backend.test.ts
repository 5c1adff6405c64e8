import { backendEmail, signatureHeader, verifySignature } from "@tiauth/protocol";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { type Answer, freePort, startHttpServer } from "../../testing/http-server.ts";
import { mails, mailTo } from "../../testing/mails.ts";
import { type BackendEmailOptions, createBackendEmailSender } from "./backend.ts";
import { EmailError } from "./email-error.ts";

async function senderTo(answer: Answer, options: Partial<BackendEmailOptions> = {}) {
  const server = await startHttpServer(answer);
  const email = createBackendEmailSender({ url: `${server.origin}/email`, ...options });
  onTestFinished(() => email.close());
  return { ...server, email };
}

const to = { email: "ada@example.com", displayName: "Ada" };
const timestamp = "January 2, 2006 15:04:05";
const expected = {
  signup_verification: { type: "signup_verification", email: "ada@example.com", code: "ABCDEFGH" },
  email_update_verification: { type: "email_update_verification", ...to, code: "JKLMNPQR" },
  password_reset: { type: "password_reset", ...to, code: "STUVWXYZ2345" },
  account_exists: { type: "account_exists", email: "ada@example.com" },
  no_account: { type: "no_account", email: "ada@example.com" },
  cli_signin_approval: {
    type: "cli_signin_approval",
    ...to,
    link: mails.cli_signin_approval.link,
    clientName: "acme deploy 2.1",
  },
  signin_notification: { type: "signin_notification", ...to, timestamp },
  password_updated: { type: "password_updated", ...to, timestamp },
  email_updated: { type: "email_updated", ...to, newEmail: "countess@example.com", timestamp },
};

it.each(Object.values(mails))("posts $type exactly as the protocol has it", async (mail) => {
  const { email, requests } = await senderTo((response) => response.end());
  await email.send(mail);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: "POST", url: "/email" });
  expect(requests[0]?.headers["content-type"]).toBe("application/json");
  const body: unknown = JSON.parse(requests[0]?.body ?? "");
  expect(body).toEqual(expected[mail.type]);
  expect(z.parse(backendEmail, body)).toEqual(body);
});

it("M4: cleans the display name", async () => {
  const { email, requests } = await senderTo((response) => response.end());
  await email.send(mailTo({ displayName: "\u202eAda\n\u200b" }));
  expect(JSON.parse(requests[0]?.body ?? "").displayName).toBe("Ada");
});

it("U3: signs the mail when there is a secret", async () => {
  const now = new Date("2029-01-01T00:00:00Z");
  const { email, requests } = await senderTo((response) => response.end(), { secret: "shared", now: () => now });
  await email.send(mails.password_reset);
  const body = requests[0]?.body ?? "";
  const signature = String(requests[0]?.headers[signatureHeader.toLowerCase()]);
  expect(await verifySignature({ signature, body, secret: "shared", now })).toBe(true);
});

it.each([201, 202, 204, 302, 400, 500])("M3: status %i means that the mail was not accepted", async (status) => {
  const { email, requests } = await senderTo((response) => response.writeHead(status, { location: "/email" }).end());
  const error: unknown = await email.send(mails.password_reset).catch((rejection: unknown) => rejection);
  expect(error).toBeInstanceOf(EmailError);
  expect(error).toMatchObject({ message: `the backend answered ${status}`, responseCode: status });
  expect(requests).toHaveLength(1);
});

it.each<[string, Answer]>([
  ["that is not JSON", (response) => response.end("<p>thanks</p>")],
  ["larger than any limit", (response) => response.end("x".repeat(1_000_000))],
  ["that breaks off", (response, { socket }) => response.write("thanks", () => socket.destroy())],
])("status 200 means accepted, also with a body %s", async (_, answer) => {
  const { email } = await senderTo(answer);
  await email.send(mails.password_reset);
});

it("M1: rejects at the deadline if the backend does not answer, and does not post again", async () => {
  const { email, requests } = await senderTo(() => undefined, { deadlineSeconds: 0.2 });
  await expect(email.send(mails.password_reset)).rejects.toThrow("the backend gave no answer within 0.2 s");
  expect(requests).toHaveLength(1);
});

it("M3: rejects if the connection breaks, and does not post again", async () => {
  const { email, requests } = await senderTo((_, { socket }) => socket.destroy());
  await expect(email.send(mails.password_reset)).rejects.toThrow(EmailError);
  expect(requests).toHaveLength(1);
});

it("M3: rejects if nobody listens, and says nothing of the mail", async () => {
  const email = createBackendEmailSender({ url: `http://127.0.0.1:${await freePort()}/email`, secret: "hush-hush" });
  const error: Error = await email.send(mails.password_reset).catch((rejection) => rejection);
  expect(error.message).toBe("the backend could not be reached (ECONNREFUSED)");
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/STUVWXYZ|hush|ada@/);
  await email.close();
});
