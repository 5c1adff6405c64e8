import type { AnyAction, Catalog, Outcome, PerOutcome } from "@tiauth/protocol";
import type { Scene } from "./scene.ts";

/**
 * Brings about one outcome of one action: resolves with what the action answered. What the outcome does to the user, the
 * mails or the flow, and what it does not, the scenario expects itself.
 */
export type Scenario<A extends AnyAction> = ((scene: Scene) => Promise<Outcome<A>>) | Unreachable;

/** No scenario can bring the outcome about. */
interface Unreachable {
  /** Why, as a sentence. */
  readonly unreachable: string;
}

/** One scenario per action and outcome, each with its own action's outcome: no more and no less compiles. */
export type Scenarios<C extends Catalog> = { readonly [K in keyof C]: PerOutcome<C, Scenario<C[K]>>[K] };
