import { cpSync } from "node:fs";
import { relative, sep } from "node:path";

/**
 * Copies what `COPY . .` copies: all that the ignore file leaves.
 *
 * @param ignored the lines of the ignore file.
 */
export function copyBuildContext(from: string, to: string, ignored: readonly string[]): void {
  const isLeftOut = ignoring(ignored);
  cpSync(from, to, { recursive: true, filter: (path) => !isLeftOut(relative(from, path).split(sep).join("/")) });
}

/**
 * Which paths an ignore file leaves out; of its patterns those that ours has: `name`, `**` + `/name`, `**` + `/*.ending`.
 *
 * @returns what tells it of a path from the context's root, itself being the empty path.
 */
export function ignoring(lines: readonly string[]): (path: string) => boolean {
  const patterns = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  return (path) => {
    const names = path.split("/");
    return patterns.some((pattern) =>
      pattern.startsWith("**/") ? names.some((name) => isLike(name, pattern.slice(3))) : names[0] === pattern,
    );
  };
}

const isLike = (name: string, pattern: string) =>
  pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : name === pattern;
