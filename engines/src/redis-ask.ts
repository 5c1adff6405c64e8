import { createClient } from "@redis/client";

/**
 * Asks the Redis at this port of this machine something, over a connection of its own.
 *
 * @throws {Error} if it refuses.
 */
export async function askRedis(port: number, ...command: string[]): Promise<unknown> {
  const client = createClient({ RESP: 2, socket: { host: "127.0.0.1", port, reconnectStrategy: false } });
  client.on("error", () => {}); // who asks is told
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
