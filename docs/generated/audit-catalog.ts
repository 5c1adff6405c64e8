import { actions, commonErrors, isLook } from "@tiauth/protocol";
import { type ActionDescription, describe, type Field } from "./contract.ts";

/** Whether an event has an id: always, never, or only if the secret of the token in question was right. */
export type Presence = "always" | "never" | "if known";

/** What is in the events of one action with one result. */
export interface AuditedResult {
  /** `ok`, a code, `too_many_requests` or `overloaded`. */
  readonly result: string;
  readonly user_id: Presence;
  readonly session_id: Presence;
  readonly flow_id: Presence;
}

/** An action that makes an audit event, whatever comes of it. */
export interface AuditedAction {
  readonly name: string;
  readonly summary: string;
  readonly results: readonly AuditedResult[];
}

/** All actions but those that only look, in the order of the contract. */
export const auditedActions = (): readonly AuditedAction[] =>
  describe(actions)
    .filter(({ name }) => !isLook(name))
    .map((action) => ({
      name: action.name,
      summary: action.summary,
      results: resultsOf(action).map((result) => ({ result, ...idsOf(action, result) })),
    }));

/** What a client address may be over the limit of: it begins something, or it guesses. */
const isLimitedPerAddress = ({ name, errors }: ActionDescription) =>
  /^create_(signin|signup|user_password_reset|cli_signin)$/.test(name) ||
  errors.some((code) => code.startsWith("incorrect_"));

/** A password is hashed: to compare it, to keep it, or for the mail of a reset. */
const hashes = ({ name, errors }: ActionDescription) =>
  name === "create_user_password_reset" || errors.some((code) => /^(incorrect_\w*password|weak_password)$/.test(code));

const resultsOf = (action: ActionDescription): readonly string[] => [
  "ok",
  ...action.errors,
  ...commonErrors,
  ...(isLimitedPerAddress(action) ? ["too_many_requests"] : []),
  ...(hashes(action) ? ["overloaded"] : []),
];

const isSessionToken = ({ name }: Field) => name === "session_token";
const isFlowToken = ({ name }: Field) => name.endsWith("_token") && name !== "session_token";

/** What of its subject an invocation has found out when it ends so: the session first, then the flow, then the rest. */
function idsOf(action: ActionDescription, result: string): Omit<AuditedResult, "result"> {
  const isInSession = action.arguments.some(isSessionToken);
  const isInFlow = action.arguments.some(isFlowToken);
  const isAboutUser = !action.name.includes("signup");
  const hasMade = (isToken: (field: Field) => boolean) => result === "ok" && action.values.some(isToken);
  const presence = (could: boolean, isSure: boolean): Presence => (!could ? "never" : isSure ? "always" : "if known");

  if (result === "too_many_requests") return { user_id: "never", session_id: "never", flow_id: "never" };
  const isAccident = result.startsWith("internal_");
  const sessionIsOpen = !isAccident && result !== "invalid_session_token";
  const flowIsOpen = !isAccident && !/^invalid_\w+_token$/.test(result);
  const session = presence(isInSession, sessionIsOpen);
  // The session first; but a deletion whose answer was lost is known by its flow, once its session is gone with its user.
  const isLookedUp = result !== "invalid_session_token" || action.name === "complete_user_deletion";
  const flow = presence(isInFlow && isLookedUp, flowIsOpen);
  return {
    user_id: userPresence(action, result) ?? (isInSession ? session : isAboutUser ? flow : "never"),
    session_id: hasMade(isSessionToken) ? "always" : isAccident && makes(action, isSessionToken) ? "if known" : session,
    flow_id: hasMade(isFlowToken) ? "always" : isAccident && makes(action, isFlowToken) ? "if known" : flow,
  };
}

const makes = ({ values }: ActionDescription, isToken: (field: Field) => boolean) => values.some(isToken);

/** Where the user is found by their address, or is new. */
function userPresence({ name }: ActionDescription, result: string): Presence | undefined {
  const isAccident = result.startsWith("internal_");
  if (name === "complete_signup")
    return ["ok", "session_not_created"].includes(result) ? "always" : isAccident ? "if known" : "never";
  if (name.includes("cli_signin")) return cliSigninUserPresence(name, result);
  if (!/^create_(signin|user_password_reset)$/.test(name)) return undefined;
  if (isAccident) return "if known";
  return ["user_not_found", "invalid_email_address"].includes(result) ? "never" : "always";
}

/** Whoever approves or denies is whoever has the mail; and whom it is for may be a user only once it is completed. */
function cliSigninUserPresence(name: string, result: string): Presence {
  if (!/^(create|complete)_/.test(name)) return "never";
  if (result === "user_disabled") return "always";
  if (name.startsWith("create_"))
    return /^(ok|rate_limited|email_address_not_allowed|internal_\w+)$/.test(result) ? "if known" : "never";
  if (["ok", "session_not_created"].includes(result)) return "always";
  return result.startsWith("internal_") ? "if known" : "never";
}
