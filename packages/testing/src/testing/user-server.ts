import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { handleRequest } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { onTestFinished } from "vitest";

/** An application's user server, for one test. */
export async function openUserServer() {
  const store = memoryUserStore();
  const server = createServer(async (request, response) => {
    const { status, body } = await handleRequest(Buffer.concat(await request.toArray()).toString(), store.handlers);
    response.writeHead(status, { "Content-Type": "application/json" }).end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { url: `http://127.0.0.1:${port}/invoke`, store };
}
