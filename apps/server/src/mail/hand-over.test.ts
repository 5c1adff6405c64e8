import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { freePort, listen, startHttpServer } from "../../testing/http-server.ts";
import { mails } from "../../testing/mails.ts";
import { rejection } from "../../testing/rejection.ts";
import { openSender, senderFor } from "../../testing/smtp-sender.ts";
import { createBackendEmailSender } from "./backend.ts";
import type { HandOver } from "./email-transport.ts";

const mail = mails.signin_notification;
const plain = { isTlsRequired: false, deadlineSeconds: 2 };

/** A try that notes when it went out. */
function handOver(goingOut: () => Promise<void> = async () => undefined) {
  const state = { asked: 0 };
  const given: HandOver = {
    mailId: "3e8f0e2c-6f6b-4d1c-9f5c-000000000000",
    goingOut: () => {
      state.asked += 1;
      return goingOut();
    },
  };
  return { state, given };
}

/** What the server says to each line; undefined = nothing. */
type Talk = (line: string, socket: Socket) => string | undefined;

/** A mail server without TLS, to the letter. It notes every line. */
async function startTalkingServer(talk: Talk, extensions: readonly string[] = []) {
  const lines: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    socket.write("220 ready\r\n");
    createInterface({ input: socket }).on("line", (line) => {
      lines.push(line);
      const answer = line.startsWith("EHLO") ? ["250-here", ...extensions, "250 OK"].join("\r\n") : talk(line, socket);
      if (answer) socket.write(`${answer}\r\n`);
    });
  });
  onTestFinished(() => void server.close());
  return { port: await listen(server), lines, server };
}

const isContent = (line: string) => /^(From|Subject|Content|Hello|\.)/.test(line);

describe.each([
  ["one command at a time", []],
  ["all commands at once (PIPELINING)", ["250-PIPELINING"]],
])("M2: over SMTP, with %s, a mail goes out", (_, extensions) => {
  it("when the server has answered DATA and its note is written, and not before", async () => {
    let answerData = () => {};
    const { port, lines } = await startTalkingServer((line, socket) => {
      if (line === ".") return "250 taken";
      if (/^(MAIL|RCPT)/.test(line)) return "250 OK";
      if (line === "DATA")
        answerData = () => {
          socket.write("354 go on\r\n");
        };
      return undefined;
    }, extensions);
    let write = () => {};
    const { state, given } = handOver(
      () =>
        new Promise((resolve) => {
          write = resolve;
        }),
    );
    const sent = openSender(port, plain).send(mail, given);
    await vi.waitFor(() => expect(lines).toContain("DATA"));
    await new Promise(setImmediate);
    expect(state.asked).toBe(0);
    answerData();
    await vi.waitFor(() => expect(state.asked).toBe(1));
    await new Promise(setImmediate);
    expect(lines.filter(isContent)).toEqual([]);
    write();
    await sent;
    expect(lines.filter(isContent)).not.toEqual([]);
    expect(state.asked).toBe(1);
    expect(lines).toContain(`Message-ID: <${given.mailId}@mail.example.com>`);
  });

  it("not at all if its note cannot be written", async () => {
    const { port, lines } = await startTalkingServer(
      (line) => (/^(MAIL|RCPT)/.test(line) ? "250 OK" : line === "DATA" ? "354 go on" : undefined),
      extensions,
    );
    const { state, given } = handOver(() => Promise.reject(new Error("disk full")));
    await rejection(openSender(port, plain).send(mail, given));
    expect(state.asked).toBe(1);
    expect(lines.filter(isContent)).toEqual([]);
  });

  it("not twice if the connection breaks after the final dot", async () => {
    let accepted = 0;
    const { port, lines } = await startTalkingServer((line, socket) => {
      if (line === ".") {
        accepted += 1;
        socket.destroy();
        return undefined;
      }
      if (line === "DATA") return "354 go on";
      return /^(MAIL|RCPT)/.test(line) ? "250 OK" : undefined;
    }, extensions);
    const { state, given } = handOver();
    const error = await rejection(openSender(port, plain).send(mail, given));
    expect(error).toMatchObject({ name: "EmailError", fate: "unknown" });
    expect([accepted, state.asked]).toEqual([1, 1]);
    expect(lines.filter((line) => line === "DATA")).toHaveLength(1);
  });

  it.each<[string, Talk, { fate: string; responseCode?: number }]>([
    ["refused at RCPT TO for good", answers({ RCPT: "550 nobody" }), { fate: "refused", responseCode: 550 }],
    ["refused at MAIL FROM for good", answers({ MAIL: "550 not you" }), { fate: "refused", responseCode: 550 }],
    ["refused at RCPT TO for now", answers({ RCPT: "451 later" }), { fate: "not_taken", responseCode: 451 }],
    ["refused at DATA for now", answers({ DATA: "421 closing" }), { fate: "not_taken", responseCode: 421 }],
    ["cut off at DATA", (line, socket) => answers({ DATA: "" })(line, socket) || hangUp(socket), { fate: "unknown" }],
  ])("not at all if it is %s, and that is the only try", async (_title, talk, expected) => {
    const { port, lines } = await startTalkingServer(talk, extensions);
    const { state, given } = handOver();
    expect(await rejection(openSender(port, plain).send(mail, given))).toMatchObject(expected);
    expect(state.asked).toBe(0);
    expect(lines.filter((line) => line.startsWith("MAIL"))).toHaveLength(1);
  });

  it.each([
    ["451 later", { fate: "not_taken", responseCode: 451 }],
    ["554 spam", { fate: "refused", responseCode: 554 }],
  ])("and is surely not taken if the final answer is %s", async (answer, expected) => {
    const { port } = await startTalkingServer(answers({ ".": answer }), extensions);
    const { state, given } = handOver();
    expect(await rejection(openSender(port, plain).send(mail, given))).toMatchObject(expected);
    expect(state.asked).toBe(1);
  });

  it("once, over a new connection, if the server had closed the kept one", async () => {
    const sockets: Socket[] = [];
    const { port, server, lines } = await startTalkingServer(answers({}), extensions);
    server.on("connection", (socket: Socket) => sockets.push(socket));
    const email = openSender(port, { ...plain, deadlineSeconds: 5 });
    await email.send(mail);
    const [first] = sockets;
    if (!first) throw new Error("no connection");
    first.destroy();
    await once(first, "close");
    const { state, given } = handOver();
    await email.send(mail, given);
    expect(state.asked).toBe(1);
    expect(lines.filter((line) => line === ".")).toHaveLength(2);
  });
});

/** Says yes to everything but what is given by the first word of the line; "" is no answer. */
function answers(exceptions: Readonly<Record<string, string>>): Talk {
  const said: Readonly<Record<string, string>> = {
    MAIL: "250 OK",
    RCPT: "250 OK",
    DATA: "354 go on",
    ".": "250 taken",
    RSET: "250 OK",
    QUIT: "221 bye",
    ...exceptions,
  };
  return (line) => said[/^(?:MAIL|RCPT|DATA$|\.$|RSET|QUIT)/.exec(line)?.[0] ?? ""];
}

function hangUp(socket: Socket): undefined {
  socket.destroy();
}

it.each([
  ["535 to its password", { authOptional: false }, { username: "user", password: "wrong" }],
  ["554 to the connection", { onConnect: refuseConnection }, {}],
] as const)("a server that answers %s may take the mail later", async (_, serverOptions, options) => {
  const { email } = await senderFor(serverOptions, options);
  expect(await rejection(email.send(mail, handOver().given))).toMatchObject({ fate: "not_taken" });
});

function refuseConnection(_session: unknown, accept: (error?: Error | null) => void) {
  accept(Object.assign(new Error("closed"), { responseCode: 554 }));
}

describe("M2: through the backend, a mail", () => {
  async function backend(answer: Parameters<typeof startHttpServer>[0]) {
    const server = await startHttpServer(answer);
    const email = createBackendEmailSender({ url: `${server.origin}/email`, deadlineSeconds: 0.3 });
    onTestFinished(() => email.close());
    return { ...server, email };
  }

  it("goes out after its note is written", async () => {
    const { email, requests } = await backend((response) => response.end());
    let write = () => {};
    const { state, given } = handOver(
      () =>
        new Promise((resolve) => {
          write = resolve;
        }),
    );
    const sent = email.send(mail, given);
    await vi.waitFor(() => expect(state.asked).toBe(1));
    expect(requests).toEqual([]);
    write();
    await sent;
    expect(requests).toHaveLength(1);
  });

  it("does not go out if its note cannot be written", async () => {
    const { email, requests } = await backend((response) => response.end());
    const { given } = handOver(() => Promise.reject(new Error("disk full")));
    expect((await rejection(email.send(mail, given))).message).toBe("disk full");
    expect(requests).toEqual([]);
  });

  it.each([202, 307, 404, 500])("is surely not taken if the answer is %i", async (status) => {
    const { email } = await backend((response) => response.writeHead(status).end());
    expect(await rejection(email.send(mail, handOver().given))).toMatchObject({ fate: "not_taken" });
  });

  it("is surely not taken if nobody listens", async () => {
    const email = createBackendEmailSender({ url: `http://127.0.0.1:${await freePort()}/email` });
    onTestFinished(() => email.close());
    const error = await rejection(email.send(mail, handOver().given));
    expect(error).toMatchObject({ fate: "not_taken", message: "the backend could not be reached (ECONNREFUSED)" });
  });

  it("may have been taken if there is no answer, or if the connection breaks", async () => {
    const silent = await backend(() => undefined);
    expect(await rejection(silent.email.send(mail, handOver().given))).toMatchObject({ fate: "unknown" });
    const broken = await backend((_, { socket }) => socket.destroy());
    expect(await rejection(broken.email.send(mail, handOver().given))).toMatchObject({ fate: "unknown" });
  });
});
