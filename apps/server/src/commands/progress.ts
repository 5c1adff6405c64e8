import type { Terminal } from "./terminal.ts";

export interface Progress {
  /** What is being done, in one word. */
  readonly step: string;
  readonly done: number;
  /** About how many there are. */
  readonly of: number;
}

const widthCharacters = 24;
const linesPerStep = 10;

/** Shows how far something is: as a bar that grows on a terminal, else as a line for every tenth. */
export function createProgress({ out, draw }: Pick<Terminal, "out" | "draw">): {
  show(progress: Progress): void;
  /** Ends the line of the bar. */
  end(): void;
} {
  let shown = "";
  const show = draw
    ? (progress: Progress) => {
        if (shown !== "" && shown !== progress.step) draw("\n");
        shown = progress.step;
        draw(`\r${barOf(progress)}`);
      }
    : (progress: Progress) => {
        const tenth = `${progress.step} ${Math.floor(shareOf(progress) * linesPerStep)}`;
        if (tenth !== shown) out(textOf(progress));
        shown = tenth;
      };
  return {
    show,
    end() {
      if (draw && shown !== "") draw("\n");
    },
  };
}

const shareOf = ({ done, of }: Progress) => Math.min(1, of === 0 ? 1 : done / of);

function barOf(progress: Progress): string {
  const filled = Math.floor(shareOf(progress) * widthCharacters);
  return `[${"#".repeat(filled).padEnd(widthCharacters, "-")}] ${textOf(progress)}`;
}

const textOf = (progress: Progress) =>
  `${progress.step} ${String(Math.floor(shareOf(progress) * 100)).padStart(3)} %, ${count(progress.done)} of ${count(progress.of)}`;

const count = (things: number) => things.toLocaleString("en-US");
