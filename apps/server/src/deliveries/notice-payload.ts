import { randomUUID } from "node:crypto";
import type { Notice } from "@tiauth/server";
import * as z from "zod/mini";

/** A notice on its way. */
export interface NoticePayload {
  /** Of the mail: every copy has the same. */
  readonly mailId: string;
  readonly notice: Notice;
}

const recipient = z.object({
  emailAddress: z.string(),
  displayName: z.string(),
  acceptLanguage: z.optional(z.string()),
});
const at = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
/** All that is stored of a notice: none of it is a secret. A new kind of notice does not compile until it is here. */
const notice = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["signin_notification", "password_updated"]), to: recipient, at }),
  z.object({ type: z.literal("email_updated"), to: recipient, newEmailAddress: z.string(), at }),
]);
const payload = z.object({ mailId: z.uuid(), notice });

/** A notice as it is kept in the outbox. */
export const writeNotice = (given: Notice): string =>
  JSON.stringify(z.encode(payload, { mailId: randomUUID(), notice: given }));

/** @returns undefined if this is no notice that this version knows. */
export function readNotice(text: string): NoticePayload | undefined {
  try {
    return z.decode(payload, JSON.parse(text));
  } catch {
    return undefined;
  }
}
