export type { CaughtMail } from "./caught-mail.ts";
export type { Exchange, Interception, UserServerAction, UserServerAnswer } from "./interceptions.ts";
export type { LogLine } from "./log-lines.ts";
export type { Person } from "./person.ts";
export type { SmtpBehaviour, SmtpCatcher } from "./smtp-catcher.ts";
export { succeeded } from "./succeeded.ts";
export type { Served, Tiauth, TiauthOptions } from "./tiauth.ts";
export { startUserServer, type UserServer, type UserServerKind, userServerKinds } from "./user-servers.ts";
export { startWorld, type World, type WorldOptions } from "./world.ts";
