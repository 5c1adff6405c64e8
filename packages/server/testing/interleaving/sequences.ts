import { lose, type Move, type Played, type Player, take, untouched } from "./moves.ts";
import { type Observation, observe } from "./observation.ts";
import { type LivingWorld, live, type World } from "./world.ts";

/** What came of it: the answers to each player, and what can be seen then. */
export interface Outcome extends Observation {
  readonly answers: readonly (readonly string[])[];
}

/** A turn of a player, by number; lost if a conflict is all that comes of it. */
interface Turn {
  readonly who: number;
  readonly isLost: boolean;
}

/**
 * What may come of two players who act at the same time: whatever comes of it if their actions happen one after the
 * other in some order, and those that answer `internal_conflict` not at all.
 */
export async function sequences(world: World, players: readonly Player[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const order of merges(players.map(({ moves }) => moves)))
    for (const turns of conflicts(order)) outcomes.push(await inSequence(live(world), players, turns));
  return outcomes;
}

async function inSequence(living: LivingWorld, players: readonly Player[], turns: readonly Turn[]): Promise<Outcome> {
  const played = players.map(untouched);
  for (const { who, isLost } of turns) {
    const [player, before] = [players[who], played[who]];
    if (!player || !before) throw new Error("no such player");
    played[who] = isLost ? lose(player, before) : await take(living, player, before);
  }
  return outcomeOf(living, players, played);
}

/** Once nothing is under way any more. Which of two tokens is said to be invalid may depend on when each was looked at. */
export async function outcomeOf(
  living: LivingWorld,
  players: readonly Player[],
  played: readonly Played[],
): Promise<Outcome> {
  await living.idle();
  return {
    answers: played.map(({ taken }) =>
      taken.map(({ answer }) => answer.replace(/^invalid_.*_token$/, "invalid_token")),
    ),
    ...(await observe(
      living.copy(),
      [...players, ...played].map(({ args }) => args),
    )),
  };
}

/** All orders of two players' moves. */
function merges([first = [], second = []]: readonly (readonly Move[])[]): readonly (readonly number[])[] {
  if (first.length === 0) return [second.map(() => 1)];
  if (second.length === 0) return [first.map(() => 0)];
  return [
    ...merges([first.slice(1), second]).map((rest) => [0, ...rest]),
    ...merges([first, second.slice(1)]).map((rest) => [1, ...rest]),
  ];
}

/** The same turns with any of them lost. */
const conflicts = (order: readonly number[]): readonly (readonly Turn[])[] =>
  order.reduce<readonly (readonly Turn[])[]>(
    (all, who) => all.flatMap((turns) => [false, true].map((isLost) => [...turns, { who, isLost }])),
    [[]],
  );
