import { isEqual } from "@tiauth/records";
import type { PasswordHash } from "@tiauth/users";
import pLimit from "p-limit";
import type { PasswordHasher, Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import type { Span } from "./tracing.ts";
import { TryLater } from "./try-later.ts";

/** Whoever would wait longer is told at once to come back later. */
export const maxHashWaitSeconds = 5;

/** Hashes and verifies behind one bounded queue (REQUIREMENTS L5): what cannot be done soon is refused at once. */
export function passwordHashing(ports: Ports, { hashConcurrency, hashQueue }: Settings, span: Span) {
  const queue = pLimit(hashConcurrency);
  let hashSeconds = 0;

  /** @throws {TryLater} if too much is waiting, before anything was computed. */
  const enqueue = (hasher: PasswordHasher, password: string, salt: Uint8Array) => {
    const waiting = Math.max(0, queue.activeCount + queue.pendingCount + 1 - hashConcurrency);
    const waitSeconds = (waiting * hashSeconds) / hashConcurrency;
    if (waiting > hashQueue || waitSeconds > maxHashWaitSeconds) throw new TryLater(503, waitSeconds);
    return queue(async () => {
      const startedAt = performance.now();
      const hash = await span("passwordHasher.hash", () => hasher.hash(password, salt));
      hashSeconds += ((performance.now() - startedAt) / 1000 - hashSeconds) / 8; // a moving average
      return hash;
    });
  };

  const hashWith = async (hasher: PasswordHasher, password: string): Promise<PasswordHash> => {
    const passwordSalt = ports.randomBytes(hasher.saltLengthBytes);
    const passwordHash = await enqueue(hasher, password, passwordSalt);
    return { passwordHash, passwordHashAlgorithmId: hasher.id, passwordSalt };
  };

  const hasherFor = (id: string): PasswordHasher => {
    const known = [ports.passwordHasher, ports.temporaryPasswordHasher].find((hasher) => hasher.id === id);
    const found = known ?? ports.passwordAlgorithms.map((algorithm) => algorithm(id)).find(Boolean);
    if (!found) throw new Error(`no password algorithm understands the id ${JSON.stringify(id)}`);
    return found;
  };

  return {
    /** How many hashes are computed now, and how many wait for that. */
    load: () => ({ running: queue.activeCount, waiting: queue.pendingCount }),

    hash: (password: string) => hashWith(ports.passwordHasher, password),

    /** Undefined takes as long, and makes a hash that no password has. */
    hashTemporary: async (password: string | undefined): Promise<PasswordHash> => {
      const hashed = await hashWith(ports.temporaryPasswordHasher, password ?? "no password");
      return password === undefined ? { ...hashed, passwordHash: new Uint8Array() } : hashed;
    },

    /** Whether a stored password is hashed as new ones are, in whichever spelling its id says so. */
    isCurrent: ({ passwordHashAlgorithmId: id }: PasswordHash) => hasherFor(id).id === ports.passwordHasher.id,

    /** With the algorithm that the stored id names. */
    async verify(stored: PasswordHash, password: string): Promise<boolean> {
      const hash = await enqueue(hasherFor(stored.passwordHashAlgorithmId), password, stored.passwordSalt);
      return isEqual(hash, stored.passwordHash);
    },
  };
}
export type PasswordHashing = ReturnType<typeof passwordHashing>;
