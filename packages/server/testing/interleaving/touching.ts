import { type Player, take, untouched } from "./moves.ts";
import { live, type World } from "./world.ts";

interface Touched {
  readonly read: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

/** What the player alone reads and writes: keys of the storage, or users, who count as one. */
async function touchedBy(world: World, player: Player): Promise<Touched> {
  const living = live(world);
  let played = untouched(player);
  for (const _ of player.moves) played = await take(living, player, played);
  await living.idle();
  const { storage, userStore } = living.calls;
  const readOnly = (method: string) => method.startsWith("get");
  const touched = [
    ...storage.map(({ method, args }) => ({ isRead: readOnly(method), what: String(args[0]) })),
    ...userStore.map(({ method }) => ({ isRead: readOnly(method), what: "users" })),
  ];
  return {
    read: new Set(touched.map(({ what }) => what)),
    written: new Set(touched.filter(({ isRead }) => !isRead).map(({ what }) => what)),
  };
}

/** Whether one of them writes what the other one reads or writes: else no order of their steps differs from another. */
export async function meet(world: World, [one, two]: readonly [Player, Player]): Promise<boolean> {
  const [first, second] = [await touchedBy(world, one), await touchedBy(world, two)];
  return overlaps(first.written, second.read) || overlaps(second.written, first.read);
}

const overlaps = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((what) => b.has(what));
