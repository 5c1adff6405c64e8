import { once } from "node:events";
import { createServer } from "node:net";

/** One that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address && typeof address === "object") return address.port;
  throw new Error("It listens on TCP.");
}
