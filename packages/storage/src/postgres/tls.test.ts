import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { startWayTo } from "../../testing/black-hole.ts";
import { describeOnPostgres, query } from "../../testing/postgres.ts";
import { openPostgresStorage } from "./index.ts";
import { timeLimits } from "./limits.ts";
import { openWithin } from "./storage.ts";

/** Self-signed, for localhost and 127.0.0.1. */
const pem = (name: string) =>
  fileURLToPath(new URL(`../../../../apps/server/testing/test-only-${name}.pem`, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "tiauth-tls-"));
afterAll(() => rmSync(directory, { recursive: true }));

chmodSync(directory, 0o755);

/** A copy that Postgres can read, and of a key nobody else. */
function copyForPostgres(name: string) {
  const path = join(directory, name);
  copyFileSync(pem(name), path);
  chmodSync(path, 0o600);
  if (process.getuid?.() === 0) chownSync(path, 65534, 65534);
  return path;
}
const args = [
  "ssl=on",
  `ssl_cert_file=${copyForPostgres("certificate")}`,
  `ssl_key_file=${copyForPostgres("key")}`,
].flatMap((setting) => ["-c", setting]);

describeOnPostgres(
  "a Postgres with a certificate",
  (engine) => {
    it("is spoken to in the clear only where the URL does not ask for more", async () => {
      const url = await engine().freshUrl();
      const ours = `${url}?sslmode=verify-full&sslrootcert=${pem("certificate")}`;
      for (const [each, isEncrypted] of [[url, false] as const, [ours, true] as const]) {
        const storage = await openPostgresStorage({ url: each });
        await storage.count();
        const sql =
          "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'tiauth'";
        expect(await query(url, sql)).toEqual([{ ssl: isEncrypted }]);
        await storage.close();
      }
    });

    it.each(["require", "verify-ca", "verify-full"])(
      "is refused with sslmode=%s if nobody vouches for it",
      async (mode) => {
        const url = `${await engine().freshUrl()}?sslmode=${mode}`;
        const message = expect.stringContaining("sslrootcert");
        await expect(openPostgresStorage({ url })).rejects.toThrow(
          expect.objectContaining({ name: "StorageError", code: "unavailable", message }),
        );
      },
    );

    it("is refused if the certificate is for another name", async () => {
      const url = new URL(`${await engine().freshUrl()}?sslmode=verify-full&sslrootcert=${pem("certificate")}`);
      url.hostname = "127.0.0.2";
      await expect(openPostgresStorage({ url: url.href })).rejects.toThrow("127.0.0.2");
    });

    it("is spoken to on new connections once one of the old ones hangs", async () => {
      const url = new URL(`${await engine().freshUrl()}?sslmode=verify-full&sslrootcert=${pem("certificate")}`);
      const way = await startWayTo(Number(url.port));
      url.port = String(way.port);
      const storage = await openWithin({ ...timeLimits, answerMilliseconds: 1000 }, { url: url.href });
      onTestFinished(async () => storage.close());
      await Promise.all(["a", "b", "c"].map((key) => storage.outbox.count(key)));
      expect(way.connections()).toBeGreaterThan(1);
      way.hang();
      await expect(storage.get("a")).rejects.toThrow("there was no answer within 1 s");
      const entry = { value: Uint8Array.of(1), expiresAt: new Date("2030-01-01T00:00:00.000Z") };
      for (const key of ["a", "b", "c"]) expect(await storage.add(key, entry)).toBe(true); // what is never tried twice
    });
  },
  { args },
);
