export * from "./action.ts";
export {
  type ActionName,
  type Actions,
  actions,
  faroeActions,
  type PageActionName,
  pageActions,
  tiauthActions,
} from "./actions.ts";
export { type BackendEmail, backendEmail } from "./backend-email.ts";
export { BadRequest, type BadRequestCode, requestErrorBody } from "./bad-request.ts";
export { type Caller, createCaller, InvalidAnswer } from "./caller.ts";
export {
  type ClientContext,
  clientContextHeader,
  readClientContext,
  type SignClientContextOptions,
  type SignedClientContext,
  signClientContext,
} from "./client-context.ts";
export { decode, encode } from "./codec.ts";
export { type Accepts, type AnyResult, dispatch, errorBody, isAccepted, perform } from "./dispatch.ts";
export { type ErrorCode, errorCodes } from "./error-codes.ts";
export { sessionActions } from "./faroe/session.ts";
export { signinActions } from "./faroe/signin.ts";
export { signupActions } from "./faroe/signup.ts";
export { userDeletionActions } from "./faroe/user-deletion.ts";
export { userEmailAddressUpdateActions } from "./faroe/user-email-address-update.ts";
export { userPasswordResetActions } from "./faroe/user-password-reset.ts";
export { userPasswordUpdateActions } from "./faroe/user-password-update.ts";
export { lowerCaseLetters, newId, upperCaseLetters } from "./letters.ts";
export type { User } from "./models.ts";
export { type Err, err, type Ok, ok, type Result } from "./result.ts";
export { run } from "./run.ts";
export { type SignedRequest, signatureHeader, signRequest, verifySignature } from "./signature.ts";
export { isSameMac, macOf } from "./stamp.ts";
export { capabilityActions, protocolVersion } from "./tiauth/capabilities.ts";
export { cliSigninActions } from "./tiauth/cli-signin.ts";
export { sessionRenewalActions } from "./tiauth/session-renewal.ts";
export { userSessionActions } from "./tiauth/user-sessions.ts";
export { type UserServerActions, userServerActions } from "./user-server.ts";
export { bytes, type Camel, text, timestamp, toCamel, wireNames } from "./wire.ts";
