import type { PasswordAlgorithm, PasswordHasher, Server } from "@tiauth/server";

/** Settles between several processes how many passwords are hashed at once. */
export interface HashingTurns {
  /** Waits until it is this process's turn, and works then. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** How many turns this process has now. */
  held(): number;
}

/** Hashes when it is its turn; at once without any turns. */
export const takingTurns = (hasher: PasswordHasher, turns: HashingTurns | undefined): PasswordHasher =>
  turns ? { ...hasher, hash: (...args) => turns.inTurn(() => hasher.hash(...args)) } : hasher;

export const algorithmTakingTurns =
  (algorithm: PasswordAlgorithm, turns: HashingTurns | undefined): PasswordAlgorithm =>
  (id) => {
    const hasher = algorithm(id);
    return hasher && takingTurns(hasher, turns);
  };

/** Who waits for a turn counts as waiting. */
export const loadInTurns = (load: Server["hashing"], turns: HashingTurns | undefined): Server["hashing"] =>
  turns
    ? () => {
        const { running, waiting } = load();
        return { running: turns.held(), waiting: running + waiting - turns.held() };
      }
    : load;
