export { type BackendEmailOptions, createBackendEmailSender } from "./backend.ts";
export { type ConsoleEmailOptions, createConsoleEmailSender } from "./console.ts";
export { EmailError } from "./email-error.ts";
export type { EmailTransport } from "./email-transport.ts";
export { isMailable, type Mailbox, parseMailbox } from "./mailbox.ts";
export { createRendering, type Rendering } from "./rendering.ts";
export { createSmtpEmailSender } from "./smtp.ts";
export type { SmtpOptions } from "./smtp-options.ts";
