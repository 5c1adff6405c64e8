import { posix } from "node:path";
import { files, read } from "./files.ts";

/** A Markdown file without its code: there are no links in code. */
const prose = (path: string) =>
  read(path)
    .replace(/^ *(```+)[\s\S]*?^ *\1/gm, "")
    .replace(/`[^`\n]*`/g, "code");

/** The targets of the links and images of a Markdown file, as they are written there. */
export const linksOf = (path: string): readonly string[] =>
  Array.from(
    prose(path).matchAll(/\]\(<?([^)\s>]+)|^\[[^\]]+\]:\s*(\S+)/gm),
    ([, inline, reference]) => inline ?? reference ?? "",
  );

/** Whether a link leads to a file, a folder or a heading of this repository, or out of it. */
export function resolves(path: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [file = "", heading] = decodeURIComponent(link).split("#");
  const target = file === "" ? path : posix.join(posix.dirname(path), file).replace(/\/$/, "");
  if (!exists(target)) return false;
  return !heading || !target.endsWith(".md") || headingsOf(target).includes(heading);
}

const all = files();
const exists = (path: string) => path === "." || all.some((file) => file === path || file.startsWith(`${path}/`));

/** The anchors that headings get where Markdown is shown. */
const headingsOf = (path: string): readonly string[] =>
  Array.from(read(path).matchAll(/^#+ (.+)$/gm), ([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
