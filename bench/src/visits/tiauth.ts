import type { Conversation } from "../load/conversation.ts";
import type { Expected, PlainRequest } from "../load/requests.ts";
import type { Visit, Visitor } from "./visitor.ts";

export const success: Expected = { status: 200, bodyStart: '{"ok":true,' };
const refusal: Expected = { status: 200, bodyStart: '{"ok":false,' };

type Arguments = Readonly<Record<string, string>>;

/** An invocation as clients send it. */
export const invocation = (action: string, args: Arguments): PlainRequest => ({
  method: "POST",
  path: "/",
  body: JSON.stringify({ action, arguments: args }),
});

export const getSession = ({ sessionToken = "" }: Pick<Visitor, "sessionToken">): PlainRequest =>
  invocation("get_session", { session_token: sessionToken });

/** The values of a successful invocation. @throws {Error} if it was refused. */
async function invoke(server: Conversation, action: string, args: Arguments): Promise<Arguments> {
  const { body } = await server.ask(invocation(action, args), success);
  return JSON.parse(body).values;
}

/** Create, verify, complete. Resolves with the token of the new session. */
export async function signIn(server: Conversation, { emailAddress, password }: Visitor): Promise<string> {
  const { signin_token = "" } = await invoke(server, "create_signin", { user_email_address: emailAddress });
  await invoke(server, "verify_signin_user_password", { signin_token, password });
  const { session_token = "" } = await invoke(server, "complete_signin", { signin_token });
  return session_token;
}

let signups = 0;

/** An address of nobody; the time, since several processes may be at it. */
export const freshAddress = (): string => `new-${Date.now().toString(36)}-${signups++}@example.com`;

async function signUp({ server, userServer }: Parameters<Visit>[0], { password }: Visitor): Promise<void> {
  const email_address = freshAddress();
  const { signup_token = "" } = await invoke(server, "create_signup", { email_address });
  const path = `/code?${email_address}`;
  const { body: email_address_verification_code } = await userServer.ask({ method: "GET", path }, codeIsThere);
  await invoke(server, "verify_signup_email_address_verification_code", {
    signup_token,
    email_address_verification_code,
  });
  await invoke(server, "set_signup_password", { signup_token, password });
  await invoke(server, "complete_signup", { signup_token });
}
const codeIsThere: Expected = { status: 200, bodyStart: "" };

/** One wrong password, at a flow of its own. */
async function guess({ server }: Parameters<Visit>[0], { emailAddress }: Visitor): Promise<void> {
  const { signin_token = "" } = await invoke(server, "create_signin", { user_email_address: emailAddress });
  const args = { signin_token, password: "not the password" };
  const { body } = await server.ask(invocation("verify_signin_user_password", args), refusal);
  if (!body.includes('"incorrect_password"')) throw new Error(`Not the refusal that was expected: ${body}`);
}

/** So many looks at the session for each sign-in of three requests: 95 % of all requests. */
export const looksPerSignIn = 57;

async function signInAndLook({ server }: Parameters<Visit>[0], visitor: Visitor): Promise<void> {
  const request = getSession({ sessionToken: await signIn(server, visitor) });
  for (let looks = 0; looks < looksPerSignIn; looks++) await server.ask(request, success);
}

export const tiauthVisits = {
  tiauthSignIn: async ({ server }, visitor) => void (await signIn(server, visitor)),
  tiauthSignUp: signUp,
  tiauthGuess: guess,
  tiauthSignInAndLook: signInAndLook,
} satisfies Readonly<Record<string, Visit>>;
