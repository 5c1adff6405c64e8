import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, startWorld, succeeded, type World } from "./harness/index.ts";

/** Everything that can happen to a user behind Tiauth's back. */
const changes = {
  "a new e-mail address": async ({ userId }) => {
    const { user } = await succeeded(users().getUser({ userId }));
    const change = { userId, emailAddress: world.freshAddress(), userEmailAddressCounter: user.emailAddressCounter };
    await succeeded(users().updateUserEmailAddress(change));
  },
  "a new password": async ({ userId }) => {
    const { user } = await succeeded(users().getUser({ userId }));
    const { passwordHashAlgorithmId, passwordSalt, passwordHashCounter: userPasswordHashCounter } = user;
    const passwordHash = user.passwordHash.toReversed();
    const change = { userId, passwordHash, passwordHashAlgorithmId, passwordSalt, userPasswordHashCounter };
    await succeeded(users().updateUserPasswordHash(change));
  },
  "being disabled": async ({ userId }) => void world.userServer.disable(userId),
  "being disabled and enabled again": async ({ userId }) => {
    world.userServer.disable(userId);
    world.userServer.enable(userId);
  },
  "the end of all sessions": async ({ userId }) => {
    const { user } = await succeeded(users().getUser({ userId }));
    await succeeded(users().incrementUserSessionsCounter({ userId, userSessionsCounter: user.sessionsCounter }));
  },
  "being deleted": async ({ userId }) => void (await succeeded(users().deleteUser({ userId }))),
} satisfies Readonly<Record<string, (person: Person) => Promise<void>>>;
type Change = keyof typeof changes;

type Look = () => Promise<{ readonly ok: boolean; readonly errorCode?: string }>;

/** Everything that a user can have begun: each is started, and can be looked at from then on. */
const begun = {
  session: async ({ sessionToken }) => {
    return () => client().getSession({ sessionToken });
  },
  signin: async ({ emailAddress: userEmailAddress }) => {
    const { signinToken } = await succeeded(client().createSignin({ userEmailAddress }));
    return () => client().getSignin({ signinToken });
  },
  "password reset": async ({ emailAddress: userEmailAddress }) => {
    const { userPasswordResetToken } = await succeeded(client().createUserPasswordReset({ userEmailAddress }));
    return () => client().getUserPasswordReset({ userPasswordResetToken });
  },
  "e-mail address update": async ({ sessionToken }) => {
    const newEmailAddress = world.freshAddress();
    const created = await succeeded(client().createUserEmailAddressUpdate({ sessionToken, newEmailAddress }));
    return () => client().getUserEmailAddressUpdate({ ...created, sessionToken });
  },
  "password update": async ({ sessionToken }) => {
    const created = await succeeded(client().createUserPasswordUpdate({ sessionToken }));
    return () => client().getUserPasswordUpdate({ ...created, sessionToken });
  },
  "user deletion": async ({ sessionToken }) => {
    const created = await succeeded(client().createUserDeletion({ sessionToken }));
    return () => client().getUserDeletion({ ...created, sessionToken });
  },
} satisfies Readonly<Record<string, (person: Person) => Promise<Look>>>;
type Begun = keyof typeof begun;

const gone = ["being disabled", "being disabled and enabled again", "being deleted"] as const;

/** What ends what; everything else lives on. With its session ends what belongs to it. */
const endedBy: Readonly<Record<Begun, readonly Change[]>> = {
  session: [...gone, "the end of all sessions"],
  signin: [...gone, "a new password"],
  "password reset": [...gone, "a new password", "a new e-mail address"],
  "e-mail address update": [...gone, "the end of all sessions", "a new password", "a new e-mail address"],
  "password update": [...gone, "the end of all sessions", "a new password"],
  "user deletion": [...gone, "the end of all sessions", "a new password"],
};

const refusals: Readonly<Record<Begun, string>> = {
  session: "invalid_session_token",
  signin: "invalid_signin_token",
  "password reset": "invalid_user_password_reset_token",
  "e-mail address update": "invalid_user_email_address_update_token",
  "password update": "invalid_password_update_token",
  "user deletion": "invalid_user_deletion_token",
};
const belongToSessions: readonly Begun[] = ["e-mail address update", "password update", "user deletion"];

function outcomeOf(thing: Begun, change: Change): string {
  if (!endedBy[thing].includes(change)) return "ok";
  return refusals[belongToSessions.includes(thing) && endedBy.session.includes(change) ? "session" : thing];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
const client = () => world.client;
const users = () => world.userServer.users;

const things = Object.keys(begun) as readonly Begun[]; // its keys, and no others
const look = async (at: Look) => {
  const { ok, errorCode } = await at();
  return ok ? "ok" : errorCode;
};

describe.each(Object.entries(changes))("%s", (name, change) => {
  const before = new Map<Begun, string | undefined>();
  const after = new Map<Begun, string | undefined>();
  beforeAll(async () => {
    const person = await world.signUp();
    const looks = new Map<Begun, Look>();
    for (const thing of things) looks.set(thing, await begun[thing](person));
    for (const [thing, at] of looks) before.set(thing, await look(at));
    await change(person);
    for (const [thing, at] of looks) after.set(thing, await look(at));
  });

  it.each(
    things.map((thing) => ({ thing, outcome: outcomeOf(thing, name as Change) })), // a key of `changes`
  )("leaves a $thing that answers: $outcome", ({ thing, outcome }) => {
    expect([before.get(thing), after.get(thing)]).toEqual(["ok", outcome]);
  });
});

it("O4: what was begun before the user was deleted opens nothing for whoever gets the same id", async () => {
  const person = await world.signUp();
  const other = await world.signIn(person);
  const { user } = await succeeded(users().getUser(person));
  const looks = await Promise.all(things.map((thing) => begun[thing](other)));
  const { userDeletionToken } = await succeeded(client().createUserDeletion(person));
  const tokens = { sessionToken: person.sessionToken, userDeletionToken };
  await succeeded(client().verifyUserDeletionUserPassword({ ...tokens, password: person.password }));
  await succeeded(client().completeUserDeletion(tokens));

  const newcomer = await world.signUp(person.emailAddress);
  const { user: stranger } = await succeeded(users().getUser(newcomer));
  await succeeded(users().deleteUser(newcomer));
  world.userServer.put({ ...stranger, id: user.id });
  const outcomes = await Promise.all(looks.map(look));
  expect(outcomes).not.toContain("ok");
  const { sessionToken } = await world.signIn(newcomer);
  expect(await client().getSession({ sessionToken })).toMatchObject({ ok: true });
});
