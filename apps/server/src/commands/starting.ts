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
export function sweepExpired(
  { storages }: Pick<Composition, "storages">,
  { logs, now = () => new Date() }: { readonly logs: Logs; readonly now?: (() => Date) | undefined },
): { stop(): void } {
  const onError = (error: unknown) => logs.failure("expired entries could not be removed", error);
  const sweeps = storages.map((storage) => startExpirySweep(storage, { now, onError }));
  return {
    stop() {
      for (const sweep of sweeps) sweep.stop();
    },
  };
}
