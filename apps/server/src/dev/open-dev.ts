import { StorageError } from "@tiauth/storage";
import { sweepExpired } from "../commands/starting.ts";
import { StartError } from "../start-error.ts";
import { type Closers, createClosers } from "./closers.ts";
import { composeDev, type DevComposition } from "./compose-dev.ts";
import type { Dev } from "./dev.ts";
import type { DevSettings } from "./dev-settings.ts";
import { prepareFolder } from "./folder.ts";
import { openDevListener } from "./listener.ts";
import type { OpenDevOptions } from "./open-dev-options.ts";

/**
 * Opens everything: files, user store, mail catcher, listener.
 *
 * @throws {StartError} if the folder, one of its files or the port cannot be had; nothing is left open then.
 */
export async function openDev(settings: DevSettings, options: OpenDevOptions): Promise<Dev> {
  const closers = createClosers();
  try {
    return await open(settings, options, closers);
  } catch (error) {
    await closers.close();
    throw error instanceof StorageError ? new StartError(error.message) : error;
  }
}

async function open(settings: DevSettings, options: OpenDevOptions, closers: Closers): Promise<Dev> {
  prepareFolder(settings.directory);
  const parts = await composeDev(settings, options, closers);
  const reset = () => clear(parts);
  const { port } = await openDevListener(parts, { ...options, settings, reset }, closers);
  startSweep(parts, options, closers);
  parts.core.deliveries.start();
  const { catcher, embeddedUsers, inbox, inspector } = parts;
  closers.add(inbox.close);
  closers.add(inspector.invocations.close);

  const { host } = settings.server;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
  const { invocations } = inspector;
  const { close } = closers;
  return { url, host, port, smtpPort: catcher.port, inbox, invocations, users: embeddedUsers, reset, close };
}

async function clear({ core, embeddedUsers, inbox, inspector }: DevComposition): Promise<void> {
  await core.idle();
  await core.deliveries.noticesIdle();
  await core.clear();
  embeddedUsers?.clear();
  inbox.clear();
  inspector.invocations.clear();
}

function startSweep({ core }: DevComposition, { logs, ports }: OpenDevOptions, closers: Closers): void {
  const sweep = sweepExpired(core, { logs, now: ports?.now });
  closers.add(sweep.stop);
}
