import type { Listener } from "../http/listen.ts";
import { approvalLook, gate, listenOrExplain } from "../listeners.ts";
import type { Closers } from "./closers.ts";
import type { DevComposition } from "./compose-dev.ts";
import type { DevSettings } from "./dev-settings.ts";
import { devRoutes } from "./http/dev-routes.ts";
import { allowLoopbackOrigins } from "./http/loopback-origins.ts";
import { listenNearby } from "./nearby-port.ts";
import type { OpenDevOptions } from "./open-dev-options.ts";

/** Long enough for anything that does not hang. */
const drainSeconds = 3;

export interface DevListenerOptions extends Omit<OpenDevOptions, "ports"> {
  readonly settings: DevSettings;
  readonly reset: () => Promise<void>;
}

/**
 * Opens the one port: at the address that was given, else at 3777 or the next that is free.
 *
 * @throws {StartError} if it cannot be listened on.
 */
export async function openDevListener(
  { core, inbox, inspector }: DevComposition,
  { settings, logs, reset, demoFolder }: DevListenerOptions,
  closers: Closers,
): Promise<Listener> {
  const { host, port, corsAllowOrigin = [] } = settings.server;
  const onError = (error: unknown) => logs.failure("a request could not be handled", error);
  const routes = devRoutes({
    invoke: inspector.watchInvoke(core.invoke),
    findMissing: core.findMissing,
    ...gate(settings.server),
    approval: approvalLook(settings.server),
    invocations: inspector.invocations,
    inbox,
    reset,
    demoFolder,
  });
  const options = { routes, crossOrigin: allowLoopbackOrigins(corsAllowOrigin), host, port, onError };
  const listener = await (settings.isPortGiven ? listenOrExplain("TIAUTH_PORT", options) : listenNearby(options));
  closers.add(() => listener.close(drainSeconds));
  core.listensOn(listener.port);
  return listener;
}
