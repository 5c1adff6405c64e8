import { createHash } from "node:crypto";
import type { PasswordHasher } from "../src/index.ts";

/** A hash that costs nothing and means nothing. Another id gives other bytes. */
export const cheapHasher = (id = "cheap.1"): PasswordHasher => ({
  id,
  saltLengthBytes: 16,
  hash: async (password, salt) =>
    new Uint8Array(createHash("sha256").update(id).update(salt).update(password).digest()),
});
