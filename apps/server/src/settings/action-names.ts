import { actions } from "@tiauth/protocol";
import * as z from "zod/mini";
import type { Format } from "./formats.ts";
import { nearest } from "./nearest.ts";

const known = Object.keys(actions);

/** Names of actions in the contract, comma-separated; blanks around the commas do not count. A slip is told what may be meant. */
export const actionNames: Format<readonly string[]> = z.pipe(
  z.string(),
  z.transform((text, context) => {
    const names = text.split(",").map((name) => name.trim());
    const slips = names.flatMap((name, index) => (known.includes(name) ? [] : [slip(name, index)]));
    const message = `must be a comma-separated list of actions; wrong: ${slips.join(", ")}`;
    if (slips.length > 0) context.issues.push({ code: "custom", message, input: text });
    return names;
  }),
);

function slip(name: string, index: number): string {
  const meant = nearest(name, known);
  return `number ${index + 1}${meant ? ` (did you mean ${meant}?)` : ""}`;
}
