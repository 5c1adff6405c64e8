import { err, ok, type Result, type User } from "@tiauth/protocol";
import { type Awaitable, andThen, Conflict } from "@tiauth/records";
import { stateOf, type UserState, type Users } from "@tiauth/users";
import type { SessionInvocation, SessionPorts } from "./ports.ts";
import { type SessionRow, sessionRecords } from "./session-records.ts";
import type { SessionSettings } from "./settings.ts";
import { userSessions } from "./user-sessions.ts";

const invalidToken = "invalid_session_token";
const dayMs = 24 * 60 * 60 * 1000;
const dayOf = (time: Date) => Math.floor(time.getTime() / dayMs);

/** How to find the user of a session, and what of them decides whether it stands. */
interface Finding<U> {
  readonly find: (row: SessionRow) => Awaitable<U | undefined>;
  readonly toState: (user: U) => UserState;
}

/** A session together with its user. */
export interface OpenSession<U> {
  readonly row: SessionRow;
  readonly user: U;
  readonly state: UserState;
}

/** What sessions do: begin, open, be used, be renewed. */
export function createSessions(ports: SessionPorts, settings: SessionSettings, users: Users) {
  const { now } = ports;
  const rows = sessionRecords(ports, settings, users);
  const ofUser = userSessions(ports, settings, rows);

  /** On another day it is put on its user's list again, where those that are not used go first. */
  const writeUse = async (row: SessionRow, seen: UserState) => {
    if (dayOf(row.fields.lastUsedAt) !== dayOf(now())) await ofUser.list(row.fields.userId, row.id, {});
    await rows.update(row, { lastUsedAt: now(), seen });
  };

  /** Without a disk that takes writes sessions still open; only that they were used is not known later. */
  const recordUse = (
    { row, state }: OpenSession<unknown>,
    { action, actionInvocationId }: SessionInvocation,
  ): Promise<void> | undefined => {
    const unusedMs = now().getTime() - row.fields.lastUsedAt.getTime();
    if (unusedMs < settings.sessionActivityCheckIntervalSeconds * 1000) return undefined;
    return writeUse(row, state).catch((error) => {
      const isRecorded = error instanceof Conflict; // by another request, just now
      if (!isRecorded) ports.reportError({ action, actionInvocationId, error });
    });
  };

  /** The session together with its user, who is whatever `find` finds, if it is still theirs. At once if all is at hand. */
  const withUser = <U>(session: ReturnType<typeof rows.open>, { find, toState }: Finding<U>) =>
    andThen(session, (opened): Awaitable<Result<OpenSession<U>, typeof invalidToken>> => {
      if (!opened.ok) return opened;
      const { row } = opened;
      return andThen(find(row), (user) => {
        const state = user && toState(user);
        if (!state) return err(invalidToken);
        return andThen(rows.isOf(state, row), (isTheirs) => (isTheirs ? ok({ row, user, state }) : err(invalidToken)));
      });
    });

  /** Goes on with the session and records its use. */
  const openWith = <U>(session: ReturnType<typeof rows.open>, invocation: SessionInvocation, finding: Finding<U>) =>
    andThen(withUser(session, finding), (opened) =>
      opened.ok ? andThen(recordUse(opened, invocation), () => opened) : opened,
    );

  const asKnownNow: Finding<User> = { find: ({ fields }) => users.get(fields.userId), toState: stateOf };

  return {
    view: rows.view,
    forgetAll: rows.forgetAll,
    ofUser,

    /** Ends it. */
    async delete({ id, fields: { userId } }: SessionRow) {
      const deleted = await rows.delete({ id });
      await ofUser.strike(userId, [id]);
      return deleted;
    },

    /** The session alone, whatever became of its user. */
    openAlone: rows.open,

    /** A new session, as the completing actions answer it. The user's state is the one given. */
    async create(user: User, invocation: SessionInvocation) {
      const announce = (id: string) => ofUser.list(user.id, id, invocation);
      const { row, token } = await rows.createFor(user, () => ({ lastUsedAt: now() }), { ...invocation, announce });
      return ok({ session: rows.view(row), sessionToken: token });
    },

    /** The session, which may be remembered, and so may its user, but not for bad news: they may be older than the session. */
    open(token: string, invocation: SessionInvocation) {
      const showsNothingNew = (row: SessionRow) => (state: UserState) =>
        rows.stands(row, state) && state.identity === row.fields.seen.identity;
      const find = (row: SessionRow) => users.state(row.fields.userId, showsNothingNew(row));
      return openWith(rows.openRemembered(token, invocation), invocation, { find, toState: (state) => state });
    },

    /** The session as the storage has it now, and its user as the user server knows them now. */
    openWithUser: (token: string, invocation: SessionInvocation) =>
      openWith(rows.open(token, invocation), invocation, asKnownNow),

    /** The session as it is, or, where it ran out but is kept still, with new times. Of any number of callers one writes. */
    async renew(token: string, invocation: SessionInvocation) {
      const opened = await withUser(rows.openKept(token, invocation), asKnownNow);
      if (!opened.ok) return opened;
      const { row, state } = opened;
      if (rows.hasExpired(row)) await ofUser.list(state.id, row.id, {});
      return rows.decide(row, (fields) => {
        const current = { ...row, fields };
        if (!rows.hasExpired(current)) return { result: ok({ row: current }) };
        const renewed = { ...fields, lastUsedAt: now(), renewedAt: now(), seen: state };
        return { patch: renewed, result: ok({ row: { ...row, fields: renewed } }) };
      });
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;
