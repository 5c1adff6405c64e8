export type { Dev } from "./dev.ts";
export type { CaughtMail } from "./inbox/caught-mail.ts";
export type { Inbox, InboxMail, MailWanted } from "./inbox/inbox.ts";
export { type MailCatcher, startMailCatcher } from "./inbox/mail-catcher.ts";
export type { ObservedInvocation, UserServerCall } from "./inspector/observed-invocation.ts";
export { type DevOptions, startDev } from "./start-dev.ts";
