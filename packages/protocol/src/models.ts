import * as z from "zod/mini";
import { bytes, text, timestamp, wire } from "./wire.ts";

const id = text("24 lower-case letters and digits; public.");
const userId = text("The id that the user server gave.");
const sessionId = text("The session that the flow was started in, and that it dies with.");
const verified = (what: string) => z.boolean().check(z.describe(what));
const times = { created_at: timestamp, expires_at: timestamp };

export const signup = wire({
  id,
  unregistered_user_id: z.literal("").check(z.describe("Always empty; kept for old clients.")),
  email_address: text("As typed."),
  email_address_verified: verified("The mailed code was entered."),
  password_set: verified("A password was set."),
  ...times,
});

export const signin = wire({
  id,
  user_id: userId,
  user_first_factor_verified: verified("The password was right."),
  ...times,
});

export const session = wire({
  id,
  user_id: userId,
  created_at: timestamp,
  expires_at: z.nullable(timestamp).check(z.describe("Null where sessions have no absolute expiry.")),
});

/** A session as its user recognises it. */
export const listedSession = wire({
  id,
  created_at: timestamp,
  last_used_at: timestamp,
  expires_at: z.nullable(timestamp).check(z.describe("Null where sessions have no absolute expiry.")),
  label: text("Browser and system in words; empty if they are not known."),
  client_address: text("The network it was begun from: `192.0.2.0/24`, `2001:db8::/48`; empty if it is not known."),
  current: z.boolean().check(z.describe("It is the session that asks.")),
});

const cliSigninFields = {
  id,
  user_email_address: text("As typed."),
  client_name: text("What asks, in its own words."),
  status: z.literal(["pending", "approved", "denied"]).check(z.describe("What the person with the mail has decided.")),
  ...times,
};

export const cliSignin = wire(cliSigninFields);

/** The same as it is shown to the person with the mail. */
export const cliSigninRequest = wire({
  ...cliSigninFields,
  client_label: text("What asks, as its request describes it; empty if that is not known."),
  client_address: text("The network that it asks from: `192.0.2.0/24`, `2001:db8::/48`; empty if it is not known."),
});

export const userEmailAddressUpdate = wire({
  id,
  user_id: userId,
  session_id: sessionId,
  new_email_address: text("As typed."),
  new_email_address_verified: verified("The mailed code was entered."),
  user_identity_verified: verified("The password was right."),
  ...times,
});

export const userPasswordUpdate = wire({
  id,
  user_id: userId,
  session_id: sessionId,
  user_identity_verified: verified("The password was right."),
  new_password_set: verified("The new password was set."),
  ...times,
});

export const userPasswordReset = wire({
  id,
  user_id: userId,
  user_first_factor_verified: verified("The mailed temporary password was entered."),
  new_password_set: verified("The new password was set."),
  ...times,
});

export const userDeletion = wire({
  id,
  user_id: userId,
  session_id: sessionId,
  user_identity_verified: verified("The password was right."),
  ...times,
});

const short = (description: string) => text(description).check(z.maxLength(255));
const counter = (what: string) => z.int32().check(z.nonnegative(), z.describe(`Starts at 0, goes up when ${what}.`));

/** A user as the user server describes them. */
export const user = wire({
  id: short("Stable and unique; opaque to Tiauth.").check(z.minLength(1)),
  email_address: short("Exactly as it was given."),
  password_hash: bytes,
  password_hash_algorithm_id: short("Which algorithm verifies, `argon2id.3.65536.1.32` for instance."),
  password_salt: bytes,
  disabled: z.boolean().check(z.describe("A disabled user cannot sign in; their sessions and flows end.")),
  display_name: short("For mails; empty if there is none."),
  email_address_counter: counter("the e-mail address changes"),
  password_hash_counter: counter("the password changes"),
  disabled_counter: counter("`disabled` changes"),
  sessions_counter: counter("all sessions are ended"),
});

export type User = z.output<typeof user>;
