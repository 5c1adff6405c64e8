import { lookUp } from "../mail/language.ts";
import { shippedTemplates } from "../mail/templates.ts";
import { isInProcess, isSameStorage, isShared } from "../storage/storage-url.ts";
import type { SettingName } from "./declared.ts";
import { isLoopback } from "./loopback.ts";
import type { Settings } from "./resolve.ts";

/** A rule over several settings. */
export interface CrossCheck {
  /** Asked only if all of these could be read; the first is the one to blame. */
  readonly involves: readonly [SettingName, ...SettingName[]];
  readonly isBroken: (settings: Settings) => boolean;
  readonly message: string;
}

/** Combinations that cannot work. */
export const mistakenCombinations: readonly CrossCheck[] = [
  {
    involves: ["smtpHost", "email"],
    isBroken: ({ email, smtpHost }) => email === "smtp" && smtpHost === undefined,
    message: "must be set to send mails over SMTP",
  },
  {
    involves: ["smtpFrom", "email", "smtpHost"],
    isBroken: ({ email, smtpFrom }) => email === "smtp" && smtpFrom === undefined,
    message: "must be set to send mails over SMTP, as Name <address>",
  },
  {
    involves: ["smtpPassword", "smtpUsername"],
    isBroken: ({ smtpUsername, smtpPassword }) => smtpUsername !== undefined && smtpPassword === undefined,
    message: "must be set beside the SMTP user name",
  },
  {
    involves: ["smtpUsername", "smtpPassword"],
    isBroken: ({ smtpUsername, smtpPassword }) => smtpUsername === undefined && smtpPassword !== undefined,
    message: "must be set beside the SMTP password",
  },
  {
    involves: ["mailLocale", "mailTemplates"],
    isBroken: ({ mailLocale, mailTemplates = shippedTemplates() }) => !lookUp(mailLocale, mailTemplates.languages),
    message: "must be a language that there is: add its messages.<language>.json to TIAUTH_MAIL_TEMPLATES",
  },
  {
    involves: ["publicUrl", "cliSignin", "host", "port"],
    isBroken: ({ cliSignin, publicUrl }) => cliSignin !== "off" && publicUrl === "",
    message: "must be set to sign in from a command line: the link in the mail begins with it",
  },
  {
    involves: ["sessionActivityCheckIntervalSeconds", "sessionInactivityTimeoutSeconds"],
    isBroken: (settings) => settings.sessionActivityCheckIntervalSeconds >= settings.sessionInactivityTimeoutSeconds,
    message: "must be shorter than the inactivity timeout, or no session would outlive it",
  },
  {
    involves: ["commandPort", "port", "host", "commandHost"],
    isBroken: ({ commandPort, port, host, commandHost }) => port !== 0 && commandPort === port && commandHost === host,
    message: "must be another port than the public one",
  },
  {
    involves: ["blockedActions", "allowedActions"],
    isBroken: ({ allowedActions = [], blockedActions = [] }) =>
      blockedActions.some((name) => allowedActions.includes(name)),
    message: "must not name an action that TIAUTH_ALLOWED_ACTIONS names too",
  },
  {
    involves: ["workers", "storageUrl", "dbPath"],
    isBroken: ({ workers, storageUrl }) => workers > 1 && isInProcess(storageUrl),
    message: "must be 1 where records are kept in memory, which processes do not share",
  },
  {
    involves: ["workers", "rateLimitStorageUrl"],
    isBroken: ({ workers, rateLimitStorageUrl: url }) => workers > 1 && url !== undefined && isInProcess(url),
    message: "must be 1 where limits are kept in memory, which processes do not share",
  },
  {
    involves: ["rateLimitStorageUrl", "storageUrl", "dbPath"],
    isBroken: ({ rateLimitStorageUrl: url, storageUrl }) => url !== undefined && isSameStorage(url, storageUrl),
    message: "must be another storage than that of the records; without it limits are kept there too",
  },
  {
    involves: ["postgresUnlogged", "rateLimitStorageUrl"],
    isBroken: ({ postgresUnlogged, rateLimitStorageUrl: url }) =>
      postgresUnlogged === "limits" && url?.engine !== "postgres",
    message: "must be none or all, unless TIAUTH_RATE_LIMIT_STORAGE_URL is a Postgres database",
  },
];

/** Combinations that work, but that an operator should know about. */
export const riskyCombinations: readonly CrossCheck[] = [
  {
    involves: ["isSmtpInsecure", "email", "smtpHost"],
    isBroken: ({ isSmtpInsecure, email }) => isSmtpInsecure && email === "smtp",
    message: "INSECURE: mails may travel without TLS, and anyone on the way can read and use the codes in them",
  },
  {
    involves: ["smtpPassword", "isSmtpInsecure", "smtpUsername"],
    isBroken: ({ isSmtpInsecure, smtpPassword }) => isSmtpInsecure && smtpPassword !== undefined,
    message: "INSECURE: the SMTP user name and password may travel without TLS",
  },
  {
    involves: ["email"],
    isBroken: ({ email }) => email === "console",
    message: "mails are printed with the codes in them: for development only",
  },
  {
    involves: ["userServerSecret", "userServerUrl", "privateHost", "privatePort"],
    isBroken: ({ userServerSecret, userServerUrl }) =>
      userServerSecret === undefined && !isLoopback(new URL(userServerUrl).hostname),
    message: "should be set: the user server is on another machine and cannot tell who asks",
  },
  {
    involves: ["publicUrl", "cliSignin", "host", "port"],
    isBroken: ({ cliSignin, publicUrl }) =>
      cliSignin !== "off" && publicUrl.startsWith("http:") && !isLoopback(new URL(publicUrl).hostname),
    message: "should be https://: whoever is on the way can approve the sign-in that a link is for",
  },
  {
    involves: ["auditWebhookSecret", "auditWebhookUrl", "userServerSecret"],
    isBroken: ({ auditWebhookUrl, auditWebhookSecret }) =>
      auditWebhookUrl !== undefined && auditWebhookSecret === undefined,
    message: "should be set: whoever gets the audit events cannot tell who sends them",
  },
  {
    involves: ["auditWebhookUrl"],
    isBroken: ({ auditWebhookUrl: url }) =>
      url !== undefined && new URL(url).protocol === "http:" && !isLoopback(new URL(url).hostname),
    message: "should be https:// or on this machine: user ids and client addresses travel there",
  },
  {
    involves: ["rateLimitStorageUrl", "storageUrl"],
    isBroken: ({ rateLimitStorageUrl: url, storageUrl }) => url !== undefined && isShared(storageUrl) && !isShared(url),
    message: "should be a storage that all servers share: each of them has limits of its own",
  },
  {
    involves: ["postgresUnlogged", "storageUrl"],
    isBroken: ({ postgresUnlogged, storageUrl }) => postgresUnlogged === "all" && storageUrl.engine === "postgres",
    message: "all: everybody is signed out whenever Postgres crashes or fails over",
  },
  {
    involves: ["sessionCacheSeconds", "storageUrl", "workers"],
    isBroken: ({ sessionCacheSeconds, storageUrl }) => sessionCacheSeconds > 0 && isShared(storageUrl),
    message: "should be 0: for that long a session that was ended through another server still counts here",
  },
  {
    involves: ["commandHost", "commandPort"],
    isBroken: ({ commandHost, commandPort }) => commandPort !== undefined && !isLoopback(commandHost),
    message: "should be a loopback address: whoever reaches this listener can clear the storage",
  },
];
