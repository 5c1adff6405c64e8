import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ask, describeOnRedis } from "../../testing/redis.ts";
import { openRedisStorage } from "./index.ts";

/** Self-signed, for localhost and 127.0.0.1. */
const pem = (name: string) =>
  fileURLToPath(new URL(`../../../../apps/server/testing/test-only-${name}.pem`, import.meta.url));

const files = [
  "--tls-cert-file",
  pem("certificate"),
  "--tls-key-file",
  pem("key"),
  "--tls-ca-cert-file",
  pem("certificate"),
];

async function freePort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
const tlsPort = await freePort();

describeOnRedis(
  "a Redis with a certificate",
  (engine) => {
    const encrypted = async (host = "127.0.0.1") => {
      const url = new URL(await engine().freshUrl());
      return `rediss://${host}:${tlsPort}${url.search}`;
    };

    it("is spoken to in cipher where the URL says rediss", async () => {
      const storage = await openRedisStorage({ url: `${await encrypted()}&ca=${pem("certificate")}` });
      expect(await storage.count()).toBe(0);
      const clients = `${await ask(engine().url, "CLIENT", "LIST")}`.split("\n");
      expect(clients.filter((client) => client.includes(`laddr=127.0.0.1:${tlsPort}`))).toHaveLength(1);
      await storage.close();
    });

    it("is refused if nobody vouches for it", async () => {
      await expect(openRedisStorage({ url: await encrypted() })).rejects.toMatchObject({
        name: "StorageError",
        code: "unavailable",
        message: expect.stringContaining("self-signed certificate"),
      });
    });

    it("is refused if the certificate is for another name", async () => {
      const url = `${await encrypted("127.0.0.2")}&ca=${pem("certificate")}`;
      await expect(openRedisStorage({ url })).rejects.toThrow("127.0.0.2 is not in the cert's list");
    });
  },
  { args: ["--tls-port", `${tlsPort}`, "--tls-auth-clients", "no", ...files, "--bind", "127.0.0.1", "127.0.0.2"] },
);
