import { type Awaitable, instant, type Row } from "@tiauth/records";
import { type Bond, type UserState, type Users, userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { SessionPorts } from "./ports.ts";
import type { SessionSettings } from "./settings.ts";

const fields = z.object({ lastUsedAt: instant, renewedAt: z.optional(instant) });
export type SessionRow = Row<z.output<typeof fields> & Bond>;
type Times = Pick<Row<z.output<typeof fields>>, "createdAt" | "fields">;

/** Sessions: one more kind of record, with an expiry that slides. It follows today's settings, not those at creation. */
export function sessionRecords(ports: SessionPorts, settings: SessionSettings, users: Users) {
  const { sessionExpirationSeconds, sessionInactivityTimeoutSeconds, sessionRenewalWindowSeconds } = settings;
  const expiration = ({ createdAt, fields: { renewedAt = createdAt } }: Times) =>
    sessionExpirationSeconds === 0 ? null : new Date(renewedAt.getTime() + sessionExpirationSeconds * 1000);
  const inactiveAtMs = ({ lastUsedAt }: Times["fields"]) =>
    lastUsedAt.getTime() + sessionInactivityTimeoutSeconds * 1000;
  const expiresAt = (row: Times) =>
    new Date(Math.min(inactiveAtMs(row.fields), expiration(row)?.getTime() ?? Infinity));

  const rows = userRecords(ports, users, {
    prefix: "session.",
    invalidToken: "invalid_session_token",
    subject: "sessionId",
    watch: ["disabledCounter", "sessionsCounter"],
    fields,
    rememberedSeconds: settings.sessionCacheSeconds,
    keptSeconds: sessionRenewalWindowSeconds,
    expiresAt,
  });

  return {
    ...rows,
    /** Whether it is the session of whoever has the user's id now, and has not been ended for them. */
    isOf: (state: UserState, row: SessionRow): Awaitable<boolean> =>
      rows.stands(row, state) && users.isSame(state, { seen: row.fields.seen, since: row.createdAt }),
    hasExpired: (row: SessionRow) => expiresAt(row) <= ports.now(),
    /** Whether it has not expired, or can be renewed still. */
    canGoOn: (row: SessionRow) => ports.now().getTime() < expiresAt(row).getTime() + sessionRenewalWindowSeconds * 1000,
    view: (row: SessionRow) => ({
      id: row.id,
      userId: row.fields.userId,
      createdAt: row.createdAt,
      expiresAt: expiration(row),
    }),
  };
}
export type SessionRecords = ReturnType<typeof sessionRecords>;
