import { err, type Handlers, ok, type signinActions } from "@tiauth/protocol";
import { describe, expectTypeOf, it } from "vitest";
import { createContext } from "./context.ts";
import { type SessionActions, sessionFlow } from "./flows/session.ts";
import { signinFlow } from "./flows/signin.ts";
import { createServer, type Ports, type ServerOptions, type Settings } from "./index.ts";
import type { ServerInvocation } from "./invocation.ts";
import { createInvoke } from "./invoke.ts";

type SessionHandlers = Handlers<SessionActions, ServerInvocation>;
type SigninHandlers = Handlers<typeof signinActions, ServerInvocation>;

/** Never called: what is below is compiled, which is the test. */
function mustNotCompile(ports: Ports, settings: Settings, options: ServerOptions) {
  const context = createContext(ports, settings);
  const session = sessionFlow(context);
  const signin = signinFlow(context);

  // @ts-expect-error most actions have no handler
  createInvoke(context, { ...session, ...signin });
  const { get_session: _, ...withoutGetSession } = session;
  // @ts-expect-error one action has no handler
  const missing: SessionHandlers = withoutGetSession;
  // @ts-expect-error no such action
  const surplus: SessionHandlers = { ...session, get_sessions: session.get_session };

  // @ts-expect-error a code that `delete_session` does not declare
  const undeclared: SessionHandlers = { ...session, delete_session: async () => err("user_not_found") };
  // @ts-expect-error a code that no action declares
  const misspelt: SessionHandlers = { ...session, delete_session: async () => err("invalid_session_tokens") };
  // @ts-expect-error common errors are thrown, never returned
  const common: SessionHandlers = { ...session, delete_session: async () => err("internal_error") };

  // @ts-expect-error `get_session` answers with a session
  const nothing: SessionHandlers = { ...session, get_session: async () => ok() };
  const incomplete: SessionHandlers = {
    ...session,
    // @ts-expect-error the session has more fields than an id
    get_session: async () => ok({ session: { id: "" } }),
  };
  const tokenless: SigninHandlers = {
    ...signin,
    // @ts-expect-error `create_signin` answers with a token beside the signin
    create_signin: async () => ok({ signin: { id: "", userId: "", ...times, userFirstFactorVerified: false } }),
  };
  // @ts-expect-error a promise is wanted
  const impatient: SessionHandlers = { ...session, delete_session: () => ok() };
  // @ts-expect-error `get_session` has no such argument
  const curious: SessionHandlers = { ...session, get_session: ({ signinToken }) => session.get_session(signinToken) };

  // @ts-expect-error a storage is wanted
  createServer({ users: ports.users, email: ports.email, passwordHasher: ports.passwordHasher });
  // @ts-expect-error no such setting
  createServer({ ...options, settings: { sessionExpirationMinutes: 1 } });
  // @ts-expect-error no such choice
  createServer({ ...options, settings: { revokeSessions: "always" } });
  return { missing, surplus, undeclared, misspelt, common, nothing, incomplete, tokenless, impatient, curious };
}
const times = { createdAt: new Date(), expiresAt: new Date() };

describe("the types", () => {
  it("refuse a missing handler, an undeclared code and incomplete values", () => {
    expectTypeOf(mustNotCompile).toBeFunction();
  });

  it("of a flow are those of the contract, neither more nor fewer actions", () => {
    expectTypeOf<ReturnType<typeof sessionFlow>>().toEqualTypeOf<SessionHandlers>();
    expectTypeOf<keyof ReturnType<typeof signinFlow>>().toEqualTypeOf<keyof typeof signinActions>();
  });
});
