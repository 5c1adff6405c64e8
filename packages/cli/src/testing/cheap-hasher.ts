import { createHash } from "node:crypto";
import type { PasswordHasher } from "@tiauth/server";

/** A hash that costs nothing and means nothing. */
export const cheapHasher: PasswordHasher = {
  id: "cheap.1",
  saltLengthBytes: 16,
  hash: async (password, salt) => new Uint8Array(createHash("sha256").update(salt).update(password).digest()),
};
