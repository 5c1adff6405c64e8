import { err, type Handlers, ok, type signupActions, type User } from "@tiauth/protocol";
import { after, type Row, records, singleUse } from "@tiauth/records";
import { passwordHash } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { isEmailAddress, limitKey, recipientOf } from "../email-address.ts";
import { codeFields } from "../email-code.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";

const fields = z.object({
  emailAddress: z.string(),
  emailAddressVerified: z.boolean(),
  password: z.optional(passwordHash),
  ...codeFields,
});

export function signupFlow(context: Context): Handlers<typeof signupActions, ServerInvocation> {
  const { ports, settings, users, passwords, codes, limits } = context;
  const signups = records(ports, {
    prefix: "signup.",
    invalidToken: "invalid_signup_token",
    fields,
    expiresAt: after(settings.signupLifetimeSeconds),
  });
  const withSignup = opening(async ({ signupToken }: { readonly signupToken: string }, { subject }) => {
    const signup = await signups.open(signupToken);
    if (signup.ok) subject.flowId = signup.row.id;
    return signup;
  });
  /** What the address gets: a code, or if it is `taken` the news that it is. */
  const mailTo = (emailAddress: string, taken: User | undefined, invocation: ServerInvocation) => ({
    type: taken ? ("account_exists" as const) : ("signup_verification" as const),
    to: recipientOf({ emailAddress, displayName: "" }, invocation),
  });
  const view = (row: Row<z.output<typeof fields>>) => ({
    ...signups.view(row),
    unregisteredUserId: "" as const, // a user has no id before there is one; kept for old clients
    passwordSet: row.fields.password !== undefined,
  });

  return {
    async create_signup({ emailAddress }, invocation) {
      if (!isEmailAddress(emailAddress)) return err("invalid_email_address");
      if (!(await ports.isEmailAddressAllowed(emailAddress))) return err("email_address_not_allowed");
      const taken = await users.getByEmailAddress(emailAddress);
      if (taken && !settings.hideUserExistence) return err("email_address_already_used");
      if (!(await limits.verifyCode.has(limitKey(emailAddress)))) return err("rate_limited");
      const created = await codes.mail(mailTo(emailAddress, taken, invocation), (code) =>
        signups.create((secret) => ({ emailAddress, emailAddressVerified: false, ...codes.keep(secret, code) })),
      );
      if (!created) return err("rate_limited");
      invocation.subject.flowId = created.row.id;
      return ok({ signup: view(created.row), signupToken: created.token });
    },

    get_signup: withSignup(async ({ row }) => ok({ signup: view(row) })),

    delete_signup: withSignup(({ row }) => singleUse(ports, signups, row, async () => ok())),

    send_signup_email_address_verification_code: withSignup(async ({ row, secret }, _, invocation) => {
      const { emailAddress, emailAddressVerified } = row.fields;
      if (emailAddressVerified) return err("email_address_already_verified");
      const taken = settings.hideUserExistence ? await users.getByEmailAddress(emailAddress) : undefined;
      const sent = await codes.mail(mailTo(emailAddress, taken, invocation), (code) =>
        signups.update(row, codes.keep(secret, code)),
      );
      return sent ? ok() : err("rate_limited");
    }),

    verify_signup_email_address_verification_code: withSignup(
      async ({ row, secret }, { emailAddressVerificationCode }) => {
        const { emailAddress, emailAddressVerified } = row.fields;
        if (emailAddressVerified) return err("email_address_already_verified");
        if (!(await limits.verifyCode.take(limitKey(emailAddress)))) return err("rate_limited");
        return signups.decide(row, codes.judge(secret, emailAddressVerificationCode, { emailAddressVerified: true }));
      },
    ),

    set_signup_password: withSignup(async ({ row }, { password }) => {
      if (!row.fields.emailAddressVerified) return err("email_address_not_verified");
      if (row.fields.password) return err("password_already_set");
      const refusal = await context.judgePassword(password, row.fields.emailAddress);
      if (refusal) return refusal;
      await signups.update(row, { password: await passwords.hash(password) });
      return ok();
    }),

    complete_signup: withSignup(async ({ row }, _, invocation) => {
      const { emailAddress, emailAddressVerified, password } = row.fields;
      if (!emailAddressVerified) return err("email_address_not_verified");
      if (!password) return err("password_not_set");
      const user = await singleUse(ports, signups, row, async () => {
        if (!(await ports.isEmailAddressAllowed(emailAddress))) return undefined;
        return users.create(emailAddress, password);
      });
      if (!user) return err("invalid_signup_token"); // the address was taken or forbidden meanwhile
      invocation.subject.userId = user.id;
      return (await context.startSession(invocation, async () => user)) ?? err("session_not_created");
    }),
  };
}
