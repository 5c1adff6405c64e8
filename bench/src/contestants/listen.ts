import type { Server } from "node:net";

/** Listens on a free port of 127.0.0.1 and says so, as `startServer` expects it; SIGTERM ends the process after `close`. */
export function listen(server: Server, close: () => void = () => undefined): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    process.stdout.write(`${JSON.stringify({ msg: "listening", port })}\n`);
  });
  process.once("SIGTERM", () => {
    close();
    process.exit(0);
  });
}
