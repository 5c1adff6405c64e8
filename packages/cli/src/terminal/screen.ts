import { clearScreenDown, cursorTo, type Interface, moveCursor } from "node:readline";
import type { Host } from "../host.ts";
import { framesFor, isDumb } from "./frames.ts";

/** What stands at the bottom of the terminal, in front of what is typed. */
export interface Shown {
  readonly text: () => string;
  /** A spinner turns beside what is waited for. */
  readonly motion: "spinning" | "still";
}

export type Screen = ReturnType<typeof createScreen>;

const frameMs = 100;

export function createScreen(lines: Interface, host: Pick<Host, "env" | "platform" | "output">) {
  const { output } = host;
  const frames = framesFor(host);
  let shown: Shown | undefined;
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  let written = "";

  const draw = () => {
    if (!shown) return;
    const frame = shown.motion === "spinning" ? `${frames[turn++ % frames.length]} ` : "";
    const prompt = `${frame}${shown.text()}`;
    if (isDumb(host) && prompt === written) return;
    written = prompt;
    lines.setPrompt(prompt);
    lines.prompt(true);
  };
  const erase = () => {
    if (isDumb(host)) return output.write("\n");
    moveCursor(output, 0, -lines.getCursorPos().rows);
    cursorTo(output, 0);
    return clearScreenDown(output);
  };
  /** Leaves it as it stands: the person ended the line. */
  const leave = () => {
    clearInterval(timer);
    shown = undefined;
    written = "";
    lines.setPrompt("");
  };

  return {
    show(next: Shown) {
      shown = next;
      if (next.motion === "spinning") timer = setInterval(draw, frameMs);
      draw();
    },
    /** Writes a line above. */
    say(line: string) {
      if (shown) erase();
      output.write(`${line}\n`);
      written = "";
      draw();
    },
    leave,
    /** The same where nobody ended the line, and nothing more can be erased. */
    abandon() {
      if (shown) output.write("\n");
      leave();
    },
    clear() {
      if (shown) erase();
      leave();
    },
  };
}
