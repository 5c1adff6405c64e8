import type { Conversation } from "../load/conversation.ts";
import type { Expected, PlainRequest } from "../load/requests.ts";
import { freshAddress, looksPerSignIn } from "./tiauth.ts";
import type { Visit, Visitor } from "./visitor.ts";

const post = (path: string, body: Readonly<Record<string, string>>): PlainRequest => ({
  method: "POST",
  path: `/api/auth/${path}`,
  body: JSON.stringify(body),
});

export const getSession = ({ cookie = "" }: Pick<Visitor, "cookie">): PlainRequest => ({
  method: "GET",
  path: "/api/auth/get-session",
  headers: { Cookie: cookie },
});
export const session: Expected = { status: 200, bodyStart: '{"session":{' };

const signedIn: Expected = { status: 200, bodyStart: '{"redirect":false,"token":"' };
const signedUp: Expected = { status: 200, bodyStart: '{"token":"' };
const refused: Expected = { status: 401, bodyStart: '{"message":"Invalid email or password"' };

/** Resolves with the cookie of the new session. */
export async function signIn(server: Conversation, { emailAddress: email, password }: Visitor): Promise<string> {
  return cookieIn(await server.ask(post("sign-in/email", { email, password }), signedIn));
}

/** Resolves with the cookie of the new session. */
export async function signUp(server: Conversation, { emailAddress: email, password }: Visitor): Promise<string> {
  return cookieIn(await server.ask(post("sign-up/email", { email, password, name: "Somebody" }), signedUp));
}

const cookieIn = ({ head }: { readonly head: string }) => /\r\nset-cookie: ([^;\r]+)/i.exec(head)?.[1] ?? "";

async function signInAndLook({ server }: Parameters<Visit>[0], visitor: Visitor): Promise<void> {
  const request = getSession({ cookie: await signIn(server, visitor) });
  for (let looks = 0; looks < looksPerSignIn; looks++) await server.ask(request, session);
}

export const betterAuthVisits = {
  betterAuthSignIn: async ({ server }, visitor) => void (await signIn(server, visitor)),
  betterAuthSignUp: async ({ server }, { password }) =>
    void (await signUp(server, { emailAddress: freshAddress(), password })),
  betterAuthGuess: async ({ server }, { emailAddress: email }) =>
    void (await server.ask(post("sign-in/email", { email, password: "not the password" }), refused)),
  betterAuthSignInAndLook: signInAndLook,
} satisfies Readonly<Record<string, Visit>>;
