import { StorageError, startExpirySweep } from "@tiauth/storage";
import { type ComposeOptions, type Composition, compose } from "../compose.ts";
import type { Logs } from "../logs/logs.ts";
import type { Settings } from "../settings/resolve.ts";
import { StartError } from "../start-error.ts";

/** @throws {StartError} if the storage cannot be opened; says why. */
export async function composeOrExplain(settings: Settings, options: ComposeOptions): Promise<Composition> {
  try {
    return await compose(settings, options);
  } catch (error) {
    if (error instanceof StorageError) throw new StartError(error.message);
    throw error;
  }
}

/** @throws {StartError} if mails cannot be handed over; says what to look at. */
export async function checkEmail({ email }: Pick<Composition, "email">): Promise<void> {
  try {
    await email.check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it failed";
    throw new StartError(
      `${reason}. Check the TIAUTH_SMTP_ settings; --no-smtp-init starts without asking, --insecure allows SMTP without TLS.`,
    );
  }
}

/** Removes what expired, again and again, until it is stopped. */
export const sweepExpired = ({ storage }: Pick<Composition, "storage">, logs: Logs) =>
  startExpirySweep(storage, {
    now: () => new Date(),
    onError: (error) => logs.failure("expired entries could not be removed", error),
  });
