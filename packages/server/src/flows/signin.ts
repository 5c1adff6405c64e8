import { err, type Handlers, ok, type signinActions } from "@tiauth/protocol";
import { after } from "@tiauth/records";
import { passwordHash, userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { isEmailAddress } from "../email-address.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";
import { TryLater } from "../try-later.ts";

const fields = z.object({
  userFirstFactorVerified: z.boolean(),
  /** The password under today's algorithm, where the user's is an older one. */
  rehashed: z.optional(passwordHash),
});

export function signinFlow(context: Context): Handlers<typeof signinActions, ServerInvocation> {
  const { ports, settings, users, passwords, sessions, background } = context;
  const signins = userRecords(ports, users, {
    prefix: "signin.",
    invalidToken: "invalid_signin_token",
    isHiding: ({ userFirstFactorVerified }) => settings.hideUserExistence && !userFirstFactorVerified,
    watch: ["identity", "passwordHashCounter", "disabledCounter"],
    fields,
    expiresAt: after(settings.signinLifetimeSeconds),
  });
  const withSignin = opening(({ signinToken }: { readonly signinToken: string }, invocation) =>
    signins.openWithUser(signinToken, invocation),
  );

  /** What cannot be hashed now will be at another signin: the password was right, and its token is spent. */
  const rehash = (password: string, invocation: ServerInvocation) =>
    passwords.hash(password).catch((error) => {
      if (!(error instanceof TryLater)) context.report(invocation, error);
      return undefined;
    });

  return {
    async create_signin({ userEmailAddress }, invocation) {
      if (!isEmailAddress(userEmailAddress)) return err("invalid_email_address");
      const found = await context.findForFlow(userEmailAddress, invocation);
      if (!found.ok) return found;
      const signin = await signins.createFor(found.user, () => ({ userFirstFactorVerified: false }), invocation);
      return ok({ signin: signins.view(signin.row), signinToken: signin.token });
    },

    get_signin: withSignin(async ({ row }) => ok({ signin: signins.view(row) })),

    delete_signin: withSignin(({ row }) => signins.delete(row)),

    verify_signin_user_password: withSignin(async ({ row, user }, { password }, invocation) => {
      if (row.fields.userFirstFactorVerified) return err("user_first_factor_already_verified");
      const checked = await context.checkPassword(user, password);
      if (!checked.ok) return checked;
      const rehashed = passwords.isCurrent(user) ? undefined : await rehash(password, invocation);
      await signins.update(row, { userFirstFactorVerified: true, rehashed });
      return ok();
    }),

    complete_signin: withSignin(async ({ row, user }, _, invocation) => {
      const { userFirstFactorVerified, rehashed } = row.fields;
      if (!userFirstFactorVerified) return err("user_first_factor_not_verified");
      const consumed = await signins.delete(row);
      if (!consumed.ok) return consumed; // another request completed it
      const session = await sessions.create(user, invocation);
      await context.notify(invocation, user, { type: "signin_notification" });
      // Only now: a new hash ends every flow that is bound to the old one, as this signin was.
      if (rehashed) background.run(invocation, () => users.updatePassword(row.fields.seen, rehashed));
      return session;
    }),
  };
}
