import { posix } from "node:path";
import { testTitlesOf } from "../generated/test-titles.ts";
import { files, read } from "./files.ts";

/** A link to a test: `[test](../path "title")`. */
export interface ProofLink {
  /** The file, from the root. */
  readonly path: string;
  /** Of the test that is meant, or of a block, or the beginning of either; empty for the whole file. */
  readonly title: string;
}

const pattern = /\]\(([^)\s]+\.(?:test|faults)\.ts)(?:\s+"((?:\\.|[^"])*)")?\)/g;

/** The links to tests in a text of this page, as they are written there. */
export const proofLinksOf = (page: string, text: string): readonly ProofLink[] =>
  Array.from(text.matchAll(pattern), ([, target = "", title = ""]) => ({
    path: posix.join(posix.dirname(page), target),
    title: title.replace(/\\(.)/g, "$1"),
  }));

const known = new Set(files());

/** Whether there is such a file, and in it a test with that title. */
export const isProof = ({ path, title }: ProofLink): boolean =>
  known.has(path) && testTitlesOf(read(path)).some((test) => test.title.includes(title));

/** The points of a Markdown list, each with the lines that belong to it. */
export const pointsOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/^- .*(?:\n {2}.*)*/gm), ([point]) => point);
