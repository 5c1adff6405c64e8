import { bothMayWin } from "./both-may-win.ts";
import { intrusions } from "./invariants.ts";
import { type Played, type Player, take, untouched } from "./moves.ts";
import { describeUsers } from "./observation.ts";
import type { Outcome } from "./sequences.ts";
import { type LivingWorld, live, type World } from "./world.ts";

/** A moment in which the process dies. */
interface Crash {
  readonly living: LivingWorld;
  readonly players: readonly Player[];
  /** Who had been answered what. */
  readonly played: readonly Played[];
  /** What may come of the players' actions. */
  readonly explained: readonly Outcome[];
}

/** Longer than a claim lasts. */
const restartSeconds = 31;

/** What should not be once everybody who had no answer tried the same again, in a new process. */
export async function crashed({ living, players, played, explained }: Crash): Promise<readonly string[]> {
  const restarted = live(living.copy());
  restarted.advanceSeconds(restartSeconds);
  const retried = [...played];
  for (const [who, player] of players.entries())
    for (const _ of player.moves.slice(played[who]?.taken.length))
      retried[who] = await take(restarted, player, retried[who] ?? untouched(player));
  await restarted.idle();

  const taken = retried.flatMap(({ taken }) => taken);
  const again = retried.flatMap(({ taken }, who) => taken.slice(played[who]?.taken.length));
  const failed = again.filter(({ answer }) => answer.startsWith("internal_"));
  const world = restarted.copy();
  return [
    ...failed.map(({ action, answer }) => `${action} answers ${answer}`),
    ...restarted.accidents.map(({ error }) => String(error)),
    ...(bothMayWin(taken) || isKnown(world, retried, explained) ? [] : [`${usersOf(world)}, ${JSON.stringify(taken)}`]),
    ...(await intrusions(world, players, retried)),
  ];
}

/** Whether the users may be so. Nothing comes of a conflict, so only what has the same conflicts is looked at. */
function isKnown(world: World, played: readonly Played[], explained: readonly Outcome[]) {
  const conflicts = conflictsOf(played.map(({ taken }) => taken.map(({ answer }) => answer)));
  const similar = explained.filter(({ answers }) => conflictsOf(answers) === conflicts);
  return similar.some(({ users }) => String(users.map(withoutSessions)) === usersOf(world));
}

const conflictsOf = (answers: Outcome["answers"]) =>
  JSON.stringify(answers.map((own) => own.map((answer) => answer === "internal_conflict")));
const usersOf = (world: World) => String(describeUsers(world).map(withoutSessions));
/** Sessions may be ended a second time. */
const withoutSessions = (user: string) => user.replace(/s\d+$/, "");
