export { type BackendEmailOptions, createBackendEmailSender } from "./backend.ts";
export { type ConsoleEmailOptions, createConsoleEmailSender } from "./console.ts";
export type { EmailTransport, HandOver } from "./email-transport.ts";
export { createRendering, type Rendering } from "./rendering.ts";
export type { SmtpOptions } from "./smtp-options.ts";
