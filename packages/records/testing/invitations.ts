import { randomBytes } from "node:crypto";
import { bytes } from "@tiauth/protocol";
import * as z from "zod/mini";
import { after, type RecordPorts, records } from "../src/records.ts";
import { stoppedClock } from "./clock.ts";
import { type Entries, mapStorage } from "./map-storage.ts";

export const lifetimeSeconds = 600;

const fields = z.object({ guest: z.string(), answers: z.int(), codeHash: bytes });

interface Given {
  readonly prefix: string;
  readonly rememberedSeconds: number;
}

/** A kind of record to try things with, good for ten minutes, and all that it stands on. */
export function invitations(given: Partial<RecordPorts & Given> = {}) {
  const clock = stoppedClock();
  const entries: Entries = new Map();
  const ports = { storage: mapStorage(entries), now: clock.now, randomBytes, ...given };
  const rows = records(ports, {
    prefix: given.prefix ?? "invitation.",
    rememberedSeconds: given.rememberedSeconds ?? 0,
    invalidToken: "invalid_invitation_token",
    fields,
    expiresAt: after(lifetimeSeconds),
  });
  const invite = () => rows.create(() => ({ guest: "Ada", answers: 0, codeHash: new Uint8Array(32) }));
  return { clock, entries, ports, rows, invite };
}
export type InvitationRow = Awaited<ReturnType<ReturnType<typeof invitations>["invite"]>>["row"];

export const refused = { ok: false, errorCode: "invalid_invitation_token" };
