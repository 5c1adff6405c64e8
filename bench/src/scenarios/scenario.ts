import type { FigureName, Figures } from "../report/figures.ts";
import type { Stage } from "../stage/stage.ts";

/** One who takes part in a scenario. */
export interface Entrant {
  readonly name: string;
  /** Measures once. @throws {Error} if an answer was wrong. */
  round(): Promise<Figures>;
}

/** Something to be measured, and who takes part. */
export interface Scenario {
  /** For the command line. */
  readonly name: string;
  readonly title: string;
  /** What is sent to whom, in Markdown. */
  readonly about: string;
  /** What is counted: `requests`, `sign-ins`. */
  readonly unit: string;
  /** In the order of the table's columns; ratios are of the first. */
  readonly figures: readonly [FigureName, ...FigureName[]];
  /** Where fewer rounds than usual tell as much. */
  readonly maxRounds?: number;
  /** Starts everybody. What is started on the stage is ended by the runner. */
  prepare(stage: Stage): Promise<readonly Entrant[]>;
}
