import type { Mail } from "@tiauth/server";

const to = { emailAddress: "ada@example.com", displayName: "Ada" };
const at = new Date("2006-01-02T15:04:05.999Z");

/** One mail of every type. */
export const mails = {
  signup_verification: { type: "signup_verification", to: { ...to, displayName: "" }, code: "ABCDEFGH" },
  email_update_verification: { type: "email_update_verification", to, code: "JKLMNPQR" },
  password_reset: { type: "password_reset", to, code: "STUVWXYZ2345" },
  account_exists: { type: "account_exists", to: { ...to, displayName: "" } },
  no_account: { type: "no_account", to: { ...to, displayName: "" } },
  cli_signin_approval: {
    type: "cli_signin_approval",
    to,
    link: "https://auth.example.com/cli#abcdefghijkmnpqrstuvwxyz.23456789abcdefghijkmnpqr",
    clientName: "acme deploy 2.1",
    clientLabel: "Node.js on Linux",
    clientAddress: "192.0.2.0/24",
  },
  signin_notification: { type: "signin_notification", to, at },
  password_updated: { type: "password_updated", to, at },
  email_updated: { type: "email_updated", to, newEmailAddress: "countess@example.com", at },
} as const satisfies { readonly [T in Mail["type"]]: Mail & { readonly type: T } };

/** A mail to somebody who chose this name or address. */
export const mailTo = (recipient: Partial<Mail["to"]>): Mail => ({
  ...mails.password_reset,
  to: { ...to, ...recipient },
});
