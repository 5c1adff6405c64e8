// An auth server inside a process of your own, with nothing around it: node docs/examples/embedded.mjs
import { createServer as createHttpServer } from "node:http";
import { defaultPasswordHasher, defaultTemporaryPasswordHasher } from "@tiauth/passwords";
import { createServer } from "@tiauth/server";
import { startExpirySweep } from "@tiauth/storage";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";

const maxBodyBytes = 16 * 1024;
const print = (line) => process.stdout.write(`${line}\n`);

const storage = memoryStorage();
const auth = createServer({
  storage,
  users: userStoreFrom(memoryUserStore().handlers),
  email: { send: async (mail) => print(`${mail.type} to ${mail.to.emailAddress}: ${mail.code ?? "a notice"}`) },
  passwordHasher: defaultPasswordHasher,
  temporaryPasswordHasher: defaultTemporaryPasswordHasher,
  audit: ({ action, result, userId }) => print(`${action}: ${result} ${userId ?? ""}`),
  settings: { serviceName: "Example", sessionInactivityTimeoutSeconds: 7 * 24 * 60 * 60 },
});
const sweep = startExpirySweep(storage, { now: () => new Date(), onError: (error) => print(String(error)) });

const http = createHttpServer(async (request, response) => {
  const body = request.method === "POST" ? await readBody(request) : undefined;
  if (body === undefined) return void response.writeHead(400, { Connection: "close" }).end();
  const answer = await auth.invoke(body, { clientAddress: request.socket.remoteAddress });
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  if (answer.retryAfterSeconds !== undefined) response.setHeader("Retry-After", answer.retryAfterSeconds);
  response.writeHead(answer.status, headers).end(answer.body);
});
http.listen(3777, "127.0.0.1", () => print("listening on http://127.0.0.1:3777/"));

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, async () => {
    http.close();
    sweep.stop();
    await auth.idle(); // the notices that are still on their way
    storage.close();
  });

/** The body as text; undefined if it is too long, not UTF-8, or breaks off. */
async function readBody(request) {
  const chunks = [];
  let lengthBytes = 0;
  try {
    for await (const chunk of request) {
      lengthBytes += chunk.length;
      if (lengthBytes > maxBodyBytes) return undefined;
      chunks.push(chunk);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
