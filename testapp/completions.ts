import { type Person, succeeded, type UserServerAction, type World } from "./harness/index.ts";

/** A flow with everything done but its last step. */
export interface Completion {
  readonly complete: () => Promise<
    { readonly ok: true; readonly sessionToken?: string } | { readonly ok: false; readonly errorCode: string }
  >;
  /** The writes to the user server that it brings about. */
  readonly writes: readonly UserServerAction[];
  /** How many sessions it makes. */
  readonly sessions: 0 | 1;
  /** The subjects of the notices about it, in alphabetical order. */
  readonly notices: readonly string[];
}

type Wiring = Pick<World, "client" | "smtp" | "freshAddress" | "freshPassword">;
type Prepare = (world: Wiring, person: Person) => Promise<Completion>;

/** The code is the next one that comes to the address. */
export const prepareSignup = async ({ client, smtp, freshAddress, freshPassword }: Wiring): Promise<Completion> => {
  const emailAddress = freshAddress();
  const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
  const emailAddressVerificationCode = await smtp.nextCode(emailAddress);
  await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
  await succeeded(client.setSignupPassword({ signupToken, password: freshPassword() }));
  return {
    complete: () => client.completeSignup({ signupToken }),
    writes: ["create_user"],
    sessions: 1,
    notices: [],
  };
};

const signin: Prepare = async ({ client }, { emailAddress, password }) => {
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  await succeeded(client.verifySigninUserPassword({ signinToken, password }));
  return {
    complete: () => client.completeSignin({ signinToken }),
    writes: [],
    sessions: 1,
    notices: ["Sign-in detected"],
  };
};

const emailAddressUpdate: Prepare = async ({ client, smtp, freshAddress }, { sessionToken, password }) => {
  const newEmailAddress = freshAddress();
  const { userEmailAddressUpdateToken } = await succeeded(
    client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress }),
  );
  const tokens = { sessionToken, userEmailAddressUpdateToken };
  const code = { emailAddressVerificationCode: await smtp.nextCode(newEmailAddress) };
  await succeeded(client.verifyUserEmailAddressUpdateEmailAddressVerificationCode({ ...tokens, ...code }));
  await succeeded(client.verifyUserEmailAddressUpdateUserPassword({ ...tokens, password }));
  return {
    complete: () => client.completeUserEmailAddressUpdate(tokens),
    writes: ["update_user_email_address"],
    sessions: 0,
    notices: ["Email updated"],
  };
};

const passwordUpdate: Prepare = async ({ client, freshPassword }, { sessionToken, password }) => {
  const { userPasswordUpdateToken } = await succeeded(client.createUserPasswordUpdate({ sessionToken }));
  const tokens = { sessionToken, userPasswordUpdateToken };
  await succeeded(client.verifyUserPasswordUpdateUserPassword({ ...tokens, password }));
  await succeeded(client.setUserPasswordUpdateNewPassword({ ...tokens, password: freshPassword() }));
  return {
    complete: () => client.completeUserPasswordUpdate(tokens),
    writes: ["update_user_password_hash"],
    sessions: 0,
    notices: ["Password updated"],
  };
};

const passwordReset: Prepare = async ({ client, smtp, freshPassword }, { emailAddress }) => {
  const { userPasswordResetToken } = await succeeded(
    client.createUserPasswordReset({ userEmailAddress: emailAddress }),
  );
  const temporaryPassword = await smtp.nextCode(emailAddress, { subject: "Password reset temporary password" });
  await succeeded(client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword }));
  await succeeded(client.setUserPasswordResetNewPassword({ userPasswordResetToken, password: freshPassword() }));
  return {
    complete: () => client.completeUserPasswordReset({ userPasswordResetToken }),
    writes: ["update_user_password_hash", "increment_user_sessions_counter"],
    sessions: 1,
    notices: ["Password updated", "Sign-in detected"],
  };
};

const deletion: Prepare = async ({ client }, { sessionToken, password }) => {
  const { userDeletionToken } = await succeeded(client.createUserDeletion({ sessionToken }));
  const tokens = { sessionToken, userDeletionToken };
  await succeeded(client.verifyUserDeletionUserPassword({ ...tokens, password }));
  return { complete: () => client.completeUserDeletion(tokens), writes: ["delete_user"], sessions: 0, notices: [] };
};

/** The six flows that somebody completes, by name. */
export const completions: readonly (readonly [name: string, prepare: Prepare])[] = [
  ["a signup", prepareSignup],
  ["a signin", signin],
  ["an e-mail address update", emailAddressUpdate],
  ["a password update", passwordUpdate],
  ["a password reset", passwordReset],
  ["a user deletion", deletion],
];
