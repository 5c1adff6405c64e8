import { bytes, err, ok, type Result, upperCaseLetters } from "@tiauth/protocol";
import { instant, isEqual, keyedHash, type RateLimit, spend } from "@tiauth/records";
import * as z from "zod/mini";
import { limitKey } from "./email-address.ts";
import type { CodeMail, Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

const maxWrongTries = 10;
const letters = { signup_verification: 8, email_update_verification: 8, password_reset: 12 };

/** What a flow keeps of its verification code: an HMAC keyed with the flow's token secret, never the code. */
export const codeFields = { codeHash: bytes, codeMadeAt: instant, codeWrongTries: z.int() };
type Code = z.output<z.ZodMiniObject<typeof codeFields>>;

/** What decides on one guess, for `records.decide`. */
type Verdict<P> = (fields: Code) => {
  readonly patch: P | Pick<Code, "codeWrongTries">;
  readonly result: Result<object, "incorrect_email_address_verification_code">;
};

/** The codes that prove an e-mail address. */
export function emailCodes(ports: Ports, { codeLifetimeSeconds }: Settings, sendEmail: RateLimit) {
  return {
    /** The fields that make `code` the flow's code. Whatever code it had before stops working. */
    keep: (secret: string, code: string): Code => ({
      codeHash: keyedHash(secret, code),
      codeMadeAt: ports.now(),
      codeWrongTries: 0,
    }),

    /**
     * Makes a code, lets `keep` keep it, mails it. Undefined if no more mail may be sent to the address. If anything
     * throws, the mail's token goes back (REQUIREMENTS M3).
     */
    mail: <T>(mail: Omit<CodeMail, "code">, keep: (code: string) => Promise<T>) =>
      spend(sendEmail, limitKey(mail.to.emailAddress), async () => {
        const code = upperCaseLetters(ports.randomBytes(letters[mail.type]));
        const kept = await keep(code);
        await ports.email.send({ ...mail, code });
        return kept;
      }),

    /** Right: `verified` is written. Wrong, too old or tried too often: counted (REQUIREMENTS S4). */
    judge:
      <const P extends object>(secret: string, code: string, verified: P): Verdict<P> =>
      ({ codeHash, codeMadeAt, codeWrongTries }) => {
        const ageSeconds = (ports.now().getTime() - codeMadeAt.getTime()) / 1000;
        const isAlive = codeWrongTries < maxWrongTries && ageSeconds < codeLifetimeSeconds;
        return isAlive && isEqual(codeHash, keyedHash(secret, code))
          ? { patch: verified, result: ok() }
          : { patch: { codeWrongTries: codeWrongTries + 1 }, result: err("incorrect_email_address_verification_code") };
      },
  };
}
