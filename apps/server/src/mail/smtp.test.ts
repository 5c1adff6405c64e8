import { createServer, type Socket } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { expect, it, onTestFinished, vi } from "vitest";
import { freePort, listen, startSilentServer } from "../../testing/http-server.ts";
import { mails } from "../../testing/mails.ts";
import { rejection } from "../../testing/rejection.ts";
import { openSender, senderFor } from "../../testing/smtp-sender.ts";
import { startSmtpServer } from "../../testing/smtp-server.ts";
import { EmailError } from "./email-error.ts";

/** A server that is not quite SMTP. */
async function startRawServer(talk: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    onTestFinished(() => {
      socket.destroy();
    });
    talk(socket);
  });
  onTestFinished(() => {
    server.close();
  });
  return listen(server);
}

const smtpError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
const mail = mails.password_reset;
const code = mail.code;

it("M1: sends nothing where STARTTLS is not offered", async () => {
  const {
    email,
    mails: caught,
    sessions,
  } = await senderFor(
    {
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: ({ username }, _, accept) => accept(null, { user: username }),
    },
    { username: "user", password: "hush-hush" },
  );
  expect(await rejection(email.send(mail))).toBeInstanceOf(EmailError);
  expect(caught).toEqual([]);
  expect(sessions[0]?.envelope.mailFrom).toBe(false);
  expect(sessions[0]?.user).toBeUndefined();
});

it("M1: sends nothing to a server whose certificate nobody vouches for", async () => {
  const { email, mails: caught } = await senderFor({}, { certificateAuthority: undefined });
  const error = await rejection(email.send(mail));
  expect(error.message).toBe("no conversation with the mail server (DEPTH_ZERO_SELF_SIGNED_CERT)");
  expect(caught).toEqual([]);
});

it("without required TLS, uses what the server offers, whoever it may be", async () => {
  const { email, mails: caught } = await senderFor({}, { isTlsRequired: false, certificateAuthority: undefined });
  await email.send(mail);
  expect(caught[0]?.isEncrypted).toBe(true);
});

it("without required TLS, sends in the clear where the server offers none", async () => {
  const { email, mails: caught } = await senderFor({ disabledCommands: ["STARTTLS"] }, { isTlsRequired: false });
  await email.send(mail);
  expect(caught[0]?.isEncrypted).toBe(false);
});

it("signs in, and says nothing of the password if it is wrong", async () => {
  const serverOptions: SMTPServerOptions = {
    authOptional: false,
    onAuth: ({ username, password }, _, accept) => {
      if (username === "user" && password === "hush-hush") accept(null, { user: username });
      else accept(smtpError(535, `${password} is not the password`));
    },
  };
  const right = await senderFor(serverOptions, { username: "user", password: "hush-hush" });
  await right.email.check();
  await right.email.send(mail);
  expect(right.mails).toHaveLength(1);
  const wrong = openSender(right.port, { username: "user", password: "hush" });
  for (const error of [await rejection(wrong.send(mail)), await rejection(wrong.check())]) {
    expect(error).toBeInstanceOf(EmailError);
    expect(error).toMatchObject({ message: "the mail server answered 535 to AUTH PLAIN", responseCode: 535 });
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain("hush");
  }
  expect(right.mails).toHaveLength(1);
});

it("M1: sends one mail after the other over one connection", async () => {
  const { email, mails: caught, sessions } = await senderFor();
  for (let i = 0; i < 5; i++) await email.send(mail);
  expect(caught).toHaveLength(5);
  expect(sessions).toHaveLength(1);
});

it("opens a connection for each mail if they are not kept alive", async () => {
  const { email, mails: caught, sessions, server } = await senderFor({}, { isKeptAlive: false });
  for (let i = 0; i < 3; i++) await email.send(mail);
  expect(caught).toHaveLength(3);
  expect(sessions).toHaveLength(3);
  await vi.waitFor(() => expect(server.connections.size).toBe(0));
});

it("opens at most four connections for many mails at once", async () => {
  const { email, mails: caught, sessions } = await senderFor();
  await Promise.all(Array.from({ length: 30 }, () => email.send(mail)));
  expect(caught).toHaveLength(30);
  expect(sessions.length).toBeLessThanOrEqual(4);
});

it.each<[string, (socket: Socket) => void]>([
  ["closed", (socket) => socket.end()],
  ["reset", (socket) => socket.resetAndDestroy()],
  ["taken leave on (421)", (socket) => socket.end("421 4.4.2 idle for too long\r\n")],
])("M1: delivers although the server has %s the idle connection", async (_, close) => {
  // Without TLS, so that the test can speak in the server's place.
  const plain = { isTlsRequired: false };
  const { email, mails: caught, sessions, server } = await senderFor({ disabledCommands: ["STARTTLS"] }, plain);
  const sockets: Socket[] = [];
  server.server.on("connection", (socket: Socket) => sockets.push(socket));
  await email.send(mail);
  for (const socket of sockets) close(socket);
  await email.send(mail);
  expect(caught).toHaveLength(2);
  expect(sessions.length).toBeGreaterThan(1);
});

it("M1: fails while the server is gone and delivers once it is back", async () => {
  const first = await senderFor();
  await first.email.send(mail);
  const sockets = [...first.server.connections];
  expect(sockets).toHaveLength(1);
  await new Promise<void>((closed) => first.server.close(closed));
  expect((await rejection(first.email.send(mail))).message).toBe("no conversation with the mail server (ECONNREFUSED)");
  const second = await startSmtpServer({}, first.port);
  await first.email.send(mail);
  expect(second.mails).toHaveLength(1);
});

it("M1: a temporary refusal (451) is tried again", async () => {
  let tries = 0;
  const { email, mails: caught } = await senderFor(
    {
      onRcptTo: (_address, _session, accept) => {
        tries += 1;
        accept(tries < 3 ? smtpError(451, "later") : null);
      },
    },
    { retryDelaysSeconds: [0.01, 0.01] },
  );
  await email.send(mail);
  expect(tries).toBe(3);
  expect(caught).toHaveLength(1);
});

it("M1: a server that is busy at the greeting (421) is tried again", async () => {
  let tries = 0;
  const { email, mails: caught } = await senderFor(
    {
      onConnect: (_session, accept) => {
        tries += 1;
        accept(tries === 1 ? smtpError(421, "too many connections") : null);
      },
    },
    { retryDelaysSeconds: [0.01] },
  );
  await email.send(mail);
  expect(tries).toBe(2);
  expect(caught).toHaveLength(1);
});

it("M3: rejects with the code of a temporary refusal that stays", async () => {
  let tries = 0;
  const { email, mails: caught } = await senderFor(
    {
      onRcptTo: (_address, _session, accept) => {
        tries += 1;
        accept(smtpError(451, "later"));
      },
    },
    { retryDelaysSeconds: [0.01, 0.01] },
  );
  const error = await rejection(email.send(mail));
  expect(error).toBeInstanceOf(EmailError);
  expect(error).toMatchObject({ message: "the mail server answered 451 to RCPT TO", responseCode: 451 });
  expect(tries).toBe(3);
  expect(caught).toEqual([]);
});

it("M1: the retries end with the deadline", async () => {
  const { email } = await senderFor(
    { onRcptTo: (_address, _session, accept) => accept(smtpError(451, "later")) },
    { retryDelaysSeconds: [60], deadlineSeconds: 0.5 },
  );
  expect((await rejection(email.send(mail))).message).toBe("the mail server was not done within 0.5 s");
});

it("M1: a permanent refusal (550) is not tried again, and the next mail goes out", async () => {
  let tries = 0;
  const { email, mails: caught } = await senderFor({
    onRcptTo: (_address, _session, accept) => {
      tries += 1;
      accept(tries === 1 ? smtpError(550, `no such user, keep your ${code}`) : null);
    },
  });
  const error = await rejection(email.send(mail));
  expect(error).toMatchObject({ message: "the mail server answered 550 to RCPT TO", responseCode: 550 });
  expect(tries).toBe(1);
  await email.send(mail);
  expect(caught).toHaveLength(1);
});

it("S1: an error repeats nothing that the server said", async () => {
  const { email } = await senderFor({
    onData: async (stream, _session, accept) => {
      const text = Buffer.concat(await stream.toArray()).toString();
      accept(smtpError(554, `spam: ${text.replaceAll(/\s+/g, " ")}`));
    },
  });
  const error = await rejection(email.send(mail));
  expect(error.message).toBe("the mail server answered 554 to DATA");
  expect(error.cause).toBeUndefined();
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/STUVWXYZ|ada@example|spam/);
});

it("M1: gives up on a server that never greets", async () => {
  const { port } = await startSilentServer();
  const error = await rejection(openSender(port, { greetingSeconds: 0.2 }).send(mail));
  expect(error.message).toBe("no conversation with the mail server (GREETING_TIMEOUT)");
});

it("M1: gives up on a server that falls silent after the mail", async () => {
  const { email } = await senderFor({ onData: (stream) => void stream.resume() }, { socketSeconds: 0.5 });
  expect((await rejection(email.send(mail))).message).toBe("no conversation with the mail server (SOCKET_TIMEOUT)");
});

it("M1: one mail has one deadline, also if the server hangs after the mail", async () => {
  const { email } = await senderFor({ onData: (stream) => void stream.resume() }, { deadlineSeconds: 0.5 });
  expect((await rejection(email.send(mail))).message).toBe("the mail server was not done within 0.5 s");
});

it("M1: the deadline covers a server that drips its reply", async () => {
  const port = await startRawServer((socket) => {
    socket.write("220 ready\r\n");
    const drip = setInterval(() => socket.write("250-x\r\n"), 10);
    socket.on("close", () => clearInterval(drip));
  });
  const email = openSender(port, { deadlineSeconds: 0.3 });
  expect((await rejection(email.send(mail))).message).toBe("the mail server was not done within 0.3 s");
});

it("M1: a mail that hangs does not hold up the next one for longer than its deadline", async () => {
  let isHanging = true;
  const { email, mails: caught } = await senderFor(
    { onRcptTo: (_address, _session, accept) => isHanging || accept() },
    { deadlineSeconds: 1 },
  );
  const hanging = await Promise.allSettled(Array.from({ length: 6 }, () => email.send(mail)));
  expect(hanging.every(({ status }) => status === "rejected")).toBe(true);
  isHanging = false;
  await email.send(mail);
  expect(caught).toHaveLength(1);
});

it("M3: rejects at once if nobody listens", async () => {
  const email = openSender(await freePort());
  const error = await rejection(email.send(mail));
  expect(error).toBeInstanceOf(EmailError);
  expect(error.message).toBe("no conversation with the mail server (ECONNREFUSED)");
  expect((await rejection(email.check())).message).toBe(error.message);
});

it("checks that it could send, without sending", async () => {
  const { email, mails: caught, sessions, server } = await senderFor();
  await email.check();
  expect(sessions).toHaveLength(1);
  expect(caught).toEqual([]);
  await vi.waitFor(() => expect(server.connections.size).toBe(0));
});

it("leaves no connection open when it is closed, and fails what is under way", async () => {
  let hasBegun = false;
  const { email, server } = await senderFor({
    onData: (stream) => {
      hasBegun = true;
      stream.resume();
    },
  });
  const underWay = rejection(email.send(mail));
  await vi.waitFor(() => expect(hasBegun).toBe(true));
  await email.close();
  expect(await underWay).toBeInstanceOf(EmailError);
  await vi.waitFor(() => expect(server.connections.size).toBe(0));
  expect(await rejection(email.send(mail))).toBeInstanceOf(EmailError);
});
