import type { Host } from "../host.ts";

const dots = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const bars = ["|", "/", "-", "\\"];

/** The pictures of a spinner, such as this terminal can show; a single one where nothing may move. */
export function framesFor({ env, platform }: Pick<Host, "env" | "platform">): readonly string[] {
  if (isDumb({ env })) return ["*"];
  const showsDots = platform === "win32" ? env.WT_SESSION !== undefined : env.TERM !== "linux";
  return showsDots ? dots : bars;
}

/** Whether the terminal can only write on, as those of some editors and of readers for the blind. */
export const isDumb = ({ env }: Pick<Host, "env">) => env.TERM === "dumb";
