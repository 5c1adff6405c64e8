import { release } from "../commands/stop.ts";
import { type Composition, compose, connectUserServer, openEmail } from "../compose.ts";
import type { Closers } from "./closers.ts";
import type { DevSettings } from "./dev-settings.ts";
import { type EmbeddedUsers, openEmbeddedUsers } from "./embedded-users.ts";
import { createInbox, type Inbox } from "./inbox/inbox.ts";
import { type MailCatcher, startMailCatcher } from "./inbox/mail-catcher.ts";
import { createMailedSecrets } from "./inbox/mailed-secrets.ts";
import { createInspector, type Inspector } from "./inspector/inspector.ts";
import type { OpenDevOptions } from "./open-dev-options.ts";

/** The server with everything around it in this process. Nothing listens yet but the mail catcher. */
export interface DevComposition {
  readonly core: Composition;
  readonly embeddedUsers: EmbeddedUsers | undefined;
  readonly catcher: MailCatcher;
  readonly inbox: Inbox;
  readonly inspector: Inspector;
}

/**
 * Puts everything together around the same core, HTTP and mail as `serve` has.
 *
 * @throws {StorageError} if the storage cannot be opened. @throws {StartError} if the embedded users cannot.
 */
export async function composeDev(
  { server, directory, isUserStoreEmbedded }: DevSettings,
  { logs, ports }: Pick<OpenDevOptions, "logs" | "ports">,
  closers: Closers,
): Promise<DevComposition> {
  const [inbox, inspector, secrets] = [createInbox(), createInspector(), createMailedSecrets()];
  const catcher = await startMailCatcher((mail) =>
    inbox.add({ at: new Date().toISOString(), ...secrets.findIn(mail.text), ...mail }),
  );
  closers.add(catcher.close);
  const embeddedUsers = isUserStoreEmbedded ? openEmbeddedUsers(directory) : undefined;
  if (embeddedUsers) closers.add(embeddedUsers.close);

  const settings = { ...server, smtpPort: catcher.port };
  const userServer = embeddedUsers ?? connectUserServer(settings);
  const core = await compose(settings, {
    logs,
    ports,
    isSmtpKeptAlive: true,
    userServer: { ...userServer, users: inspector.watchUsers(userServer.users) },
    email: secrets.watch(await openEmail(settings, { isSmtpKeptAlive: true })),
  });
  closers.add(() => release(core));
  return { core, embeddedUsers, catcher, inbox, inspector };
}
