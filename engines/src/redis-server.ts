import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { freePort } from "./free-port.ts";

/** A `redis-server` in a directory of its own, with its data. */
export interface RedisServer {
  readonly port: number;
  start(): Promise<void>;
  /** Sends a signal that it does not end by: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  end(signal: NodeJS.Signals): Promise<void>;
  /** Ends it and removes what it wrote. */
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Lines of its configuration file: `["appendonly yes"]`. */
  readonly settings: readonly string[];
  /** More for the command line: `["--sentinel"]`. */
  readonly args?: readonly string[];
  /** A free one by default. */
  readonly port?: number;
}

export async function createRedisServer(options: RedisServerOptions): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-redis-"));
  const port = options.port ?? (await freePort());
  const place = [`port ${port}`, "bind 127.0.0.1", `dir ${directory}`];
  writeFileSync(join(directory, "redis.conf"), [...place, ...options.settings, ""].join("\n"));
  let daemon: Daemon | undefined;
  const end = async (signal: NodeJS.Signals) => {
    await daemon?.end(signal);
    daemon = undefined;
  };
  return {
    port,
    async start() {
      daemon = await startDaemon({
        command: "redis-server",
        args: ["redis.conf", ...(options.args ?? [])],
        env: { LC_ALL: "C", PATH: process.env.PATH ?? "" },
        directory,
        knock: () => knock(port),
      });
    },
    signal: (signal) => daemon?.signal(signal),
    end,
    async stop() {
      await end("SIGKILL");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Resolves if it answers a PING, as it does once it has read its data. */
async function knock(port: number) {
  const socket = connect(port, "127.0.0.1");
  socket.setTimeout(2000, () => socket.destroy(new Error("it does not answer")));
  try {
    socket.write("PING\r\n");
    for await (const chunk of socket)
      if (`${chunk}`.startsWith("+PONG")) return;
      else throw new Error(`${chunk}`);
  } finally {
    socket.destroy();
  }
}
