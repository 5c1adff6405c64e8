import { err, ok, type Result, type User } from "@tiauth/protocol";
import { type Awaitable, andThen, Conflict, instant, type Row } from "@tiauth/records";
import { type Bond, stateOf, type UserState, type Users } from "@tiauth/users";
import * as z from "zod/mini";
import type { ServerInvocation } from "./invocation.ts";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import { userRecords } from "./user-records.ts";

const fields = z.object({ lastUsedAt: instant });
const invalidToken = "invalid_session_token";
export type SessionRow = Row<z.output<typeof fields> & Bond>;

/** How to find the user of a session, and what of them decides whether it stands. */
interface Finding<U> {
  readonly find: (row: SessionRow) => Awaitable<U | undefined>;
  readonly toState: (user: U) => UserState;
}

/** Sessions: one more kind of record, with an expiry that slides. It follows today's settings, not those at creation. */
export function createSessions(ports: Ports, settings: Settings, users: Users) {
  const { now } = ports;
  const inactivitySeconds = settings.sessionInactivityTimeoutSeconds;
  const expiration = (createdAt: Date) =>
    settings.sessionExpirationSeconds === 0
      ? null
      : new Date(createdAt.getTime() + settings.sessionExpirationSeconds * 1000);

  const rows = userRecords(ports, users, {
    prefix: "session.",
    invalidToken,
    subject: "sessionId",
    watch: ["disabledCounter", "sessionsCounter"],
    fields,
    rememberedSeconds: settings.sessionCacheSeconds,
    expiresAt: ({ createdAt, fields: { lastUsedAt } }) =>
      new Date(Math.min(lastUsedAt.getTime() + inactivitySeconds * 1000, expiration(createdAt)?.getTime() ?? Infinity)),
  });

  /** Without a disk that takes writes sessions still open; only that they were used is not known later. */
  const recordUse = (row: SessionRow, seen: UserState, { action, actionInvocationId }: ServerInvocation) => {
    const unusedMs = now().getTime() - row.fields.lastUsedAt.getTime();
    if (unusedMs < settings.sessionActivityCheckIntervalSeconds * 1000) return undefined;
    return rows.update(row, { lastUsedAt: now(), seen }).catch((error) => {
      const isRecorded = error instanceof Conflict; // by another request, just now
      if (!isRecorded) ports.reportError({ action, actionInvocationId, error });
    });
  };

  /** Goes on with the session, the user being whatever `find` finds, and records its use. At once if all is at hand. */
  const openWith = <U>(
    session: ReturnType<typeof rows.open>,
    invocation: ServerInvocation,
    { find, toState }: Finding<U>,
  ): Awaitable<Result<{ readonly row: SessionRow; readonly user: U }, typeof invalidToken>> =>
    andThen(session, (opened) => {
      if (!opened.ok) return opened;
      const { row } = opened;
      return andThen(find(row), (user) => {
        const state = user && toState(user);
        if (!state || !rows.stands(row, state)) return err(invalidToken);
        return andThen(users.isSame(state, { seen: row.fields.seen, since: row.createdAt }), (isSame) =>
          isSame ? andThen(recordUse(row, state, invocation), () => ok({ row, user })) : err(invalidToken),
        );
      });
    });

  const view = ({ id, createdAt, fields: { userId } }: SessionRow) => ({
    id,
    userId,
    createdAt,
    expiresAt: expiration(createdAt),
  });

  return {
    view,
    delete: rows.delete,
    forgetAll: rows.forgetAll,

    /** The session alone, whatever became of its user. */
    openAlone: rows.open,

    /** A new session, as the completing actions answer it. The user's state is the one given. */
    async create(user: User, invocation: ServerInvocation) {
      const { row, token } = await rows.createFor(user, () => ({ lastUsedAt: now() }), invocation);
      return ok({ session: view(row), sessionToken: token });
    },

    /** The session, which may be remembered, and so may its user, but not for bad news: they may be older than the session. */
    open(token: string, invocation: ServerInvocation) {
      const showsNothingNew = (row: SessionRow) => (state: UserState) =>
        rows.stands(row, state) && state.identity === row.fields.seen.identity;
      const find = (row: SessionRow) => users.state(row.fields.userId, showsNothingNew(row));
      return openWith(rows.openRemembered(token, invocation), invocation, { find, toState: (state) => state });
    },

    /** The session as the storage has it now, and its user as the user server knows them now. */
    openWithUser: (token: string, invocation: ServerInvocation) =>
      openWith(rows.open(token, invocation), invocation, {
        find: ({ fields }) => users.get(fields.userId),
        toState: stateOf,
      }),
  };
}
