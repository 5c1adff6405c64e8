import type { User } from "@tiauth/protocol";
import { addressNetwork, type Listed, listings } from "@tiauth/records";
import { stateOf } from "@tiauth/users";
import * as z from "zod/mini";
import { persistently, unlessLost } from "./lost-races.ts";
import type { SessionInvocation, SessionPorts } from "./ports.ts";
import type { SessionRecords, SessionRow } from "./session-records.ts";
import type { SessionSettings } from "./settings.ts";

/** Where a session was begun. */
const place = z.object({ label: z.string(), clientAddress: z.string() });
type Place = z.output<typeof place>;
type ListedSession = Listed<Place>;
const unknownPlace: Place = { label: "", clientAddress: "" };

const daySeconds = 24 * 60 * 60;
/** Longer than it takes to make a session that is listed already. */
const makingMs = 60_000;
const maxLabelCharacters = 64;

/**
 * The sessions of each user, on a list of their own: a session is put there before it begins, and again on each day that
 * it is used, so that the list outlives it. Looking at a session never asks for the list.
 */
export function userSessions({ storage, now }: SessionPorts, settings: SessionSettings, rows: SessionRecords) {
  const lists = listings({
    storage,
    now,
    name: "sessions",
    note: place,
    maxEntries: 100,
    keptSeconds: settings.sessionInactivityTimeoutSeconds + settings.sessionRenewalWindowSeconds + daySeconds,
  });
  /** Takes off what was ended. What stays on the list all the same goes when it is looked at. */
  const strike = (userId: string, ids: readonly string[]) => unlessLost(() => lists.strike(userId, ids));
  /** One that is not there may be about to begin. */
  const isGone = ({ listedAt }: ListedSession) => Math.abs(now().getTime() - listedAt.getTime()) > makingMs;
  const standsFor = async (user: User, row: SessionRow) => rows.canGoOn(row) && (await rows.isOf(stateOf(user), row));

  return {
    strike,

    /** The user is gone: nobody needs to know any more where they were. */
    forget: lists.drop,

    /**
     * Puts a session on the list of its user, however many others are being put there: a sign-in is spent when it gets here.
     * The one that was not put there for longest makes room, and ends.
     */
    async list(userId: string, id: string, { clientLabel = "", clientAddress = "" }: Partial<SessionInvocation>) {
      const note = { label: clientLabel.slice(0, maxLabelCharacters), clientAddress: addressNetwork(clientAddress) };
      const outOfRoom = await persistently(() => lists.put(userId, id, note));
      for (const each of outOfRoom) await rows.delete({ id: each });
    },

    /**
     * All that stand or could be renewed, the current one among them, the one used last first. What is not there any more is
     * struck off.
     */
    async all(user: User, current: SessionRow) {
      const listed = await lists.get(user.id);
      const found = await Promise.all(listed.map(async (entry) => ({ ...entry, row: await rows.find(entry.id) })));
      const missing = found.filter((entry) => !entry.row && isGone(entry)).map(({ id }) => id);
      if (missing.length > 0) await strike(user.id, missing);
      const others = found.filter(({ id }) => id !== current.id);
      const standing = others.map(async ({ row, note }) =>
        row && (await standsFor(user, row)) ? [{ row, ...note }] : [],
      );
      const { row = current, note = unknownPlace } = found.find(({ id }) => id === current.id) ?? {};
      const all = [{ row, ...note }, ...(await Promise.all(standing)).flat()];
      return all.toSorted((a, b) => b.row.fields.lastUsedAt.getTime() - a.row.fields.lastUsedAt.getTime());
    },

    /** Ends one. False if the user has none of this id. */
    async end(user: User, id: string): Promise<boolean> {
      const row = await rows.find(id);
      if (row?.fields.userId !== user.id || !(await standsFor(user, row))) return false;
      const deleted = await rows.delete(row);
      await strike(user.id, [id]);
      return deleted.ok;
    },

    /** Ends all that are listed but one. */
    async endOthers(user: User, current: SessionRow): Promise<void> {
      const others = (await lists.get(user.id)).filter(({ id }) => id !== current.id);
      const ended = await Promise.all(
        others.map(async (other) => ((await rows.delete(other)).ok || isGone(other) ? [other.id] : [])),
      );
      await strike(user.id, ended.flat());
    },
  };
}
export type UserSessions = ReturnType<typeof userSessions>;
