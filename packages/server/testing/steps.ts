import type { ActionName, User } from "@tiauth/protocol";
import { type Arguments, newPassword, type Person, person, type Step } from "./person.ts";

export const codeVerified: readonly Step[] = ["create_signup", "verify_signup_email_address_verification_code"];
export const passwordSet: readonly Step[] = [...codeVerified, "set_signup_password"];
export const signedUp: readonly Step[] = [...passwordSet, "complete_signup"];

export const signinVerified: readonly Step[] = ["create_signin", "verify_signin_user_password"];
export const signedIn: readonly Step[] = [...signinVerified, "complete_signin"];

export const newAddressVerified: readonly Step[] = [
  "create_user_email_address_update",
  "verify_user_email_address_update_email_address_verification_code",
];
export const emailUpdateVerified: readonly Step[] = [
  ...newAddressVerified,
  "verify_user_email_address_update_user_password",
];
export const emailAddressUpdated: readonly Step[] = [...emailUpdateVerified, "complete_user_email_address_update"];

export const passwordUpdateVerified: readonly Step[] = [
  "create_user_password_update",
  "verify_user_password_update_user_password",
];
export const passwordUpdateReady: readonly Step[] = [
  ...passwordUpdateVerified,
  ["set_user_password_update_new_password", { password: newPassword }],
];
export const passwordUpdated: readonly Step[] = [...passwordUpdateReady, "complete_user_password_update"];

export const resetVerified: readonly Step[] = [
  "create_user_password_reset",
  "verify_user_password_reset_temporary_password",
];
export const resetReady: readonly Step[] = [
  ...resetVerified,
  ["set_user_password_reset_new_password", { password: newPassword }],
];
export const passwordReset: readonly Step[] = [...resetReady, "complete_user_password_reset"];

export const deletionVerified: readonly Step[] = ["create_user_deletion", "verify_user_deletion_user_password"];
export const deleted: readonly Step[] = [...deletionVerified, "complete_user_deletion"];

/** Time passes. */
export const minutes =
  (count: number): Step =>
  ({ server }) =>
    server.clock.advanceSeconds(count * 60);

export const days = (count: number) => minutes(count * 24 * 60);

export const wrongCode = { emailAddressVerificationCode: "AAAAAAAA" };
export const wrongPassword = { password: "this is not the password" };
export const wrongTemporaryPassword = { temporaryPassword: "AAAAAAAAAAAA" };

/** An action again and again, whatever it answers. */
export const trying =
  (times: number, action: ActionName, different: Arguments = {}): Step =>
  async (someone) => {
    for (let left = times; left > 0; left--) await someone.tries(action, different);
  };

/** What the person holds by this name is spoilt: the same id, another secret. */
export const withWrongSecret =
  (name: string): Step =>
  ({ args }) => {
    const token = args[name] ?? "";
    args[name] = token.slice(0, -1) + (token.endsWith("a") ? "b" : "a");
  };

/** The person has lost it. */
export const without =
  (name: string): Step =>
  ({ args }) => {
    args[name] = "";
  };

/** The person has an argument from somebody else, who got it by `steps`. */
export const withOneOfBobs =
  (name: string, bobs: string, steps: readonly Step[]): Step =>
  async ({ server, args }) => {
    const bob = person(server, "bob@example.com");
    await bob.does(...steps);
    args[name] = bob.args[bobs] ?? "";
  };

/** The person goes on in another session of theirs. The first one stays. */
export const inAnotherSession: Step = async ({ server, args }) => {
  const elsewhere = person(server, args.userEmailAddress);
  await elsewhere.does(...signedIn);
  args.sessionToken = elsewhere.args.sessionToken ?? "";
};

/** The user as the user server knows them. */
export function userOf({ server, args }: Person): User {
  const user = [...server.users.users.values()].find(({ emailAddress }) => emailAddress === args.userEmailAddress);
  if (!user) throw new Error("no such user");
  return user;
}

/** The application disables the user. */
export const disabled: Step = (someone) => someone.server.users.disable(userOf(someone).id);

/** The application deletes the user, behind the auth server's back. */
export const gone: Step = (someone) => someone.server.users.users.delete(userOf(someone).id);

/** The application changes the user, behind the auth server's back. */
export const changed =
  (change: (user: User) => Partial<User>): Step =>
  (someone) => {
    const user = userOf(someone);
    someone.server.users.users.set(user.id, { ...user, ...change(user) });
  };

/** The application enables the user again. */
export const enabled: Step = (someone) => someone.server.users.enable(userOf(someone).id);
