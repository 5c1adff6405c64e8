import { ok } from "@tiauth/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InvitationRow, invitations } from "../testing/invitations.ts";
import { scheduledStorage } from "../testing/scheduled-storage.ts";
import { sharedStorage } from "../testing/shared-storage.ts";
import { Conflict } from "./conflict.ts";
import type { Storage } from "./storage.ts";

type Rows = ReturnType<typeof invitations>["rows"];

/** What is done to an opened invitation; resolves with the number of answers that it has then, at least. */
const write = {
  look: async (_: Rows, { fields }: InvitationRow) => fields.answers,
  update: async (rows: Rows, row: InvitationRow) =>
    (await rows.update(row, { answers: row.fields.answers + 1 })).fields.answers,
  async decide(rows: Rows, row: InvitationRow) {
    let answers = 0;
    await rows.decide(row, (fields) => {
      answers = fields.answers + 1;
      return { patch: { answers }, result: ok() };
    });
    return answers;
  },
  async delete(rows: Rows, row: InvitationRow) {
    await rows.delete(row);
    return row.fields.answers;
  },
};
const acts = ["look", "look", "look", "update", "decide", "delete"] as const;

interface Caller {
  readonly act: (typeof acts)[number];
  /** Which of the processes they ask. */
  readonly at: number;
  /** Steps of the others that they let pass before they begin, at least. */
  readonly delay: number;
}
const callers = (processes: number) =>
  fc.array(fc.record({ act: fc.constantFrom(...acts), at: fc.nat(processes - 1), delay: fc.nat(12) }), {
    minLength: 2,
    maxLength: 9,
  });

/** Callers who look at one invitation, answer it and delete it at the same time, and what they saw that was over by then. */
async function crowd(scheduler: fc.Scheduler, processes: number, them: readonly Caller[]) {
  const shared = sharedStorage();
  const { token } = await invitations({ storage: shared() }).invite();
  const far = (storage: Storage) =>
    invitations({ storage: scheduledStorage(scheduler, storage), rememberedSeconds: 60 });
  const servers = Array.from({ length: processes }, () => far(shared()));
  const pause = scheduler.scheduleFunction(async () => undefined);
  /** What somebody was told: who looks after that must see no less. */
  const told = { answers: 0, isDeleted: false };
  const outdated: unknown[] = [];

  const go = async ({ act, at, delay }: Caller) => {
    for (let step = 0; step < delay; step++) await pause();
    const { rows } = servers[at] ?? far(shared());
    const before = { ...told };
    const opened = await rows.openRemembered(token);
    if (!opened.ok) return;
    const { answers } = opened.row.fields;
    if (before.isDeleted || answers < before.answers) outdated.push({ before, answers });
    const written = await write[act](rows, opened.row);
    told.answers = Math.max(told.answers, written);
    told.isDeleted ||= act === "delete";
  };
  for (const caller of them) go(caller).catch((error) => expect(error).toBeInstanceOf(Conflict));
  await scheduler.waitIdle();
  return outdated;
}

describe("while records are remembered, over any schedule", () => {
  it.each([1, 2, 3])(
    "nobody sees less than what somebody had been told before they looked: %i processes",
    (processes) =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), callers(processes), async (scheduler, them) => {
          expect(await crowd(scheduler, processes, them)).toEqual([]);
        }),
        { numRuns: 1500 },
      ),
    60_000,
  );
});
