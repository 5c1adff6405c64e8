import type { SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import { createRendering } from "../src/mail/rendering.ts";
import { createSmtpEmailSender } from "../src/mail/smtp.ts";
import type { SmtpOptions } from "../src/mail/smtp-options.ts";
import { certificate, startSmtpServer } from "./smtp-server.ts";

const from = { name: "Tiauth", address: "auth@mail.example.com" };

/** A sender that ends with the test and trusts the test server. */
export function openSender(port: number, options: Partial<SmtpOptions> = {}) {
  const email = createSmtpEmailSender({
    host: "127.0.0.1",
    port,
    from,
    rendering: createRendering(),
    isTlsRequired: true,
    isKeptAlive: true,
    certificateAuthority: certificate.cert,
    ...options,
  });
  onTestFinished(() => email.close());
  return email;
}

/** A mail server that behaves as told, and a sender for it. */
export async function senderFor(serverOptions: SMTPServerOptions = {}, options: Partial<SmtpOptions> = {}) {
  const server = await startSmtpServer(serverOptions);
  return { ...server, email: openSender(server.port, options) };
}
