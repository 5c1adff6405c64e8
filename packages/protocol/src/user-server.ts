import * as z from "zod/mini";
import { action } from "./action.ts";
import { user } from "./models.ts";
import { bytes, text } from "./wire.ts";

const userId = text("The user's id.");
const emailAddress = text("Stored and compared exactly as it is, letter case included.");
const passwordHash = {
  password_hash: bytes,
  password_hash_algorithm_id: text("Stored beside the hash: it tells which algorithm verifies."),
  password_salt: bytes,
};
/** The update happens only while the stored counter still equals this one, and increments it. */
const counter = (name: string) => z.int32().check(z.describe(`The user's ${name} counter as it was read.`));

/** The 7 actions that the application's user server answers, by wire name. Tiauth is their only caller. */
export const userServerActions = {
  create_user: action({
    summary: "Create a user; all counters start at 0.",
    arguments: { email_address: emailAddress, ...passwordHash },
    values: { user },
    errors: ["email_address_already_used"],
  }),
  get_user: action({
    summary: "Get a user by id.",
    arguments: { user_id: userId },
    values: { user },
    errors: ["user_not_found"],
  }),
  get_user_by_email_address: action({
    summary: "Get a user by e-mail address.",
    arguments: { email_address: emailAddress },
    values: { user },
    errors: ["user_not_found"],
  }),
  update_user_email_address: action({
    summary: "Change the e-mail address and increment its counter, if the counter is still the one given.",
    arguments: { user_id: userId, email_address: emailAddress, user_email_address_counter: counter("e-mail address") },
    errors: ["email_address_already_used", "user_not_found"],
  }),
  update_user_password_hash: action({
    summary: "Change the password hash and increment its counter, if the counter is still the one given.",
    arguments: { user_id: userId, ...passwordHash, user_password_hash_counter: counter("password hash") },
    errors: ["user_not_found"],
  }),
  increment_user_sessions_counter: action({
    summary: "Increment the sessions counter, if it is still the one given.",
    arguments: { user_id: userId, user_sessions_counter: counter("sessions") },
    errors: ["user_not_found"],
  }),
  delete_user: action({
    summary: "Delete the user.",
    arguments: { user_id: userId },
    errors: ["user_not_found"],
  }),
};
export type UserServerActions = typeof userServerActions;
