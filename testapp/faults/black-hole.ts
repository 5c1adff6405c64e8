import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";

export interface BlackHole {
  readonly port: number;
  close(): void;
}

/** Listens, and then never comes round to accepting: what is connected waits in the kernel's queue, which is short. */
const listenAndFreeze = `
const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  require("node:fs").writeSync(1, String(server.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** A port on 127.0.0.1 to which nobody can connect: no answer comes, and no refusal either. */
export async function openBlackHole(): Promise<BlackHole> {
  const child = spawn(process.execPath, ["-e", listenAndFreeze], { stdio: ["ignore", "pipe", "inherit"] });
  endWithThisProcess(child);
  const [printed] = await once(child.stdout, "data");
  const port = Number(printed);
  const sockets = await fillQueue(port);
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      child.kill("SIGKILL");
    },
  };
}

/** Connects until a connection is left hanging. */
async function fillQueue(port: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  for (let isHanging = false; !isHanging; ) {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    sockets.push(socket);
    const connected = once(socket, "connect").then(() => false);
    isHanging = await Promise.race([connected, delay(300, true)]);
  }
  return sockets;
}
