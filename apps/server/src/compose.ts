import { defaultPasswordHasher, defaultTemporaryPasswordHasher, passwordAlgorithms } from "@tiauth/passwords";
import { createServer, type PasswordHasher, type Ports } from "@tiauth/server";
import { createDeliveries, outboxTopics, watchOutbox } from "./deliveries/index.ts";
import { createReadiness } from "./http/readiness.ts";
import { isPretty } from "./logs/destination.ts";
import type { Logs } from "./logs/logs.ts";
import {
  createBackendEmailSender,
  createConsoleEmailSender,
  createRendering,
  type EmailTransport,
  type Rendering,
} from "./mail/index.ts";
import { createMetrics, type Metrics } from "./metrics/index.ts";
import { createOwnLinks } from "./own-links.ts";
import {
  algorithmTakingTurns,
  createPwnedPasswords,
  type HashingTurns,
  loadInTurns,
  takingTurns,
} from "./passwords/index.ts";
import { allowEmailDomains } from "./settings/allowed-email-domains.ts";
import type { Settings } from "./settings/resolve.ts";
import { databaseFiles, openStorages } from "./storage/storages.ts";
import { createHttpUserStore, type UserServer } from "./users/index.ts";

/** The server, put together from its settings. Nothing listens yet; nothing but the storage has been opened. */
export type Composition = Awaited<ReturnType<typeof compose>>;

/**
 * Puts everything together: the only place that knows all the parts.
 *
 * @throws {StorageError} if a storage cannot be opened. @throws {StartError} if its engine is not there.
 */
export async function compose(settings: Settings, options: ComposeOptions) {
  const { logs } = options;
  const metrics = createMetrics();
  const { records, limits } = await openStorages(settings, { logs, onWarning: options.onStorageWarning });
  const storage = metrics.watchStorage(records, "records");
  const rateLimitStorage = limits ? metrics.watchStorage(limits, "limits") : storage;
  const storages = limits ? [storage, rateLimitStorage] : [storage];
  const userServer = metrics.watchUserServer(options.userServer ?? connectUserServer(settings));
  const email = metrics.watchEmail(options.email ?? (await openEmail(settings, options)));
  const ownLinks = createOwnLinks();
  const outbox = watchOutbox(storage.outbox, options.onOutboxItem);
  const deliveries = createDeliveries(settings, { outbox, email, logs });
  const { invoke, idle, forget, hashing } = createServer({
    storage,
    rateLimitStorage,
    users: userServer.users,
    email: { send: (mail) => email.send(ownLinks.complete(mail)), enqueue: deliveries.enqueue },
    isBreachedPassword: breachedPasswords(settings, logs),
    isEmailAddressAllowed: allowEmailDomains(settings.allowedEmailDomains),
    reportError: logs.reportError,
    audit: deliveries.audit,
    observe: metrics.observe,
    settings,
    ...options.ports,
    ...hashers(metrics, options),
  });
  metrics.showHashing(loadInTurns(hashing, options.hashingTurns));
  metrics.showOutbox(storage, Object.values(outboxTopics));
  if (settings.commandPort !== undefined) metrics.showProcess();
  const findMissing = createReadiness({
    storages,
    dbPaths: databaseFiles(settings),
    isUserServerReachable: userServer.isReachable,
  });
  const clear = async () => {
    try {
      for (const { clear } of storages) await clear();
    } finally {
      forget();
      await options.onCleared?.();
    }
    logs.warn("the storage was cleared: everybody is signed out");
  };
  return {
    invoke: deliveries.keepingEvents(invoke),
    idle,
    storages,
    userServer,
    email,
    deliveries,
    findMissing,
    clear,
    forget,
    listensOn: ownLinks.listensOn,
    metrics,
  };
}

export interface ComposeOptions {
  readonly logs: Logs;
  /** Whether a SMTP connection stays open for the next mail. */
  readonly isSmtpKeptAlive: boolean;
  /** The one of the settings by default. */
  readonly userServer?: UserServer | undefined;
  /** The one of the settings by default. */
  readonly email?: EmailTransport | undefined;
  /** Told after the storage was cleared here, before that is answered. Must not reject. */
  readonly onCleared?: (() => Promise<void>) | undefined;
  /** Told what an operator should know about the engine of a storage; the log by default. */
  readonly onStorageWarning?: ((message: string) => void) | undefined;
  /** Told of each item that was put into the outbox here. */
  readonly onOutboxItem?: (() => void) | undefined;
  /** Between processes. Without them only `hashConcurrency` counts. */
  readonly hashingTurns?: HashingTurns | undefined;
  /** For tests of applications: another clock, cheaper hashes. */
  readonly ports?:
    | Partial<Pick<Ports, "now" | "randomBytes" | "passwordHasher" | "temporaryPasswordHasher">>
    | undefined;
}

function hashers({ watchHasher, watchAlgorithm }: Metrics, { ports, hashingTurns }: ComposeOptions) {
  const watch = (hasher: PasswordHasher) => takingTurns(watchHasher(hasher), hashingTurns);
  return {
    passwordHasher: watch(ports?.passwordHasher ?? defaultPasswordHasher),
    temporaryPasswordHasher: watch(ports?.temporaryPasswordHasher ?? defaultTemporaryPasswordHasher),
    passwordAlgorithms: passwordAlgorithms
      .map(watchAlgorithm)
      .map((algorithm) => algorithmTakingTurns(algorithm, hashingTurns)),
  };
}

function breachedPasswords({ pwnedPasswords: mode, pwnedPasswordsUrl: url }: Settings, logs: Logs) {
  if (mode === "off") return () => false;
  const onError = (error: unknown) => logs.trouble("the list of breached passwords could not be asked", error);
  return createPwnedPasswords({ mode, url, onError });
}

export const connectUserServer = ({ userServerUrl, userServerSecret }: Settings): UserServer =>
  createHttpUserStore({ url: userServerUrl, secret: userServerSecret });

/** What speaks SMTP is loaded for those who want it only. */
export async function openEmail(
  settings: Settings,
  { isSmtpKeptAlive }: Pick<ComposeOptions, "isSmtpKeptAlive">,
): Promise<EmailTransport> {
  if (settings.email === "backend")
    return createBackendEmailSender({ url: settings.emailUrl, secret: settings.userServerSecret });
  const rendering = mailRendering(settings);
  if (settings.email === "console") return createConsoleEmailSender({ write: printMail(settings), rendering });
  const { createSmtpEmailSender } = await import("./mail/smtp.ts");
  return createSmtpEmailSender({ ...smtpOptions(settings), isKeptAlive: isSmtpKeptAlive, rendering });
}

/** How mails are worded and what they look like. */
export const mailRendering = (settings: Settings): Rendering =>
  createRendering({
    templates: settings.mailTemplates,
    locale: settings.mailLocale,
    serviceName: settings.serviceName,
    color: settings.mailColor,
    logoUrl: settings.mailLogoUrl,
    codeLifetimeSeconds: settings.codeLifetimeSeconds,
    temporaryPasswordLifetimeSeconds: settings.userPasswordResetLifetimeSeconds,
    approvalLifetimeSeconds: settings.cliSigninLifetimeSeconds,
  });

/** Not through the logs: they take no mails. But in their form, so that every line of the output can be read alike. */
const printMail =
  ({ logFormat }: Settings) =>
  (text: string) =>
    void process.stdout.write(`${isPretty(logFormat) ? text : JSON.stringify({ level: "info", msg: "mail", text })}\n`);

function smtpOptions(settings: Settings) {
  const { smtpHost, smtpFrom } = settings;
  if (!smtpHost || !smtpFrom) throw new TypeError("SMTP needs a host and a sender"); // the settings were checked for it
  return {
    host: smtpHost,
    port: settings.smtpPort,
    username: settings.smtpUsername,
    password: settings.smtpPassword,
    from: smtpFrom,
    isTlsRequired: !settings.isSmtpInsecure,
  };
}
