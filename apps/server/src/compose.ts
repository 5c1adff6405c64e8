import { defaultPasswordHasher, defaultTemporaryPasswordHasher, passwordAlgorithms } from "@tiauth/passwords";
import { createServer } from "@tiauth/server";
import type { StorageDriver } from "@tiauth/storage";
import { memoryStorage } from "@tiauth/storage/memory";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { createReadiness } from "./http/readiness.ts";
import { isPretty } from "./logs/destination.ts";
import type { Logs } from "./logs/logs.ts";
import {
  createBackendEmailSender,
  createConsoleEmailSender,
  createSmtpEmailSender,
  type EmailTransport,
} from "./mail/index.ts";
import { createPwnedPasswords } from "./passwords/index.ts";
import { allowEmailDomains } from "./settings/allowed-email-domains.ts";
import type { Settings } from "./settings/resolve.ts";
import { createHttpUserStore, type HttpUserStore } from "./users/index.ts";

/** The server, put together from its settings. Nothing listens yet; nothing but the storage has been opened. */
export type Composition = ReturnType<typeof compose>;

/**
 * Puts everything together: the only place that knows all the parts.
 *
 * @throws {StorageError} if the storage cannot be opened.
 */
export function compose(settings: Settings, { logs, isSmtpKeptAlive }: ComposeOptions) {
  const storage = openStorage(settings);
  const userServer = connectUserServer(settings);
  const email = openEmail(settings, { isSmtpKeptAlive });
  const { invoke, idle } = createServer({
    storage,
    users: userServer.users,
    email,
    passwordHasher: defaultPasswordHasher,
    temporaryPasswordHasher: defaultTemporaryPasswordHasher,
    passwordAlgorithms,
    isBreachedPassword: breachedPasswords(settings, logs),
    isEmailAddressAllowed: allowEmailDomains(settings.allowedEmailDomains),
    reportError: logs.reportError,
    audit: logs.audit,
    settings,
  });
  const findMissing = createReadiness({
    storage,
    dbPath: databaseFile(settings),
    isUserServerReachable: userServer.isReachable,
  });
  const clear = async () => storage.clear();
  return { invoke, idle, storage, userServer, email, findMissing, clear };
}

export interface ComposeOptions {
  readonly logs: Logs;
  /** Whether a SMTP connection stays open for the next mail. */
  readonly isSmtpKeptAlive: boolean;
}

function breachedPasswords({ pwnedPasswords: mode, pwnedPasswordsUrl: url }: Settings, logs: Logs) {
  if (mode === "off") return () => false;
  const onError = (error: unknown) => logs.trouble("the list of breached passwords could not be asked", error);
  return createPwnedPasswords({ mode, url, onError });
}

/** @throws {StorageError} if the database cannot be opened; its message says what to do. */
export function openStorage({ storageUrl, dbPath, sqliteSynchronous }: Settings): StorageDriver {
  if (storageUrl === "memory:") return memoryStorage();
  return openSqliteStorage({ path: dbPath, synchronous: sqliteSynchronous });
}

/** The file that has to be written to; undefined if the storage needs none. */
const databaseFile = ({ storageUrl, dbPath }: Settings) =>
  storageUrl === "memory:" || dbPath === ":memory:" ? undefined : dbPath;

export const connectUserServer = ({ userServerUrl, userServerSecret }: Settings): HttpUserStore =>
  createHttpUserStore({ url: userServerUrl, secret: userServerSecret });

export function openEmail(settings: Settings, { isSmtpKeptAlive }: Pick<ComposeOptions, "isSmtpKeptAlive">) {
  const lifetimes = {
    codeLifetimeSeconds: settings.codeLifetimeSeconds,
    temporaryPasswordLifetimeSeconds: settings.userPasswordResetLifetimeSeconds,
  };
  const senders: Readonly<Record<Settings["email"], () => EmailTransport>> = {
    backend: () => createBackendEmailSender({ url: settings.emailUrl, secret: settings.userServerSecret }),
    console: () => createConsoleEmailSender({ write: printMail(settings), ...lifetimes }),
    smtp: () => createSmtpEmailSender({ ...smtpOptions(settings), isKeptAlive: isSmtpKeptAlive, ...lifetimes }),
  };
  return senders[settings.email]();
}

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
