import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { listenOnLoopback } from "../harness/loopback.ts";

/** A list of breached passwords in the form of the range API of Have I Been Pwned. */
export interface BreachedPasswords {
  /** Without the prefix of a hash. */
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: readonly { readonly path: string | undefined; readonly headers: IncomingHttpHeaders }[];
  /** From the next request on, until it is told otherwise. */
  behave(behaviour: "answer" | "answer 500" | "hang up"): void;
  close(): Promise<void>;
}

export const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex").toUpperCase();

/** Knows these passwords, and answers with padding as the real one does. */
export async function startBreachedPasswords(passwords: readonly string[]): Promise<BreachedPasswords> {
  const hashes = passwords.map(sha1);
  const requests: { path: string | undefined; headers: IncomingHttpHeaders }[] = [];
  let behaviour: Parameters<BreachedPasswords["behave"]>[0] = "answer";
  const server = createServer(({ url: path = "", headers, socket }, response) => {
    requests.push({ path, headers });
    if (behaviour === "hang up") return void socket.destroy();
    const known = hashes.filter((hash) => path === `/range/${hash.slice(0, 5)}`).map((hash) => `${hash.slice(5)}:42`);
    const padding = [`${"0".repeat(35)}:0`, `${"F".repeat(35)}:3`];
    response.writeHead(behaviour === "answer" ? 200 : 500).end([...padding, ...known].join("\r\n"));
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}/range`,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
