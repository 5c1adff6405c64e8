import * as fc from "fast-check";
import type { Lineage, Version } from "../src/lineage.ts";

const acts = {
  /** The secret is changed by whoever notes that. */
  change: 4,
  /** The same, but it comes to nothing. */
  vainChange: 1,
  /** The same, but the note is lost. */
  unnotedChange: 1,
  /** The secret is changed by somebody who notes nothing. */
  othersChange: 2,
  /** Something is made for the owner as they are. */
  token: 5,
  /** The owner is deleted and the id given to somebody else, at once, by somebody who notes nothing. */
  reuse: 1,
  /** The same, noted. */
  notedReuse: 1,
  /** Somebody else had the id until a while ago. */
  later: 1,
} as const;
export type Act = keyof typeof acts;

const weighted = (names: readonly Act[]) =>
  fc.array(fc.oneof(...names.map((name) => ({ weight: acts[name], arbitrary: fc.constant(name) }))), { maxLength: 18 });

/** What happens to an id. Where it is used again, nobody but the one who notes everything changes secrets. */
export const historicActs = ({ isReused }: { readonly isReused: boolean }) =>
  isReused
    ? weighted(["change", "vainChange", "token", "reuse", "notedReuse", "later"])
    : weighted(["change", "vainChange", "unnotedChange", "othersChange", "token", "later"]);

interface Token {
  readonly owner: number;
  readonly seen: Version;
  readonly since: Date;
}

/** Lets it happen, and says of everything that was made what it opens now. */
export async function history(
  { clock, line }: { readonly clock: { now(): Date; move(ms: number): void }; readonly line: Lineage },
  happening: readonly Act[],
) {
  const tokens: Token[] = [];
  let [owner, secrets, current] = [0, 0, { counter: 0, identity: "first" }];
  const next = (): Version => ({ counter: current.counter + 1, identity: `secret ${++secrets}` });
  const newOwner = () => {
    owner += 1;
    current = { counter: 0, identity: `secret ${++secrets}` };
  };
  const change = async ({ isNoted = true, isVain = false }) => {
    const after = next();
    if (isNoted) await line.note("ada", current, after);
    if (!isVain) current = after;
  };
  const happen: Record<Act, () => unknown> = {
    change: () => change({}),
    vainChange: () => change({ isVain: true }),
    unnotedChange: () => change({ isNoted: false }),
    othersChange: () => change({ isNoted: false }),
    token: () => tokens.push({ owner, seen: current, since: clock.now() }),
    reuse: newOwner,
    async notedReuse() {
      await line.end("ada");
      newOwner();
      clock.move(1);
      await line.begin("ada", current);
    },
    later: () => clock.move(1000),
  };
  for (const act of happening) await happen[act]();
  return {
    tokens: () =>
      Promise.all(
        tokens.map(async ({ seen, since, ...token }) => ({
          isOpen: await line.isSame("ada", { seen, since, current }),
          isTheOwners: token.owner === owner,
        })),
      ),
  };
}
