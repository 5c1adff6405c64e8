import { type Cost, type CountedServer, countedServer } from "./counted-server.ts";

/** Something that people do, and what it costs. */
export interface CountedAction {
  readonly name: string;
  readonly cost: Cost;
}

/** What is stored of one kind, as it was at its largest. */
export interface StoredKind {
  /** The key without what it ends with: `session`, `limit.verify_password`. */
  readonly kind: string;
  readonly key: string;
  readonly value: Uint8Array;
  /** From when it was seen until it may be removed. */
  readonly livesSeconds: number;
}

const [emailAddress, password] = ["ann.arbor@example.com", "flowers in november 77"];
const again = "look";

/** Does everything once, and counts. Deterministic: no measurement, so no machine matters. */
export async function countActions() {
  const server = countedServer();
  const kinds = new Map<string, StoredKind>();
  const actions: CountedAction[] = [];
  for (const [name, act] of Object.entries(actionsOf(server))) {
    // An hour later limits are full again. Who looks again at once need not be recorded again.
    if (name !== again) server.pass(3600);
    await server.take();
    await act(() => look(server, kinds));
    look(server, kinds);
    actions.push({ name, cost: await server.take() });
  }
  return { actions, kinds: [...kinds.values()] };
}

type Act = (step: () => void) => Promise<void>;

/** In an order in which each finds what it needs. */
function actionsOf({ client, mails }: CountedServer): Readonly<Record<string, Act>> {
  let sessionToken = "";
  const codeOfMail = () => {
    const mail = mails.at(-1);
    return mail && "code" in mail ? mail.code : "";
  };
  const lookAtSession = async () => void succeeded(await client.getSession({ sessionToken }));
  const signIn: Act = async (step) => {
    const { signinToken } = succeeded(await client.createSignin({ userEmailAddress: emailAddress }));
    step();
    succeeded(await client.verifySigninUserPassword({ signinToken, password }));
    step();
    sessionToken = succeeded(await client.completeSignin({ signinToken })).sessionToken;
  };
  return {
    "sign-up": async (step) => {
      const { signupToken } = succeeded(await client.createSignup({ emailAddress }));
      step();
      const emailAddressVerificationCode = codeOfMail();
      succeeded(await client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
      succeeded(await client.setSignupPassword({ signupToken, password }));
      step();
      succeeded(await client.completeSignup({ signupToken }));
    },
    "sign-in": signIn,
    "wrong password": async (step) => {
      const { signinToken } = succeeded(await client.createSignin({ userEmailAddress: emailAddress }));
      step();
      await client.verifySigninUserPassword({ signinToken, password: "not the password" });
    },
    "look whose use is recorded": lookAtSession,
    [again]: lookAtSession,
    "password reset": async (step) => {
      const created = succeeded(await client.createUserPasswordReset({ userEmailAddress: emailAddress }));
      step();
      const { userPasswordResetToken } = created;
      const temporaryPassword = codeOfMail();
      succeeded(await client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword }));
      succeeded(await client.setUserPasswordResetNewPassword({ userPasswordResetToken, password }));
      step();
      sessionToken = succeeded(await client.completeUserPasswordReset({ userPasswordResetToken })).sessionToken;
    },
    "sign-out": async () => void succeeded(await client.deleteSession({ sessionToken })),
  };
}

function look({ entries, now }: CountedServer, kinds: Map<string, StoredKind>): void {
  for (const [key, { value, expiresAt }] of entries) {
    const kind = key.slice(0, key.lastIndexOf("."));
    if ((kinds.get(kind)?.value.length ?? 0) >= value.length) continue;
    kinds.set(kind, { kind, key, value, livesSeconds: (expiresAt.getTime() - now().getTime()) / 1000 });
  }
}

/** @throws {Error} if it was refused. */
function succeeded<T extends { readonly ok: boolean }>(result: T): Extract<T, { readonly ok: true }> {
  if (!result.ok) throw new Error(`It was refused: ${JSON.stringify(result)}`);
  // Narrowing a type parameter by its property does not narrow it.
  return result as Extract<T, { readonly ok: true }>;
}
