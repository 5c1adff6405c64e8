import type { Invocation } from "@tiauth/protocol";
import type { Awaitable, Cache, Storage } from "@tiauth/records";
import type { UserStore } from "@tiauth/users";

export interface Recipient {
  readonly emailAddress: string;
  /** Empty if there is none. Not cleaned: the sender does that. */
  readonly displayName: string;
  /** The `Accept-Language` header of the request that caused the mail, as it was sent. Undefined if it is not known. */
  readonly acceptLanguage?: string | undefined;
}

/** A mail that carries a secret. */
export interface CodeMail {
  readonly type: "signup_verification" | "email_update_verification" | "password_reset";
  readonly to: Recipient;
  /** The verification code, or the temporary password. */
  readonly code: string;
}

/** A mail with a link, which is secret, to approve a signin from a command line. */
export interface CliSigninMail {
  readonly type: "cli_signin_approval";
  readonly to: Recipient;
  /** `<publicUrl>/cli#<approval token>`: browsers send no server what is behind the `#`. */
  readonly link: string;
  /** What asks, in its own words: of few harmless characters. */
  readonly clientName: string;
  /** What asks, as its request describes it, and the network that it asks from, as `192.0.2.0/24`; empty if not known. */
  readonly clientLabel: string;
  readonly clientAddress: string;
}

/** A mail that only tells. `to` an `email_updated` is the old address. */
export type Notice =
  | { readonly type: "signin_notification" | "password_updated"; readonly to: Recipient; readonly at: Date }
  | { readonly type: "email_updated"; readonly to: Recipient; readonly newEmailAddress: string; readonly at: Date };

/** What an address gets in the place of a code, with `hideUserExistence`: only the owner of the mailbox is to learn why. */
export interface CodelessMail {
  readonly type: "account_exists" | "no_account";
  readonly to: Recipient;
}

/** A mail as data. */
export type Mail = CodeMail | CodelessMail | CliSigninMail | Notice;

export interface EmailSender {
  /** Resolves once the mail was handed over; rejects if it was not. Never hangs longer than its own deadline. */
  send(mail: Mail): Promise<void>;
  /**
   * Takes a notice to deliver it later: resolves, within a second, once it cannot be lost any more. Without this, notices
   * are sent as soon as their action is completed, and die with the process.
   */
  enqueue?(notice: Notice): Awaitable<void>;
}

/** One password hash function with its parameters. */
export interface PasswordHasher {
  /** Stored beside the hash as `password_hash_algorithm_id`, for instance `argon2id.3.65536.1.32`. */
  readonly id: string;
  readonly saltLengthBytes: number;
  /** Never on the event loop. The same inputs give the same bytes in any implementation. */
  hash(password: string, salt: Uint8Array): Promise<Uint8Array>;
}

/** Reads an algorithm id; undefined if it is not one of this algorithm's. */
export type PasswordAlgorithm = (algorithmId: string) => PasswordHasher | undefined;

/** An exception that became `internal_error`, or that followed the point of no return. Reported once. */
export interface Accident extends Invocation {
  readonly error: unknown;
}

/** One authentication decision. Never holds a secret. */
export interface AuditEvent extends Invocation {
  /** `ok` or the error code. */
  readonly result: string;
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly flowId?: string | undefined;
  readonly clientAddress?: string | undefined;
}

/** How one invocation went: for metrics. */
export interface Observation extends AuditEvent {
  readonly durationSeconds: number;
}

/** Everything the core needs from outside. Only the first four have no default. */
export interface Ports {
  readonly storage: Storage;
  readonly users: UserStore;
  readonly email: EmailSender;
  /** Hashes every new password; a user whose stored id differs is rehashed after their next signin. */
  readonly passwordHasher: PasswordHasher;
  /** What stored hashes may be verified with, beside `passwordHasher`. None by default. */
  readonly passwordAlgorithms: readonly PasswordAlgorithm[];
  /** `passwordHasher` by default; a cheaper one is enough for 60 random bits that live 20 minutes. */
  readonly temporaryPasswordHasher: PasswordHasher;
  /** Where token buckets live; `storage` by default. */
  readonly rateLimitStorage: Storage;
  /** Holds users' states if `userCacheSeconds` is not 0; in memory by default. */
  readonly cache?: Cache | undefined;
  /** Whether a password is known from a breach. Always false by default. */
  readonly isBreachedPassword: (password: string) => Awaitable<boolean>;
  /** Whether somebody with this address may have an account. Always true by default. */
  readonly isEmailAddressAllowed: (emailAddress: string) => Awaitable<boolean>;
  readonly now: () => Date;
  /** From a cryptographically secure generator. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Prints to standard error by default; must not throw. */
  readonly reportError: (accident: Accident) => void;
  /** Told of every decision. Does nothing by default; must be quick and not throw. */
  readonly audit: (event: AuditEvent) => void;
  /** Told how every invocation of an action ended, a look's too. Does nothing by default; must be quick and not throw. */
  readonly observe: (observation: Observation) => void;
}
