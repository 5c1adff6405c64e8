import { createServer, type Socket } from "node:net";
import { handleRequestSync, type SyncUserHandlers } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { type Message, messageReader } from "../load/messages.ts";
import { listen } from "./listen.ts";

// The user server of all contestants that need one. It has to cost little, since it shares a core with the load: users are in
// memory, HTTP is read by hand, and the answer to a look-up is remembered until some user changes.

const { handlers: inMemory } = memoryUserStore();
const idsByAddress = new Map<string, string>();
const answers = new Map<string, string>();
const codes = new Map<string, string>();

const handlers: SyncUserHandlers = {
  ...inMemory,
  create_user: (fields, invocation) => {
    const created = inMemory.create_user(fields, invocation);
    if (created.ok) idsByAddress.set(fields.emailAddress, created.user.id);
    return created;
  },
  // That of the store walks through all users. Nobody changes their address here.
  get_user_by_email_address: ({ emailAddress }, invocation) =>
    inMemory.get_user({ userId: idsByAddress.get(emailAddress) ?? "" }, invocation),
};

const httpAnswer = (status: string, body: string) =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

function invoke(body: string): string {
  const remembered = answers.get(body);
  if (remembered !== undefined) return remembered;
  const { status, body: answerBody } = handleRequestSync(body, handlers);
  const answer = httpAnswer(`${status} Answered`, answerBody);
  if (body.startsWith('{"action":"get_user')) answers.set(body, answer);
  else answers.clear();
  return answer;
}

/** A mail that was "sent": what is in it can be asked for. */
function keepCode(body: string): string {
  const { email, code } = JSON.parse(body);
  if (code !== undefined) codes.set(email, code);
  return httpAnswer("200 OK", "{}");
}

function giveCode(emailAddress: string): string {
  const code = codes.get(emailAddress);
  codes.delete(emailAddress);
  return code === undefined ? httpAnswer("404 Not Found", "") : httpAnswer("200 OK", code);
}

function answerTo({ head, body }: Message): string {
  const path = head.split(" ", 2)[1] ?? "";
  if (path.startsWith("/code?")) return giveCode(path.slice("/code?".length));
  return path === "/email" ? keepCode(body) : invoke(body);
}

function serve(socket: Socket): void {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on(
    "data",
    messageReader((message) => {
      socket.write(answerTo(message));
    }),
  );
}

listen(createServer(serve));
