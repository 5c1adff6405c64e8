import type { ActionName } from "@tiauth/protocol";
import type { Arguments } from "../person.ts";
import type { LivingWorld, Values } from "./world.ts";

/** An action, and what differs from the arguments of the one who takes it. */
export type Move = readonly [action: ActionName, different?: Arguments];

/** Somebody with the arguments they begin with and the actions they take, one after the other. */
export interface Player {
  readonly name: string;
  readonly args: Arguments;
  readonly moves: readonly Move[];
}

/** A player's action and its answer: `ok` or the error code. */
export interface Taken {
  readonly action: ActionName;
  readonly answer: string;
}

/** How far a player has come: what they were answered, and all arguments that they have now. */
export interface Played {
  readonly args: Arguments;
  readonly taken: readonly Taken[];
}

export const untouched = ({ args }: Player): Played => ({ args, taken: [] });

/** Takes the player's next move. Tokens that are answered are kept. */
export async function take(world: LivingWorld, { name, moves }: Player, { args, taken }: Played): Promise<Played> {
  const [action, different] = moveAt(moves, taken.length);
  const outcome = await world.ask(action, { ...args, ...different }, `${name} ${taken.length}`);
  return {
    taken: [...taken, { action, answer: outcome.ok ? "ok" : outcome.errorCode }],
    args: { ...args, ...tokensOf(outcome) },
  };
}

/** Takes the player's next move, and a conflict is all that comes of it. */
export function lose({ moves }: Player, { args, taken }: Played): Played {
  const [action] = moveAt(moves, taken.length);
  return { args, taken: [...taken, { action, answer: "internal_conflict" }] };
}

function moveAt(moves: readonly Move[], index: number): Move {
  const move = moves[index];
  if (!move) throw new Error("no move is left");
  return move;
}

export const tokensOf = (outcome: Values): Arguments =>
  Object.fromEntries(Object.entries(outcome).filter(([name, value]) => name.endsWith("Token") && value !== ""));
