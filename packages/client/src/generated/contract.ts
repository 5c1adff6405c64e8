// Generated from the contract of @tiauth/protocol by `pnpm generate`; not to be edited.
import type { CallOptions } from "../call-options.ts";
import type { Refusal, Success } from "../result.ts";

/** The actions by their names on the wire. */
export const actionNames = [
  "create_signup",
  "get_signup",
  "delete_signup",
  "send_signup_email_address_verification_code",
  "verify_signup_email_address_verification_code",
  "set_signup_password",
  "complete_signup",
  "create_signin",
  "get_signin",
  "delete_signin",
  "verify_signin_user_password",
  "complete_signin",
  "get_session",
  "delete_session",
  "delete_all_sessions",
  "create_user_email_address_update",
  "get_user_email_address_update",
  "delete_user_email_address_update",
  "send_user_email_address_update_email_address_verification_code",
  "verify_user_email_address_update_email_address_verification_code",
  "verify_user_email_address_update_user_password",
  "complete_user_email_address_update",
  "create_user_password_update",
  "get_user_password_update",
  "delete_user_password_update",
  "verify_user_password_update_user_password",
  "set_user_password_update_new_password",
  "complete_user_password_update",
  "create_user_password_reset",
  "get_user_password_reset",
  "delete_user_password_reset",
  "verify_user_password_reset_temporary_password",
  "set_user_password_reset_new_password",
  "complete_user_password_reset",
  "create_user_deletion",
  "get_user_deletion",
  "delete_user_deletion",
  "verify_user_deletion_user_password",
  "complete_user_deletion",
  "get_capabilities",
  "list_sessions",
  "delete_session_by_id",
  "delete_other_sessions",
  "renew_session",
  "create_cli_signin",
  "get_cli_signin",
  "get_cli_signin_request",
  "approve_cli_signin",
  "deny_cli_signin",
  "complete_cli_signin",
] as const;

/** One method per action. */
export interface Client {
  /** Start a signup and mail a verification code to the address. */
  readonly createSignup: (args: CreateSignupArguments, options?: CallOptions) => Promise<CreateSignupResult>;

  /** Get a signup. */
  readonly getSignup: (args: GetSignupArguments, options?: CallOptions) => Promise<GetSignupResult>;

  /** Give a signup up. */
  readonly deleteSignup: (args: DeleteSignupArguments, options?: CallOptions) => Promise<DeleteSignupResult>;

  /** Mail a new verification code; the one before stops working. */
  readonly sendSignupEmailAddressVerificationCode: (
    args: SendSignupEmailAddressVerificationCodeArguments,
    options?: CallOptions,
  ) => Promise<SendSignupEmailAddressVerificationCodeResult>;

  /** Mark the address as verified if the code is right. */
  readonly verifySignupEmailAddressVerificationCode: (
    args: VerifySignupEmailAddressVerificationCodeArguments,
    options?: CallOptions,
  ) => Promise<VerifySignupEmailAddressVerificationCodeResult>;

  /** Set the password of the user to be. */
  readonly setSignupPassword: (
    args: SetSignupPasswordArguments,
    options?: CallOptions,
  ) => Promise<SetSignupPasswordResult>;

  /** Create the user, and a session for them. */
  readonly completeSignup: (args: CompleteSignupArguments, options?: CallOptions) => Promise<CompleteSignupResult>;

  /** Start a signin. */
  readonly createSignin: (args: CreateSigninArguments, options?: CallOptions) => Promise<CreateSigninResult>;

  /** Get a signin. */
  readonly getSignin: (args: GetSigninArguments, options?: CallOptions) => Promise<GetSigninResult>;

  /** Give a signin up. */
  readonly deleteSignin: (args: DeleteSigninArguments, options?: CallOptions) => Promise<DeleteSigninResult>;

  /** Mark the first factor as verified if the password is right. */
  readonly verifySigninUserPassword: (
    args: VerifySigninUserPasswordArguments,
    options?: CallOptions,
  ) => Promise<VerifySigninUserPasswordResult>;

  /** Create a session; the user is told by mail. */
  readonly completeSignin: (args: CompleteSigninArguments, options?: CallOptions) => Promise<CompleteSigninResult>;

  /** Get the session; counts as a use of it. */
  readonly getSession: (args: GetSessionArguments, options?: CallOptions) => Promise<GetSessionResult>;

  /** Sign out: end this session. */
  readonly deleteSession: (args: DeleteSessionArguments, options?: CallOptions) => Promise<DeleteSessionResult>;

  /** Sign out everywhere: end all sessions of the user. */
  readonly deleteAllSessions: (
    args: DeleteAllSessionsArguments,
    options?: CallOptions,
  ) => Promise<DeleteAllSessionsResult>;

  /** Start a change of the e-mail address and mail a verification code to the new one. */
  readonly createUserEmailAddressUpdate: (
    args: CreateUserEmailAddressUpdateArguments,
    options?: CallOptions,
  ) => Promise<CreateUserEmailAddressUpdateResult>;

  /** Get an e-mail address update. */
  readonly getUserEmailAddressUpdate: (
    args: GetUserEmailAddressUpdateArguments,
    options?: CallOptions,
  ) => Promise<GetUserEmailAddressUpdateResult>;

  /** Give an e-mail address update up. */
  readonly deleteUserEmailAddressUpdate: (
    args: DeleteUserEmailAddressUpdateArguments,
    options?: CallOptions,
  ) => Promise<DeleteUserEmailAddressUpdateResult>;

  /** Mail a new verification code; the one before stops working. */
  readonly sendUserEmailAddressUpdateEmailAddressVerificationCode: (
    args: SendUserEmailAddressUpdateEmailAddressVerificationCodeArguments,
    options?: CallOptions,
  ) => Promise<SendUserEmailAddressUpdateEmailAddressVerificationCodeResult>;

  /** Mark the new address as verified if the code is right. */
  readonly verifyUserEmailAddressUpdateEmailAddressVerificationCode: (
    args: VerifyUserEmailAddressUpdateEmailAddressVerificationCodeArguments,
    options?: CallOptions,
  ) => Promise<VerifyUserEmailAddressUpdateEmailAddressVerificationCodeResult>;

  /** Mark the user's identity as verified if the password is right. */
  readonly verifyUserEmailAddressUpdateUserPassword: (
    args: VerifyUserEmailAddressUpdateUserPasswordArguments,
    options?: CallOptions,
  ) => Promise<VerifyUserEmailAddressUpdateUserPasswordResult>;

  /** Change the address; the old address is told by mail. */
  readonly completeUserEmailAddressUpdate: (
    args: CompleteUserEmailAddressUpdateArguments,
    options?: CallOptions,
  ) => Promise<CompleteUserEmailAddressUpdateResult>;

  /** Start a change of the password. */
  readonly createUserPasswordUpdate: (
    args: CreateUserPasswordUpdateArguments,
    options?: CallOptions,
  ) => Promise<CreateUserPasswordUpdateResult>;

  /** Get a password update. */
  readonly getUserPasswordUpdate: (
    args: GetUserPasswordUpdateArguments,
    options?: CallOptions,
  ) => Promise<GetUserPasswordUpdateResult>;

  /** Give a password update up. */
  readonly deleteUserPasswordUpdate: (
    args: DeleteUserPasswordUpdateArguments,
    options?: CallOptions,
  ) => Promise<DeleteUserPasswordUpdateResult>;

  /** Mark the user's identity as verified if the old password is right. */
  readonly verifyUserPasswordUpdateUserPassword: (
    args: VerifyUserPasswordUpdateUserPasswordArguments,
    options?: CallOptions,
  ) => Promise<VerifyUserPasswordUpdateUserPasswordResult>;

  /** Set the new password; possible once. */
  readonly setUserPasswordUpdateNewPassword: (
    args: SetUserPasswordUpdateNewPasswordArguments,
    options?: CallOptions,
  ) => Promise<SetUserPasswordUpdateNewPasswordResult>;

  /** Change the password; the user is told by mail. */
  readonly completeUserPasswordUpdate: (
    args: CompleteUserPasswordUpdateArguments,
    options?: CallOptions,
  ) => Promise<CompleteUserPasswordUpdateResult>;

  /** Start a password reset and mail a temporary password. */
  readonly createUserPasswordReset: (
    args: CreateUserPasswordResetArguments,
    options?: CallOptions,
  ) => Promise<CreateUserPasswordResetResult>;

  /** Get a password reset. */
  readonly getUserPasswordReset: (
    args: GetUserPasswordResetArguments,
    options?: CallOptions,
  ) => Promise<GetUserPasswordResetResult>;

  /** Give a password reset up. */
  readonly deleteUserPasswordReset: (
    args: DeleteUserPasswordResetArguments,
    options?: CallOptions,
  ) => Promise<DeleteUserPasswordResetResult>;

  /** Mark the first factor as verified if the temporary password is right. */
  readonly verifyUserPasswordResetTemporaryPassword: (
    args: VerifyUserPasswordResetTemporaryPasswordArguments,
    options?: CallOptions,
  ) => Promise<VerifyUserPasswordResetTemporaryPasswordResult>;

  /** Set the new password; possible once. */
  readonly setUserPasswordResetNewPassword: (
    args: SetUserPasswordResetNewPasswordArguments,
    options?: CallOptions,
  ) => Promise<SetUserPasswordResetNewPasswordResult>;

  /** Change the password and create a session; the user is told by mail. */
  readonly completeUserPasswordReset: (
    args: CompleteUserPasswordResetArguments,
    options?: CallOptions,
  ) => Promise<CompleteUserPasswordResetResult>;

  /** Start the deletion of the user. */
  readonly createUserDeletion: (
    args: CreateUserDeletionArguments,
    options?: CallOptions,
  ) => Promise<CreateUserDeletionResult>;

  /** Get a user deletion. */
  readonly getUserDeletion: (args: GetUserDeletionArguments, options?: CallOptions) => Promise<GetUserDeletionResult>;

  /** Give a user deletion up. */
  readonly deleteUserDeletion: (
    args: DeleteUserDeletionArguments,
    options?: CallOptions,
  ) => Promise<DeleteUserDeletionResult>;

  /** Mark the user's identity as verified if the password is right. */
  readonly verifyUserDeletionUserPassword: (
    args: VerifyUserDeletionUserPasswordArguments,
    options?: CallOptions,
  ) => Promise<VerifyUserDeletionUserPasswordResult>;

  /** Delete the user; their sessions and flows end. */
  readonly completeUserDeletion: (
    args: CompleteUserDeletionArguments,
    options?: CallOptions,
  ) => Promise<CompleteUserDeletionResult>;

  /** Get what this endpoint can do. */
  readonly getCapabilities: (args?: GetCapabilitiesArguments, options?: CallOptions) => Promise<GetCapabilitiesResult>;

  /** List the sessions of the user, the one used last first. */
  readonly listSessions: (args: ListSessionsArguments, options?: CallOptions) => Promise<ListSessionsResult>;

  /** Sign out somewhere else: end one session of the user. */
  readonly deleteSessionById: (
    args: DeleteSessionByIdArguments,
    options?: CallOptions,
  ) => Promise<DeleteSessionByIdResult>;

  /** Sign out everywhere else: end all sessions of the user but this one. */
  readonly deleteOtherSessions: (
    args: DeleteOtherSessionsArguments,
    options?: CallOptions,
  ) => Promise<DeleteOtherSessionsResult>;

  /** Let a session go on that ran out a short time ago. One that did not is left as it is. */
  readonly renewSession: (args: RenewSessionArguments, options?: CallOptions) => Promise<RenewSessionResult>;

  /** Start a signin from a command line and mail a link to the address. */
  readonly createCliSignin: (args: CreateCliSigninArguments, options?: CallOptions) => Promise<CreateCliSigninResult>;

  /** Get a signin from a command line, to see whether it was approved. */
  readonly getCliSignin: (args: GetCliSigninArguments, options?: CallOptions) => Promise<GetCliSigninResult>;

  /** Get what the link in a mail is about. */
  readonly getCliSigninRequest: (
    args: GetCliSigninRequestArguments,
    options?: CallOptions,
  ) => Promise<GetCliSigninRequestResult>;

  /** Approve a signin from a command line, and get the code to type there. Asked again, the same one. */
  readonly approveCliSignin: (
    args: ApproveCliSigninArguments,
    options?: CallOptions,
  ) => Promise<ApproveCliSigninResult>;

  /** Deny a signin from a command line, also one that was approved. */
  readonly denyCliSignin: (args: DenyCliSigninArguments, options?: CallOptions) => Promise<DenyCliSigninResult>;

  /** Complete a signin from a command line: get a session. */
  readonly completeCliSignin: (
    args: CompleteCliSigninArguments,
    options?: CallOptions,
  ) => Promise<CompleteCliSigninResult>;
}

/** Codes that every action can refuse with. */
export type CommonErrorCode = "internal_error" | "internal_conflict";

export interface Signup {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** Always empty; kept for old clients. */
  readonly unregisteredUserId: "";
  /** As typed. */
  readonly emailAddress: string;
  /** The mailed code was entered. */
  readonly emailAddressVerified: boolean;
  /** A password was set. */
  readonly passwordSet: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface Session {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  readonly createdAt: Date;
  /** Null where sessions have no absolute expiry. */
  readonly expiresAt: Date | null;
}

export interface Signin {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  /** The password was right. */
  readonly userFirstFactorVerified: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface UserEmailAddressUpdate {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  /** The session that the flow was started in, and that it dies with. */
  readonly sessionId: string;
  /** As typed. */
  readonly newEmailAddress: string;
  /** The mailed code was entered. */
  readonly newEmailAddressVerified: boolean;
  /** The password was right. */
  readonly userIdentityVerified: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface UserPasswordUpdate {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  /** The session that the flow was started in, and that it dies with. */
  readonly sessionId: string;
  /** The password was right. */
  readonly userIdentityVerified: boolean;
  /** The new password was set. */
  readonly newPasswordSet: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface UserPasswordReset {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  /** The mailed temporary password was entered. */
  readonly userFirstFactorVerified: boolean;
  /** The new password was set. */
  readonly newPasswordSet: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface UserDeletion {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** The id that the user server gave. */
  readonly userId: string;
  /** The session that the flow was started in, and that it dies with. */
  readonly sessionId: string;
  /** The password was right. */
  readonly userIdentityVerified: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface ListedSession {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  /** Null where sessions have no absolute expiry. */
  readonly expiresAt: Date | null;
  /** Browser and system in words; empty if they are not known. */
  readonly label: string;
  /** The network it was begun from: `192.0.2.0/24`, `2001:db8::/48`; empty if it is not known. */
  readonly clientAddress: string;
  /** It is the session that asks. */
  readonly current: boolean;
}

export interface CliSignin {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** As typed. */
  readonly userEmailAddress: string;
  /** What asks, in its own words. */
  readonly clientName: string;
  /** What the person with the mail has decided. */
  readonly status: "pending" | "approved" | "denied";
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface CliSigninRequest {
  /** 24 lower-case letters and digits; public. */
  readonly id: string;
  /** As typed. */
  readonly userEmailAddress: string;
  /** What asks, in its own words. */
  readonly clientName: string;
  /** What the person with the mail has decided. */
  readonly status: "pending" | "approved" | "denied";
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What asks, as its request describes it; empty if that is not known. */
  readonly clientLabel: string;
  /** The network that it asks from: `192.0.2.0/24`, `2001:db8::/48`; empty if it is not known. */
  readonly clientAddress: string;
}

export interface CreateSignupArguments {
  /** At most 100 bytes; kept, mailed and compared exactly as typed. */
  readonly emailAddress: string;
}
export interface CreateSignupValues {
  readonly signup: Signup;
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
}
export type CreateSignupErrorCode =
  | CommonErrorCode
  | "email_address_already_used"
  | "email_address_not_allowed"
  | "invalid_email_address"
  | "rate_limited";
export type CreateSignupResult = Success<CreateSignupValues> | Refusal<CreateSignupErrorCode>;

export interface GetSignupArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
}
export interface GetSignupValues {
  readonly signup: Signup;
}
export type GetSignupErrorCode = CommonErrorCode | "invalid_signup_token";
export type GetSignupResult = Success<GetSignupValues> | Refusal<GetSignupErrorCode>;

export interface DeleteSignupArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
}

export type DeleteSignupErrorCode = CommonErrorCode | "invalid_signup_token";
export type DeleteSignupResult = Success | Refusal<DeleteSignupErrorCode>;

export interface SendSignupEmailAddressVerificationCodeArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
}

export type SendSignupEmailAddressVerificationCodeErrorCode =
  | CommonErrorCode
  | "email_address_already_verified"
  | "invalid_signup_token"
  | "rate_limited";
export type SendSignupEmailAddressVerificationCodeResult =
  | Success
  | Refusal<SendSignupEmailAddressVerificationCodeErrorCode>;

export interface VerifySignupEmailAddressVerificationCodeArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
  /** The 8 upper-case letters and digits from the mail. */
  readonly emailAddressVerificationCode: string;
}

export type VerifySignupEmailAddressVerificationCodeErrorCode =
  | CommonErrorCode
  | "email_address_already_verified"
  | "incorrect_email_address_verification_code"
  | "invalid_signup_token"
  | "rate_limited";
export type VerifySignupEmailAddressVerificationCodeResult =
  | Success
  | Refusal<VerifySignupEmailAddressVerificationCodeErrorCode>;

export interface SetSignupPasswordArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type SetSignupPasswordErrorCode =
  | CommonErrorCode
  | "email_address_not_verified"
  | "invalid_password_length"
  | "invalid_signup_token"
  | "password_already_set"
  | "weak_password";
export type SetSignupPasswordResult = Success | Refusal<SetSignupPasswordErrorCode>;

export interface CompleteSignupArguments {
  /** The token from `create_signup`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signupToken: string;
}
export interface CompleteSignupValues {
  readonly session: Session;
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export type CompleteSignupErrorCode =
  | CommonErrorCode
  | "email_address_not_verified"
  | "invalid_signup_token"
  | "password_not_set"
  | "session_not_created";
export type CompleteSignupResult = Success<CompleteSignupValues> | Refusal<CompleteSignupErrorCode>;

export interface CreateSigninArguments {
  /** At most 100 bytes; kept, mailed and compared exactly as typed. */
  readonly userEmailAddress: string;
}
export interface CreateSigninValues {
  readonly signin: Signin;
  /** The token from `create_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signinToken: string;
}
export type CreateSigninErrorCode = CommonErrorCode | "invalid_email_address" | "user_disabled" | "user_not_found";
export type CreateSigninResult = Success<CreateSigninValues> | Refusal<CreateSigninErrorCode>;

export interface GetSigninArguments {
  /** The token from `create_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signinToken: string;
}
export interface GetSigninValues {
  readonly signin: Signin;
}
export type GetSigninErrorCode = CommonErrorCode | "invalid_signin_token";
export type GetSigninResult = Success<GetSigninValues> | Refusal<GetSigninErrorCode>;

export interface DeleteSigninArguments {
  /** The token from `create_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signinToken: string;
}

export type DeleteSigninErrorCode = CommonErrorCode | "invalid_signin_token";
export type DeleteSigninResult = Success | Refusal<DeleteSigninErrorCode>;

export interface VerifySigninUserPasswordArguments {
  /** The token from `create_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signinToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type VerifySigninUserPasswordErrorCode =
  | CommonErrorCode
  | "incorrect_password"
  | "invalid_signin_token"
  | "rate_limited"
  | "user_first_factor_already_verified";
export type VerifySigninUserPasswordResult = Success | Refusal<VerifySigninUserPasswordErrorCode>;

export interface CompleteSigninArguments {
  /** The token from `create_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly signinToken: string;
}
export interface CompleteSigninValues {
  readonly session: Session;
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export type CompleteSigninErrorCode = CommonErrorCode | "invalid_signin_token" | "user_first_factor_not_verified";
export type CompleteSigninResult = Success<CompleteSigninValues> | Refusal<CompleteSigninErrorCode>;

export interface GetSessionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export interface GetSessionValues {
  readonly session: Session;
}
export type GetSessionErrorCode = CommonErrorCode | "invalid_session_token";
export type GetSessionResult = Success<GetSessionValues> | Refusal<GetSessionErrorCode>;

export interface DeleteSessionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}

export type DeleteSessionErrorCode = CommonErrorCode | "invalid_session_token";
export type DeleteSessionResult = Success | Refusal<DeleteSessionErrorCode>;

export interface DeleteAllSessionsArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}

export type DeleteAllSessionsErrorCode = CommonErrorCode | "invalid_session_token";
export type DeleteAllSessionsResult = Success | Refusal<DeleteAllSessionsErrorCode>;

export interface CreateUserEmailAddressUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** At most 100 bytes; kept, mailed and compared exactly as typed. */
  readonly newEmailAddress: string;
}
export interface CreateUserEmailAddressUpdateValues {
  readonly userEmailAddressUpdate: UserEmailAddressUpdate;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
}
export type CreateUserEmailAddressUpdateErrorCode =
  | CommonErrorCode
  | "email_address_already_used"
  | "email_address_not_allowed"
  | "invalid_email_address"
  | "invalid_session_token"
  | "rate_limited";
export type CreateUserEmailAddressUpdateResult =
  | Success<CreateUserEmailAddressUpdateValues>
  | Refusal<CreateUserEmailAddressUpdateErrorCode>;

export interface GetUserEmailAddressUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
}
export interface GetUserEmailAddressUpdateValues {
  readonly userEmailAddressUpdate: UserEmailAddressUpdate;
}
export type GetUserEmailAddressUpdateErrorCode =
  | CommonErrorCode
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "session_mismatch";
export type GetUserEmailAddressUpdateResult =
  | Success<GetUserEmailAddressUpdateValues>
  | Refusal<GetUserEmailAddressUpdateErrorCode>;

export interface DeleteUserEmailAddressUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
}

export type DeleteUserEmailAddressUpdateErrorCode =
  | CommonErrorCode
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "session_mismatch";
export type DeleteUserEmailAddressUpdateResult = Success | Refusal<DeleteUserEmailAddressUpdateErrorCode>;

export interface SendUserEmailAddressUpdateEmailAddressVerificationCodeArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
}

export type SendUserEmailAddressUpdateEmailAddressVerificationCodeErrorCode =
  | CommonErrorCode
  | "email_address_already_verified"
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "rate_limited"
  | "session_mismatch";
export type SendUserEmailAddressUpdateEmailAddressVerificationCodeResult =
  | Success
  | Refusal<SendUserEmailAddressUpdateEmailAddressVerificationCodeErrorCode>;

export interface VerifyUserEmailAddressUpdateEmailAddressVerificationCodeArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
  /** The 8 upper-case letters and digits from the mail. */
  readonly emailAddressVerificationCode: string;
}

export type VerifyUserEmailAddressUpdateEmailAddressVerificationCodeErrorCode =
  | CommonErrorCode
  | "email_address_already_verified"
  | "incorrect_email_address_verification_code"
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "rate_limited"
  | "session_mismatch";
export type VerifyUserEmailAddressUpdateEmailAddressVerificationCodeResult =
  | Success
  | Refusal<VerifyUserEmailAddressUpdateEmailAddressVerificationCodeErrorCode>;

export interface VerifyUserEmailAddressUpdateUserPasswordArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type VerifyUserEmailAddressUpdateUserPasswordErrorCode =
  | CommonErrorCode
  | "email_address_not_verified"
  | "incorrect_password"
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "rate_limited"
  | "session_mismatch"
  | "user_identity_already_verified";
export type VerifyUserEmailAddressUpdateUserPasswordResult =
  | Success
  | Refusal<VerifyUserEmailAddressUpdateUserPasswordErrorCode>;

export interface CompleteUserEmailAddressUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_email_address_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userEmailAddressUpdateToken: string;
}

export type CompleteUserEmailAddressUpdateErrorCode =
  | CommonErrorCode
  | "email_address_not_verified"
  | "invalid_session_token"
  | "invalid_user_email_address_update_token"
  | "session_mismatch"
  | "user_identity_not_verified";
export type CompleteUserEmailAddressUpdateResult = Success | Refusal<CompleteUserEmailAddressUpdateErrorCode>;

export interface CreateUserPasswordUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export interface CreateUserPasswordUpdateValues {
  readonly userPasswordUpdate: UserPasswordUpdate;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
}
export type CreateUserPasswordUpdateErrorCode = CommonErrorCode | "invalid_session_token";
export type CreateUserPasswordUpdateResult =
  | Success<CreateUserPasswordUpdateValues>
  | Refusal<CreateUserPasswordUpdateErrorCode>;

export interface GetUserPasswordUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
}
export interface GetUserPasswordUpdateValues {
  readonly userPasswordUpdate: UserPasswordUpdate;
}
export type GetUserPasswordUpdateErrorCode =
  | CommonErrorCode
  | "invalid_password_update_token"
  | "invalid_session_token"
  | "session_mismatch";
export type GetUserPasswordUpdateResult =
  | Success<GetUserPasswordUpdateValues>
  | Refusal<GetUserPasswordUpdateErrorCode>;

export interface DeleteUserPasswordUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
}

export type DeleteUserPasswordUpdateErrorCode =
  | CommonErrorCode
  | "invalid_password_update_token"
  | "invalid_session_token"
  | "session_mismatch";
export type DeleteUserPasswordUpdateResult = Success | Refusal<DeleteUserPasswordUpdateErrorCode>;

export interface VerifyUserPasswordUpdateUserPasswordArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type VerifyUserPasswordUpdateUserPasswordErrorCode =
  | CommonErrorCode
  | "incorrect_password"
  | "invalid_password_update_token"
  | "invalid_session_token"
  | "rate_limited"
  | "session_mismatch"
  | "user_identity_already_verified";
export type VerifyUserPasswordUpdateUserPasswordResult =
  | Success
  | Refusal<VerifyUserPasswordUpdateUserPasswordErrorCode>;

export interface SetUserPasswordUpdateNewPasswordArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type SetUserPasswordUpdateNewPasswordErrorCode =
  | CommonErrorCode
  | "invalid_password_length"
  | "invalid_password_update_token"
  | "invalid_session_token"
  | "new_password_already_set"
  | "session_mismatch"
  | "user_identity_not_verified"
  | "weak_password";
export type SetUserPasswordUpdateNewPasswordResult = Success | Refusal<SetUserPasswordUpdateNewPasswordErrorCode>;

export interface CompleteUserPasswordUpdateArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_password_update`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordUpdateToken: string;
}

export type CompleteUserPasswordUpdateErrorCode =
  | CommonErrorCode
  | "invalid_password_update_token"
  | "invalid_session_token"
  | "new_password_not_set"
  | "session_mismatch"
  | "user_identity_not_verified";
export type CompleteUserPasswordUpdateResult = Success | Refusal<CompleteUserPasswordUpdateErrorCode>;

export interface CreateUserPasswordResetArguments {
  /** At most 100 bytes; kept, mailed and compared exactly as typed. */
  readonly userEmailAddress: string;
}
export interface CreateUserPasswordResetValues {
  readonly userPasswordReset: UserPasswordReset;
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
}
export type CreateUserPasswordResetErrorCode =
  | CommonErrorCode
  | "invalid_email_address"
  | "rate_limited"
  | "user_disabled"
  | "user_not_found";
export type CreateUserPasswordResetResult =
  | Success<CreateUserPasswordResetValues>
  | Refusal<CreateUserPasswordResetErrorCode>;

export interface GetUserPasswordResetArguments {
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
}
export interface GetUserPasswordResetValues {
  readonly userPasswordReset: UserPasswordReset;
}
export type GetUserPasswordResetErrorCode = CommonErrorCode | "invalid_user_password_reset_token";
export type GetUserPasswordResetResult = Success<GetUserPasswordResetValues> | Refusal<GetUserPasswordResetErrorCode>;

export interface DeleteUserPasswordResetArguments {
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
}

export type DeleteUserPasswordResetErrorCode = CommonErrorCode | "invalid_user_password_reset_token";
export type DeleteUserPasswordResetResult = Success | Refusal<DeleteUserPasswordResetErrorCode>;

export interface VerifyUserPasswordResetTemporaryPasswordArguments {
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
  /** The 12 upper-case letters and digits from the mail. */
  readonly temporaryPassword: string;
}

export type VerifyUserPasswordResetTemporaryPasswordErrorCode =
  | CommonErrorCode
  | "incorrect_temporary_password"
  | "invalid_user_password_reset_token"
  | "rate_limited"
  | "user_first_factor_already_verified";
export type VerifyUserPasswordResetTemporaryPasswordResult =
  | Success
  | Refusal<VerifyUserPasswordResetTemporaryPasswordErrorCode>;

export interface SetUserPasswordResetNewPasswordArguments {
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type SetUserPasswordResetNewPasswordErrorCode =
  | CommonErrorCode
  | "invalid_password_length"
  | "invalid_user_password_reset_token"
  | "new_password_already_set"
  | "user_first_factor_not_verified"
  | "weak_password";
export type SetUserPasswordResetNewPasswordResult = Success | Refusal<SetUserPasswordResetNewPasswordErrorCode>;

export interface CompleteUserPasswordResetArguments {
  /** The token from `create_user_password_reset`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userPasswordResetToken: string;
}
export interface CompleteUserPasswordResetValues {
  readonly session: Session;
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export type CompleteUserPasswordResetErrorCode =
  | CommonErrorCode
  | "invalid_user_password_reset_token"
  | "new_password_not_set"
  | "session_not_created"
  | "user_first_factor_not_verified";
export type CompleteUserPasswordResetResult =
  | Success<CompleteUserPasswordResetValues>
  | Refusal<CompleteUserPasswordResetErrorCode>;

export interface CreateUserDeletionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export interface CreateUserDeletionValues {
  readonly userDeletion: UserDeletion;
  /** The token from `create_user_deletion`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userDeletionToken: string;
}
export type CreateUserDeletionErrorCode = CommonErrorCode | "invalid_session_token";
export type CreateUserDeletionResult = Success<CreateUserDeletionValues> | Refusal<CreateUserDeletionErrorCode>;

export interface GetUserDeletionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_deletion`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userDeletionToken: string;
}
export interface GetUserDeletionValues {
  readonly userDeletion: UserDeletion;
}
export type GetUserDeletionErrorCode =
  | CommonErrorCode
  | "invalid_session_token"
  | "invalid_user_deletion_token"
  | "session_mismatch";
export type GetUserDeletionResult = Success<GetUserDeletionValues> | Refusal<GetUserDeletionErrorCode>;

export interface DeleteUserDeletionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_deletion`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userDeletionToken: string;
}

export type DeleteUserDeletionErrorCode =
  | CommonErrorCode
  | "invalid_session_token"
  | "invalid_user_deletion_token"
  | "session_mismatch";
export type DeleteUserDeletionResult = Success | Refusal<DeleteUserDeletionErrorCode>;

export interface VerifyUserDeletionUserPasswordArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_deletion`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userDeletionToken: string;
  /** 10 to 100 Unicode code points; never trimmed, cut or normalised. */
  readonly password: string;
}

export type VerifyUserDeletionUserPasswordErrorCode =
  | CommonErrorCode
  | "incorrect_password"
  | "invalid_session_token"
  | "invalid_user_deletion_token"
  | "rate_limited"
  | "session_mismatch"
  | "user_identity_already_verified";
export type VerifyUserDeletionUserPasswordResult = Success | Refusal<VerifyUserDeletionUserPasswordErrorCode>;

export interface CompleteUserDeletionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The token from `create_user_deletion`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly userDeletionToken: string;
}

export type CompleteUserDeletionErrorCode =
  | CommonErrorCode
  | "invalid_session_token"
  | "invalid_user_deletion_token"
  | "session_mismatch"
  | "user_identity_not_verified";
export type CompleteUserDeletionResult = Success | Refusal<CompleteUserDeletionErrorCode>;

export type GetCapabilitiesArguments = Record<never, never>;
export interface GetCapabilitiesValues {
  /** Goes up when something that was there changes. */
  readonly protocolVersion: number;
  /** The names of the actions that this endpoint accepts. */
  readonly actions: readonly string[];
}
export type GetCapabilitiesErrorCode = CommonErrorCode;
export type GetCapabilitiesResult = Success<GetCapabilitiesValues> | Refusal<GetCapabilitiesErrorCode>;

export interface ListSessionsArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export interface ListSessionsValues {
  /** At most 100, this session among them. */
  readonly sessions: readonly ListedSession[];
}
export type ListSessionsErrorCode = CommonErrorCode | "invalid_session_token";
export type ListSessionsResult = Success<ListSessionsValues> | Refusal<ListSessionsErrorCode>;

export interface DeleteSessionByIdArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
  /** The `id` of one of the user's sessions. */
  readonly sessionId: string;
}

export type DeleteSessionByIdErrorCode = CommonErrorCode | "invalid_session_token" | "session_not_found";
export type DeleteSessionByIdResult = Success | Refusal<DeleteSessionByIdErrorCode>;

export interface DeleteOtherSessionsArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}

export type DeleteOtherSessionsErrorCode = CommonErrorCode | "invalid_session_token";
export type DeleteOtherSessionsResult = Success | Refusal<DeleteOtherSessionsErrorCode>;

export interface RenewSessionArguments {
  /** The session's token: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export interface RenewSessionValues {
  readonly session: Session;
}
export type RenewSessionErrorCode = CommonErrorCode | "invalid_session_token";
export type RenewSessionResult = Success<RenewSessionValues> | Refusal<RenewSessionErrorCode>;

export interface CreateCliSigninArguments {
  /** At most 100 bytes; kept, mailed and compared exactly as typed. */
  readonly userEmailAddress: string;
  /** What asks, for whoever gets the mail: 1 to 64 letters, digits, blanks, dashes, underscores, brackets. */
  readonly clientName: string;
}
export interface CreateCliSigninValues {
  readonly cliSignin: CliSignin;
  /** The token from `create_cli_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly cliSigninToken: string;
}
export type CreateCliSigninErrorCode =
  | CommonErrorCode
  | "email_address_not_allowed"
  | "invalid_client_name"
  | "invalid_email_address"
  | "rate_limited"
  | "user_disabled"
  | "user_not_found";
export type CreateCliSigninResult = Success<CreateCliSigninValues> | Refusal<CreateCliSigninErrorCode>;

export interface GetCliSigninArguments {
  /** The token from `create_cli_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly cliSigninToken: string;
}
export interface GetCliSigninValues {
  readonly cliSignin: CliSignin;
}
export type GetCliSigninErrorCode = CommonErrorCode | "invalid_cli_signin_token" | "rate_limited";
export type GetCliSigninResult = Success<GetCliSigninValues> | Refusal<GetCliSigninErrorCode>;

export interface GetCliSigninRequestArguments {
  /** The token from the mail: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly approvalToken: string;
}
export interface GetCliSigninRequestValues {
  readonly cliSigninRequest: CliSigninRequest;
}
export type GetCliSigninRequestErrorCode = CommonErrorCode | "invalid_approval_token";
export type GetCliSigninRequestResult = Success<GetCliSigninRequestValues> | Refusal<GetCliSigninRequestErrorCode>;

export interface ApproveCliSigninArguments {
  /** The token from the mail: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly approvalToken: string;
}
export interface ApproveCliSigninValues {
  /** 8 upper-case letters and digits. */
  readonly code: string;
}
export type ApproveCliSigninErrorCode = CommonErrorCode | "cli_signin_denied" | "invalid_approval_token";
export type ApproveCliSigninResult = Success<ApproveCliSigninValues> | Refusal<ApproveCliSigninErrorCode>;

export interface DenyCliSigninArguments {
  /** The token from the mail: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly approvalToken: string;
}

export type DenyCliSigninErrorCode = CommonErrorCode | "invalid_approval_token";
export type DenyCliSigninResult = Success | Refusal<DenyCliSigninErrorCode>;

export interface CompleteCliSigninArguments {
  /** The token from `create_cli_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly cliSigninToken: string;
  /** The 8 upper-case letters and digits from `approve_cli_signin`. */
  readonly code: string;
}
export interface CompleteCliSigninValues {
  readonly session: Session;
  /** The token from `complete_cli_signin`: `<id>.<secret>`, 49 characters; keep it secret. */
  readonly sessionToken: string;
}
export type CompleteCliSigninErrorCode =
  | CommonErrorCode
  | "cli_signin_denied"
  | "cli_signin_not_approved"
  | "incorrect_cli_signin_code"
  | "invalid_cli_signin_token"
  | "rate_limited"
  | "session_not_created"
  | "user_disabled"
  | "user_not_found";
export type CompleteCliSigninResult = Success<CompleteCliSigninValues> | Refusal<CompleteCliSigninErrorCode>;
