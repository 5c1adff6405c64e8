import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A page of somebody else's, at an address of its own, for the length of a test. */
export async function openForeignPage(hostname: "127.0.0.1" | "localhost", html: string): Promise<string> {
  const server = createServer((_request, response) => response.setHeader("Content-Type", "text/html").end(html));
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // as it listens on TCP
  return `http://${hostname}:${port}/`;
}
