import { connect } from "node:net";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { connectTiauth, succeeded } from "./index.ts";
import { open } from "./testing/open.ts";
import { openUserServer } from "./testing/user-server.ts";

const openConnected = async () => {
  const { url, smtpPort } = await open();
  return { ...connectTiauth(url), smtpPort };
};

describe.each([
  ["in this process", open],
  ["over HTTP", openConnected],
])("mails %s", (_where, start) => {
  test("are handed out once each in the order they came, whatever the case of the address", async () => {
    const { client, nextMail } = await start();
    for (const emailAddress of ["ann@example.com", "bob@example.com", "ann@example.com"])
      await succeeded(client.createSignup({ emailAddress }));
    const first = await nextMail("Ann@Example.com");
    const second = await nextMail("ann@example.com");
    expect(second.id).toBeGreaterThan(first.id);
    expect(first).toMatchObject({ to: ["ann@example.com"], subject: "Signup verification code" });
    expect(first.code).toMatch(/^[A-Z2-9]{8}$/);
    expect(first.text).toContain(first.code);
    expect(first.html).toContain(first.code);
    expect(await nextMail("bob@example.com")).toMatchObject({ to: ["bob@example.com"] });
  });

  test("are waited for, and two who wait get one each", async () => {
    const { client, nextMail } = await start();
    const waiting = [nextMail("ann@example.com"), nextMail("ann@example.com")];
    await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
    await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
    const [one, other] = await Promise.all(waiting);
    expect(one?.id).not.toBe(other?.id);
  });

  test("that do not come are said with those that did", async () => {
    const { client, nextMail } = await start();
    await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
    await nextMail("ann@example.com");
    await expect(nextMail("ann@example.com", { timeoutSeconds: 0 })).rejects.toThrow(
      /^No mail to ann@example.com came within 0 s. Those that came before, the newest first:\n {2}\S+ Signup verification code$/,
    );
    await expect(nextMail("bob@example.com", { timeoutSeconds: 0 })).rejects.toThrow("the newest first: none");
  });

  test("without a code are passed over by who waits for one", async () => {
    const { client, signUp, signIn, nextCode } = await start();
    const ann = await signUp();
    await signIn(ann);
    const { userPasswordResetToken } = await succeeded(
      client.createUserPasswordReset({ userEmailAddress: ann.emailAddress }),
    );
    const temporaryPassword = await nextCode(ann.emailAddress);
    await succeeded(client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword }));
  });

  test("with another subject are passed over by who waits for one", async () => {
    const { signUp, signIn, nextMail } = await start();
    const ann = await signUp();
    await signIn(ann);
    const notice = await nextMail(ann.emailAddress, { subject: "Sign-in detected" });
    expect(notice.code).toBeUndefined();
    await expect(nextMail(ann.emailAddress, { subject: "Welcome", timeoutSeconds: 0 })).rejects.toThrow(
      'No mail "Welcome" to person-',
    );
  });

  test("of the application are caught as well", async () => {
    const { smtpPort, nextMail } = await start();
    await sendMail(smtpPort, "ann@example.com", "Welcome");
    expect(await nextMail("ann@example.com")).toMatchObject({ subject: "Welcome", text: "Hello\n" });
  });
});

test("reset over HTTP leaves no user, session or mail", async () => {
  const { client, reset, signUp, nextMail } = await openConnected();
  const { sessionToken, emailAddress } = await signUp();
  await reset();
  expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  await expect(nextMail(emailAddress, { timeoutSeconds: 0 })).rejects.toThrow("the newest first: none");
  await signUp(emailAddress);
});

test("an address where no inbox is, is said", async () => {
  const { url, close } = await open();
  const { nextMail, reset } = connectTiauth(url);
  await close();
  await expect(nextMail("ann@example.com")).rejects.toThrow("fetch failed");
  await expect(reset()).rejects.toThrow("fetch failed");
});

test("a server without an inbox is said", async () => {
  const { url } = await openUserServer();
  const { nextMail, reset } = connectTiauth(url);
  await expect(nextMail("ann@example.com")).rejects.toThrow("answered 400");
  await expect(reset()).rejects.toThrow("answered 400");
});

/** As an application's mail library does. */
async function sendMail(port: number, to: string, subject: string): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const lines = [
    "EHLO app",
    "MAIL FROM:<app@example.com>",
    `RCPT TO:<${to}>`,
    "DATA",
    `Subject: ${subject}\r\n\r\nHello\r\n.`,
    "QUIT",
  ];
  for await (const answer of createInterface({ input: socket }))
    if (/^\d{3} /.test(answer)) {
      const line = lines.shift();
      if (line === undefined) break;
      socket.write(`${line}\r\n`);
    }
  socket.destroy();
}
