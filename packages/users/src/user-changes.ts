import type { User, UserServerActions } from "@tiauth/protocol";
import { type Awaitable, Conflict } from "@tiauth/records";
import { confirmed, settled, type UserOutcome } from "./outcomes.ts";
import { isPhantom } from "./phantom.ts";

/** A write to one user. */
interface Change {
  readonly action: keyof UserServerActions;
  /** Comes first. */
  readonly note?: () => Promise<void>;
  readonly write: () => Promise<UserOutcome>;
  /** Whether the user shows it. */
  readonly isDone: (user: User | undefined) => boolean;
  /** Whether the user is as the write expected them to be. */
  readonly isPossible: (user: User) => boolean;
}

interface Effects {
  readonly get: (userId: string) => Promise<User | undefined>;
  /** Is told of every write, before it is answered. */
  readonly forget: (userId: string) => Awaitable<void>;
}

/**
 * Changes one user; false if they were changed otherwise meanwhile.
 *
 * @throws {Conflict} if the user server did not find them and nothing shows why.
 */
export const userChanges =
  ({ get, forget }: Effects) =>
  async (userId: string, { action, note, write, isDone, isPossible }: Change): Promise<boolean> => {
    if (isPhantom(userId)) throw new Error("a phantom cannot be changed"); // its flows never get here
    let refusal: string | undefined;
    const writeOnce = async () => {
      const outcome = settled(action, await write());
      refusal = outcome.ok ? undefined : outcome.errorCode;
      return outcome.ok || undefined;
    };
    const readBack = async () => {
      const user = await get(userId);
      if (isDone(user)) return true;
      // Nothing may come to an end by an answer that may be wrong (REQUIREMENTS U4): whoever tries again learns.
      if (refusal === "user_not_found" && (!user || isPossible(user))) throw new Conflict();
      return undefined;
    };
    await note?.();
    const isChanged = await confirmed(writeOnce, readBack).finally(() => forget(userId));
    return isChanged ?? false;
  };
