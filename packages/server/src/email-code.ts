import { bytes, err, ok, type Result, upperCaseLetters } from "@tiauth/protocol";
import { instant, isEqual, keyedHash, type RateLimit, spend } from "@tiauth/records";
import * as z from "zod/mini";
import { limitKey } from "./email-address.ts";
import type { CodelessMail, CodeMail, Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

const maxWrongTries = 10;
const letters = { signup_verification: 8, email_update_verification: 8, password_reset: 12 };
type WithoutCode = Omit<CodeMail, "code"> | CodelessMail;
const isCodeless = (mail: WithoutCode): mail is CodelessMail => !(mail.type in letters);
/** What no HMAC is equal to. */
const noHash = new Uint8Array();

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
  const makeCode = (type: CodeMail["type"]) => upperCaseLetters(ports.randomBytes(letters[type]));

  return {
    /** The fields that make `code` the flow's code, undefined no code. Whatever code it had before stops working. */
    keep: (secret: string, code: string | undefined): Code => ({
      codeHash: code === undefined ? noHash : keyedHash(secret, code),
      codeMadeAt: ports.now(),
      codeWrongTries: 0,
    }),

    /**
     * Makes a code unless it is a mail without one, lets `keep` keep it, mails it. Undefined if no more mail may be sent
     * to the address. If anything throws, the mail's token goes back (REQUIREMENTS M3).
     */
    mail: <T>(mail: WithoutCode, keep: (code: string | undefined) => Promise<T>) =>
      spend(sendEmail, limitKey(mail.to.emailAddress), async () => {
        const whole = isCodeless(mail) ? mail : { ...mail, code: makeCode(mail.type) };
        const kept = await keep("code" in whole ? whole.code : undefined);
        await ports.email.send(whole);
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
