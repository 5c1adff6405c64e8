import * as z from "zod/mini";
import { text } from "./wire.ts";

const to = { email: text("The recipient's address."), displayName: z.optional(text("The recipient's name.")) };
const code = text("What the recipient types: the verification code or the temporary password.");
const link = text("Where the recipient approves or denies it. A secret.");
const clientName = text("What asks to be signed in, in its own words.");
const timestamp = text("When it happened, in UTC: `January 2, 2006 15:04:05`.");

/** A mail handed to the application: `POST /email` beside the user server's `/invoke`. 200 = accepted, anything else = not sent. */
export const backendEmail = z.discriminatedUnion("type", [
  z.object({ type: z.literal("signup_verification"), ...to, code }),
  z.object({ type: z.literal("email_update_verification"), ...to, code }),
  z.object({ type: z.literal("password_reset"), ...to, code }),
  z.object({ type: z.literal("account_exists"), ...to }),
  z.object({ type: z.literal("no_account"), ...to }),
  z.object({ type: z.literal("cli_signin_approval"), ...to, link, clientName }),
  z.object({ type: z.literal("signin_notification"), ...to, timestamp }),
  z.object({ type: z.literal("password_updated"), ...to, timestamp }),
  z.object({ type: z.literal("email_updated"), ...to, newEmail: text("The new address."), timestamp }),
]);
export type BackendEmail = z.output<typeof backendEmail>;
