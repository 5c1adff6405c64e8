import { type Composition, mailRendering } from "./compose.ts";
import { createClientAddress } from "./http/client-address.ts";
import { type CommandPorts, commandRoutes } from "./http/command-routes.ts";
import { allowOrigins } from "./http/cross-origin.ts";
import { type Listener, type ListenOptions, listen } from "./http/listen.ts";
import { publicRoutes } from "./http/public-routes.ts";
import type { Settings } from "./settings/resolve.ts";
import { StartError } from "./start-error.ts";

export interface Listeners {
  readonly publicPort: number;
  /** Undefined if the private listener is off. */
  readonly commandPort: number | undefined;
  /** See {@link Listener.close}. */
  close(timeoutSeconds: number): Promise<void>;
}

export interface ListenersOptions {
  readonly settings: Settings;
  readonly isResetEnabled: boolean;
  readonly onError: (error: unknown) => void;
}

/**
 * Opens the public listener, and the private one if it has a port.
 *
 * @throws {StartError} if one of the addresses cannot be listened on.
 */
export async function openListeners(parts: Composition, options: ListenersOptions): Promise<Listeners> {
  const command = await openCommandListener({ clear: parts.clear, scrape: parts.metrics.scrape }, options);
  const open = await openPublicListener(parts, options);
  return {
    publicPort: open.port,
    commandPort: command?.port,
    close: async (timeoutSeconds) => {
      await Promise.all([open.close(timeoutSeconds), command?.close(timeoutSeconds)]);
    },
  };
}

/** @throws {StartError} if its address cannot be listened on. */
export async function openPublicListener(parts: Composition, { settings, isResetEnabled, onError }: ListenersOptions) {
  const routes = publicRoutes({
    invoke: parts.invoke,
    findMissing: parts.findMissing,
    ...gate(settings),
    approval: approvalLook(settings),
    clear: isResetEnabled ? parts.clear : undefined,
  });
  const listener = await listenOrExplain("TIAUTH_HOST and TIAUTH_PORT", {
    routes,
    crossOrigin: allowOrigins(settings.corsAllowOrigin ?? []),
    host: settings.host,
    port: settings.port,
    onError,
    onAnswered: parts.metrics.countAnswer,
  });
  parts.listensOn(listener.port);
  return listener;
}

/** Who is believed to have sent a request, and which are taken. */
export const gate = ({ trustedProxies = [], userServerSecret, allowedActions, blockedActions }: Settings) => ({
  clientAddress: createClientAddress(trustedProxies),
  sharedSecret: userServerSecret,
  accepts: { allow: allowedActions, block: blockedActions },
});

/** What the page looks like on which sign-ins from a command line are approved; undefined if there are none. */
export function approvalLook(settings: Settings) {
  if (settings.cliSignin === "off") return undefined;
  return { brand: mailRendering(settings).brand, locale: settings.mailLocale };
}

/**
 * Undefined if it is off.
 *
 * @throws {StartError} if its address cannot be listened on.
 */
export async function openCommandListener(
  ports: CommandPorts,
  { settings, onError }: Omit<ListenersOptions, "isResetEnabled">,
) {
  const { commandHost: host, commandPort: port } = settings;
  if (port === undefined) return undefined;
  const options = { routes: commandRoutes(ports), crossOrigin: allowOrigins([]), host, port, onError };
  return listenOrExplain("TIAUTH_COMMAND_HOST and TIAUTH_COMMAND_PORT", options);
}

/** @param names of the settings to blame. */
export async function listenOrExplain(names: string, options: ListenOptions): Promise<Listener> {
  try {
    return await listen(options);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    const why = code === "EADDRINUSE" ? "another process listens there already" : String(code);
    throw new StartError(`${names}: cannot listen on ${options.host}:${options.port} (${why}).`);
  }
}
