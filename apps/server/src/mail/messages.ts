import type { Mail } from "@tiauth/server";

/** A mail's words. */
export interface Message {
  readonly subject: string;
  /**
   * Separated by empty lines. A fact stands in braces; a paragraph with a fact that is not known is left out.
   * A code stands on a short line of its own sentence, which no encoding of the mail breaks up.
   */
  readonly paragraphs: readonly string[];
}

/** What a message can say, beside its own words. */
export interface Facts {
  /** Cleaned; undefined if there is none. */
  readonly name: string | undefined;
  readonly code: string | undefined;
  readonly codeLifetime: string | undefined;
  readonly temporaryPasswordLifetime: string | undefined;
  /** UTC. */
  readonly time: string | undefined;
  readonly newEmailAddress: string | undefined;
}

/** One language. */
export type Messages = Readonly<Record<Mail["type"], Message>>;

const greeting = "Hello {name},";

/** Test suites read these subjects and the sentences around the code: they are part of the protocol. */
export const english: Messages = {
  signup_verification: {
    subject: "Signup verification code",
    paragraphs: [
      greeting,
      "Your email address verification code is {code}.",
      "It is good for {codeLifetime}.",
      "If you did not sign up, ignore this mail: without the code nothing happens.",
    ],
  },
  email_update_verification: {
    subject: "Email update verification code",
    paragraphs: [
      // No greeting: nobody has proved yet that this address belongs to the person who chose that name.
      "You asked to make this the email address of your account.\nYour verification code is {code}.",
      "It is good for {codeLifetime}.",
      "If it was not you, ignore this mail: without the code nothing happens.",
    ],
  },
  password_reset: {
    subject: "Password reset temporary password",
    paragraphs: [
      greeting,
      "Your password reset temporary password is {code}.",
      "It is good for {temporaryPasswordLifetime}.",
      "If you did not ask for it, ignore this mail: your password stays as it is.",
    ],
  },
  signin_notification: {
    subject: "Sign-in detected",
    paragraphs: [
      greeting,
      "Somebody signed in to your account on {time} (UTC).",
      "If it was not you, reset your password now.",
    ],
  },
  password_updated: {
    subject: "Password updated",
    paragraphs: [
      greeting,
      "The password of your account was updated on {time} (UTC).",
      "If it was not you, reset your password now.",
    ],
  },
  email_updated: {
    subject: "Email updated",
    paragraphs: [
      greeting,
      "The email address of your account was updated on {time} (UTC).\nIt is now {newEmailAddress}.",
      "If it was not you, contact us now: mails no longer reach you here.",
    ],
  },
};
