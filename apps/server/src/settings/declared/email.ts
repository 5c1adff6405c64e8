import type { Declarations } from "../declare.ts";
import { anyText, emailDomains, flag, host, httpUrl, mailbox, oneOf, remotePort } from "../formats.ts";

/** How mails leave, and who may have an account. */
export const emailSettings = {
  email: {
    variable: "EMAIL",
    format: oneOf("smtp", "backend", "console"),
    shownFallback: "smtp if a SMTP host is set, else backend",
    description: "How mails leave: over SMTP, through the backend, or printed (for development only).",
  },
  emailUrl: {
    variable: "EMAIL_URL",
    format: httpUrl,
    shownFallback: "http://PRIVATE_HOST:PRIVATE_PORT/email",
    description: "Where the backend takes mails.",
  },
  smtpHost: { variable: "SMTP_HOST", format: host, description: "The mail server." },
  smtpPort: {
    variable: "SMTP_PORT",
    format: remotePort,
    fallback: "587",
    description: "Its port: 465 is TLS from the start, any other STARTTLS.",
  },
  smtpUsername: { variable: "SMTP_USERNAME", format: anyText, description: "The account on the mail server." },
  smtpPassword: { variable: "SMTP_PASSWORD", format: anyText, isSecret: true, description: "Its password." },
  smtpFrom: { variable: "SMTP_FROM", format: mailbox, description: "Who the mails are from: `Name <address>`." },
  isSmtpInsecure: {
    variable: "SMTP_INSECURE",
    format: flag,
    fallback: "false",
    description: "`true` allows SMTP without TLS, like `--insecure`: anyone on the way can read the codes.",
  },
  allowedEmailDomains: {
    variable: "ALLOWED_EMAIL_DOMAINS",
    format: emailDomains,
    shownFallback: "any",
    description: "Only these may sign up, comma-separated: `example.com`, or `*.example.com` for its subdomains.",
  },
} as const satisfies Declarations;
