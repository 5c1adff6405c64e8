import { bytes, type User } from "@tiauth/protocol";
import * as z from "zod/mini";

/** A password as it is stored: the three fields of a user that belong together. */
export type PasswordHash = Pick<User, "passwordHash" | "passwordHashAlgorithmId" | "passwordSalt">;

/** The same inside a record, while its flow is under way. */
export const passwordHash: z.ZodMiniType<PasswordHash> = z.object({
  passwordHash: bytes,
  passwordHashAlgorithmId: z.string(),
  passwordSalt: bytes,
});
