import { err, ok, type Result, type User } from "@tiauth/protocol";
import { Conflict, instant, type Row } from "@tiauth/records";
import { stateOf, type UserState, type Users } from "@tiauth/users";
import * as z from "zod/mini";
import type { ServerInvocation } from "./invocation.ts";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";
import { type Bond, userRecords } from "./user-records.ts";

const fields = z.object({ lastUsedAt: instant });
const invalidToken = "invalid_session_token";
export type SessionRow = Row<z.output<typeof fields> & Bond>;

/** How to find the user of a session, and what of them decides whether it stands. */
interface Finding<U> {
  readonly find: (row: SessionRow) => Promise<U | undefined>;
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
    expiresAt: ({ createdAt, lastUsedAt }) =>
      new Date(Math.min(lastUsedAt.getTime() + inactivitySeconds * 1000, expiration(createdAt)?.getTime() ?? Infinity)),
  });

  /** Without a disk that takes writes sessions still open; only that they were used is not known later. */
  const recordUse = async (row: SessionRow, seen: UserState, { action, actionInvocationId }: ServerInvocation) => {
    const unusedMs = now().getTime() - row.fields.lastUsedAt.getTime();
    if (unusedMs < settings.sessionActivityCheckIntervalSeconds * 1000) return;
    await rows.update(row, { lastUsedAt: now(), seen }).catch((error) => {
      const isRecorded = error instanceof Conflict; // by another request, just now
      if (!isRecorded) ports.reportError({ action, actionInvocationId, error });
    });
  };

  /** Opens the session and records its use, the user being whatever `find` finds. */
  const openWith = async <U>(
    token: string,
    invocation: ServerInvocation,
    { find, toState }: Finding<U>,
  ): Promise<Result<{ readonly row: SessionRow; readonly user: U }, typeof invalidToken>> => {
    const opened = await rows.open(token, invocation);
    if (!opened.ok) return opened;
    const { row } = opened;
    const user = await find(row);
    const state = user && toState(user);
    if (!state || !rows.stands(row, state)) return err(invalidToken);
    if (!(await users.isSame(state, { ...row.fields, since: row.createdAt }))) return err(invalidToken);
    await recordUse(row, state, invocation);
    return ok({ row, user });
  };

  const view = ({ id, createdAt, fields: { userId } }: SessionRow) => ({
    id,
    userId,
    createdAt,
    expiresAt: expiration(createdAt),
  });

  return {
    view,
    delete: rows.delete,

    /** The session alone, whatever became of its user. */
    openAlone: rows.open,

    /** A new session, as the completing actions answer it. The user's state is the one given. */
    async create(user: User, invocation: ServerInvocation) {
      const { row, token } = await rows.createFor(user, () => ({ lastUsedAt: now() }), invocation);
      return ok({ session: view(row), sessionToken: token });
    },

    /** The session; its user may be the one remembered, but not for bad news: they may be older than the session. */
    open(token: string, invocation: ServerInvocation) {
      const showsNothingNew = (row: SessionRow) => (state: UserState) =>
        rows.stands(row, state) && state.identity === row.fields.seen.identity;
      const find = (row: SessionRow) => users.state(row.fields.userId, showsNothingNew(row));
      return openWith(token, invocation, { find, toState: (state) => state });
    },

    /** The session and its user as the user server knows them now. */
    openWithUser: (token: string, invocation: ServerInvocation) =>
      openWith(token, invocation, { find: ({ fields }) => users.get(fields.userId), toState: stateOf }),
  };
}
