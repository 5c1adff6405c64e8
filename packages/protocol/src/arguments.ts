import { text } from "./wire.ts";

export const emailAddress = text("At most 100 bytes; kept, mailed and compared exactly as typed.");
export const password = text("10 to 100 Unicode code points; never trimmed, cut or normalised.");
export const emailAddressVerificationCode = text("The 8 upper-case letters and digits from the mail.");
export const temporaryPassword = text("The 12 upper-case letters and digits from the mail.");
export const token = (source: string) =>
  text(`The token from \`${source}\`: \`<id>.<secret>\`, 49 characters; keep it secret.`);
export const sessionToken = text("The session's token: `<id>.<secret>`, 49 characters; keep it secret.");
