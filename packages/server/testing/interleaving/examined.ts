import { bothMayWin } from "./both-may-win.ts";
import { crashed } from "./crashed.ts";
import { everyOrder } from "./every-order.ts";
import { fingerprint } from "./fingerprint.ts";
import { broken, intrusions } from "./invariants.ts";
import { type Player, type Taken, take, untouched } from "./moves.ts";
import { type Outcome, outcomeOf, sequences } from "./sequences.ts";
import { live, type World } from "./world.ts";

/** Every order alone, or with a crash at every moment of each, which takes longer. */
export type Scrutiny = "orders" | "orders and crashes";

export interface Examined {
  readonly moments: number;
  /** All combinations of answers that came, each once. */
  readonly answers: ReadonlySet<string>;
  /** What should not be. */
  readonly findings: readonly string[];
}

/**
 * Lets players act at the same time in every order, and looks at what comes of each: it must be what comes of the same
 * actions one after the other, and keep the invariants. If the process dies, whoever had no answer yet tries the same
 * again after it was restarted, and that must end well too.
 */
export async function examined(world: World, players: readonly Player[], scrutiny: Scrutiny): Promise<Examined> {
  const [findings, answers] = [new Set<string>(), new Set<string>()];
  const explained = await sequences(world, players);
  const crashes = new Set<string>();
  const moments = await everyOrder(() => stage(world, players), {
    async between({ living, played }) {
      if (scrutiny === "orders") return;
      const remains = fingerprint([living.state(), played]);
      if (crashes.has(remains)) return; // nothing was written since the last moment
      crashes.add(remains);
      for (const finding of await crashed({ living, players, played, explained }))
        findings.add(`after a crash: ${finding}`);
    },
    async end({ living, played }) {
      const outcome = await outcomeOf(living, players, played);
      answers.add(String(outcome.answers));
      if (!isExplained(outcome, explained) && !bothMayWin(played.flatMap(({ taken }) => taken).filter(hasWon)))
        findings.add(`unexplained: ${describe(outcome)}`);
      for (const finding of broken(world, living, played)) findings.add(finding);
      for (const finding of await intrusions(living.copy(), players, played)) findings.add(finding);
    },
  });
  return { moments, answers, findings: [...findings] };
}

function stage(world: World, players: readonly Player[]) {
  const living = live(world);
  const played = players.map(untouched);
  const actors = players.map((player, who) => [
    player.name,
    async () => {
      for (const _ of player.moves) played[who] = await take(living, player, played[who] ?? untouched(player));
    },
  ]);
  return { living, played, actors: Object.fromEntries(actors), state: living.state };
}

const isExplained = (outcome: Outcome, explained: readonly Outcome[]) =>
  explained.some((known) => JSON.stringify(known) === JSON.stringify(outcome));
const hasWon = ({ answer }: Taken) => answer === "ok" || answer === "session_not_created";
const describe = ({ answers, users }: Outcome) => `${JSON.stringify(answers)}, ${users.join(", ")}`;
